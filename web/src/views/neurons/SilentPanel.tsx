/** SilentPanel: how many neurons of each layer say nothing, over steps; and which woke or fell silent. */
import { Anchor } from "@mantine/core";
import { useMemo, useRef } from "react";
import { type Ink, lookOf } from "@/chart/colour";
import { LineChart, type LineSeries } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { layerName, layerTitle } from "@/format/layer";
import { count, plural, step as sayStep } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { STEP } from "@/views/neurons/LayerPanel";
import type { LayerMap, NeuronsResult, Place } from "@/views/neurons/look";
import classes from "@/views/neurons/neurons.module.css";

const SILENT = { name: "neurons of the layer", unit: "%", zero: true };
const NAMED = 8; // neurons that are named one by one

interface SilentPanelProps {
  result: NeuronsResult;
  step: number;
  rowsWords: string;
  exportsOf: ExportsOf;
  explain: () => void;
  onNeuron: (place: Place) => void;
  onStep: (step: number) => void;
}

export function SilentPanel({ result, step, rowsWords, exportsOf, explain, onNeuron, onStep }: SilentPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const series = useMemo(() => silentLines(result, ink), [result, ink]);
  const title = `Neurons that are barely active or dead, ${rowsWords}`;
  return (
    <Panel
      title={title}
      wide
      reading={`Barely active: mean output below 1% of the layer's largest, or 0 in more than 99% of rows. Dead (dotted, only where there are any): 0 in every row. A share that stays high says that the layer may be narrower.`}
      exports={exportsOf("silent-neurons", chartFiles(chart))}
      onExplain={explain}
    >
      <LineChart
        ref={chart}
        title={title}
        x={STEP}
        y={SILENT}
        series={series}
        height={170}
        cursor={step}
        stops={result.steps}
        onCursor={onStep}
      />
      <ul className={classes.silent} aria-label={`Silent neurons at step ${sayStep(result.step)}`}>
        {result.layers.map((layer) => (
          <SilentLayer key={layer.layer} layer={layer} since={result.reference_step} onNeuron={onNeuron} />
        ))}
      </ul>
    </Panel>
  );
}

/** A layer's line, and a dotted one of its dead neurons where it ever had any. */
export function silentLines({ layers, steps }: NeuronsResult, ink: Ink): LineSeries[] {
  return layers.flatMap(({ layer, neurons, dead_counts, barely_active_counts }, i) => {
    const { colour } = lookOf({}, i, ink);
    const share = (counts: readonly number[]) => counts.map((one) => (100 * one) / Math.max(1, neurons));
    const name = layerName(layer);
    return [
      { key: layer, name, x: steps, y: share(barely_active_counts), colour },
      ...(dead_counts.some((one) => one > 0)
        ? [{ key: `${layer} dead`, name: `${name}, dead`, x: steps, y: share(dead_counts), dash: [1, 3], colour }]
        : []),
    ];
  });
}

interface SilentLayerProps {
  layer: LayerMap;
  since: number;
  onNeuron: (place: Place) => void;
}

function SilentLayer({ layer, since, onNeuron }: SilentLayerProps) {
  const { dead, barely_active, woken, silenced } = layer;
  return (
    <li>
      <strong>{layerTitle(layer.layer)}</strong>: of {plural(layer.neurons, "neuron")} {count(barely_active.length)}{" "}
      barely active{dead.length > 0 && `, ${count(dead.length)} of them dead`}; since step {sayStep(since)}{" "}
      {count(woken.length)} woke
      <Numbers layer={layer.layer} neurons={woken} onNeuron={onNeuron} />, {count(silenced.length)} fell silent
      <Numbers layer={layer.layer} neurons={silenced} onNeuron={onNeuron} />.
    </li>
  );
}

function Numbers({ layer, neurons, onNeuron }: { layer: string; neurons: readonly number[] } & Asks) {
  if (!neurons.length) return null;
  return (
    <>
      {" ("}
      {neurons.slice(0, NAMED).map((neuron, at) => (
        <span key={neuron}>
          {at > 0 && ", "}
          <Anchor component="button" type="button" onClick={() => onNeuron({ layer, neuron })}>
            <span className="unseen">neuron </span>
            {neuron}
          </Anchor>
        </span>
      ))}
      {neurons.length > NAMED && ` and ${count(neurons.length - NAMED)} more`}
      {")"}
    </>
  );
}

type Asks = Pick<SilentLayerProps, "onNeuron">;
