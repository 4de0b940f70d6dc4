/** LayerPanel: the neurons of one layer over training, a line each; a click goes to the neuron. */
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { Heatmap } from "@/chart/Heatmap";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { layerName } from "@/format/layer";
import { count, step as sayStep } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { MEASURE_WORDS, type NeuronsLook, type NeuronsResult, type Place } from "@/views/neurons/look";
import { columnOf, type NeuronMap } from "@/views/neurons/map";

export const STEP: Axis = { name: "step", unit: null, whole: true };
const NEURON: Axis = { name: "neuron", unit: null, whole: true };

interface LayerPanelProps {
  result: NeuronsResult;
  map: NeuronMap;
  look: NeuronsLook;
  axis: Axis; // of the colours
  span: readonly [number, number] | null; // shared with the other layers
  step: number; // that is looked at
  rowsWords: string; // whose rows: "test rows"
  tall: boolean; // the only one
  exportsOf: ExportsOf;
  explain: () => void;
  onNeuron: (place: Place) => void;
}

export function LayerPanel({ result, map, look, axis, span, step, ...props }: LayerPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { layer, neurons, values } = map;
  const signed = axis.signed === true;
  const title = `${MEASURE_WORDS[look.measure].title}, ${props.rowsWords}: ${count(neurons.length)} neurons of ${layerName(layer)}`;
  const steps = useMemo(() => [...result.steps], [result.steps]);
  return (
    <Panel
      title={title}
      reading={reading(look, result, signed)}
      exports={props.exportsOf(`neurons-${layer}`, chartFiles(chart))}
      onExplain={props.explain}
      wide={props.tall}
    >
      <Heatmap
        ref={chart}
        title={title}
        x={STEP}
        y={NEURON}
        value={axis}
        columns={steps}
        rows={neurons}
        values={values}
        signed={signed}
        span={span}
        height={props.tall ? 560 : 300}
        cursor={columnOf(steps, step)}
        onCell={({ row }) => {
          const neuron = neurons[row];
          if (neuron !== undefined) props.onNeuron({ layer, neuron });
        }}
      />
    </Panel>
  );
}

function reading({ measure, order }: NeuronsLook, { step, reference_step }: NeuronsResult, signed: boolean): string {
  const sorted = {
    value: `the highest at step ${sayStep(step)} on top`,
    change: `the one that rose most from step ${sayStep(reference_step)} to ${sayStep(step)} on top`,
    index: "in their own order",
  }[order];
  const colour = signed
    ? "Half-way up the scale is no difference. Same colours in all layers."
    : measure === "zero_share"
      ? "Same colours in all layers."
      : "Compare a neuron with itself over steps: layers have colours of their own.";
  return `A line a neuron, ${sorted}; a column a snapshot. ${colour} Click for the neuron.`;
}
