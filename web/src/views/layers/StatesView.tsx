/** StatesView: how much each layer moves over the rows, and how alike its neurons are, over training. */
import { useMemo, useRef } from "react";
import { LineChart, type LineSeries } from "@/chart/LineChart";
import type { Mark } from "@/chart/mark";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { layerName } from "@/format/layer";
import { type ExportsOf, Panel, Panels } from "@/view/Panel";
import { STEP } from "@/views/layers/CoursePanels";
import type { FluctuationResult } from "@/views/layers/layers";

const MOVES = { name: "average fluctuation S_k", unit: null, zero: true };
const ALIKE = { name: "correlation strength C_k", unit: null, low: 0, high: 1 };

export interface StatesViewProps {
  result: FluctuationResult;
  step: number;
  split: string | null; // looked at
  marks: readonly Mark[];
  onStep: (step: number) => void;
  exportsOf: ExportsOf;
  explain: () => void;
}

type Figure = "fluctuation" | "correlation";

export function StatesView(props: StatesViewProps) {
  return (
    <Panels>
      <StatePanel
        {...props}
        figure="fluctuation"
        what="How much each layer moves over the rows"
        reading="Mean over neurons of the deviation of their outputs (S_k). It grows with the weights, so compare a layer with itself over steps; train against held-out rows stands in Generalisation."
      />
      <StatePanel
        {...props}
        figure="correlation"
        what="How alike the neurons of a layer are"
        reading="Mean of |r| over pairs of neurons, before the non-linearity (C_k). It grows with the height of a layer and falls once neurons go their own ways; near 1, the layer says one thing many times."
      />
    </Panels>
  );
}

interface StatePanelProps extends StatesViewProps {
  figure: Figure;
  what: string;
  reading: string;
}

function StatePanel({
  result,
  figure,
  what,
  reading,
  step,
  split,
  marks,
  onStep,
  exportsOf,
  explain,
}: StatePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const shown = result.series.some((one) => one.split === split) ? (split ?? result.held_out) : result.held_out;
  const series = useMemo(() => stateLines(result, figure, shown), [result, figure, shown]);
  const title = `${what}, ${shown} rows`;
  return (
    <Panel
      title={title}
      reading={reading}
      exports={exportsOf(`layer-${figure}`, chartFiles(chart))}
      onExplain={explain}
    >
      <LineChart
        ref={chart}
        title={title}
        x={STEP}
        y={figure === "fluctuation" ? MOVES : ALIKE}
        series={series}
        marks={marks}
        cursor={step}
        stops={result.steps}
        onCursor={onStep}
        height={270}
        empty="The run kept no values from before the non-linearity."
      />
    </Panel>
  );
}

/** A line a layer; layers of which nothing is known have none. */
export function stateLines({ layers, series }: FluctuationResult, figure: Figure, split: string): LineSeries[] {
  return layers.flatMap((layer) => {
    const own = series.filter((one) => one.layer === layer && one.split === split);
    if (own.every((one) => one[figure] === null)) return [];
    return [{ key: layer, name: layerName(layer), x: own.map(({ step }) => step), y: own.map((one) => one[figure]) }];
  });
}
