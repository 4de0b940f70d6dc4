/** FilmPanel: where the neuron's outputs lie at each step; OutputPanel: at the step looked at, and who may be selected there. */
import { useMemo, useRef } from "react";
import { Heatmap } from "@/chart/Heatmap";
import { Histogram } from "@/chart/Histogram";
import { shownNumber } from "@/chart/number";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { neuronName } from "@/format/layer";
import { count, percent, step as sayStep } from "@/format/number";
import { Panel } from "@/view/Panel";
import { ChartSkeleton } from "@/view/States";
import { STEP } from "@/views/neurons/LayerPanel";
import type { NeuronResult } from "@/views/neurons/look";
import { columnOf } from "@/views/neurons/map";
import type { NeuronViewProps, Parts } from "@/views/neurons/neuron";

const OUTPUT = { name: "output", unit: null };
const SHARE = { name: "rows", unit: "%", log: true };
const ROWS = { name: "rows", unit: null };

export function FilmPanel({ result, step, onStep, exportsOf, explain }: NeuronViewProps) {
  const chart = useRef<ChartHandle>(null);
  const film = useMemo(() => filmOf(result), [result]);
  const title = `Outputs of ${neuronName(result.layer, result.neuron)} over training, ${result.split} rows`;
  return (
    <Panel
      title={title}
      reading="A column is a snapshot: which share of rows has which output. Blank: no row. Outputs of exactly 0 stand apart, lowest. Click a column to go to its step."
      exports={exportsOf("neuron-film", chartFiles(chart))}
      onExplain={explain}
    >
      <Heatmap
        ref={chart}
        title={title}
        x={STEP}
        y={OUTPUT}
        value={SHARE}
        columns={film.steps}
        rows={film.rows}
        values={film.values}
        height={300}
        cursor={columnOf(film.steps, step)}
        onCell={({ column }) => {
          const to = film.steps[column];
          if (to !== undefined) onStep(to);
        }}
      />
    </Panel>
  );
}

/** Bins from the highest output down, then the rows with output 0; a bin without rows is undefined, so it stays pale. */
export function filmOf({ film, edges }: Pick<NeuronResult, "film" | "edges">) {
  const bins = edges.length - 1;
  const has = (share: number) => (share > 0 ? 100 * share : Number.NaN);
  const rows = Array.from({ length: bins }, (_, i) => {
    const [low, high] = [edges[bins - 1 - i] ?? 0, edges[bins - i] ?? 0];
    return `${shownNumber(low, 2)} to ${shownNumber(high, 2)}`;
  });
  const values = [
    ...rows.flatMap((_, i) => film.map(({ shares }) => has(shares[bins - 1 - i] ?? 0))),
    ...film.map(({ zero_share }) => has(zero_share)),
  ];
  return { steps: film.map((one) => one.step), rows: [...rows, "0"], values };
}

export function OutputPanel({ result, step, parts, onRange, onClear, exportsOf, explain }: NeuronViewProps) {
  const chart = useRef<ChartHandle>(null);
  const bars = useMemo(() => barsOf(result, step), [result, step]);
  const name = neuronName(result.layer, result.neuron);
  const whose = parts?.isOther ? `all ${result.split} rows and the selected ones` : `${result.split} rows`;
  const at = parts ? result.step : bars.step;
  const title = `Output of ${name} at step ${sayStep(at)}, ${whose}`;
  const histogram = parts?.histogram;
  if (parts && !histogram?.edges) return <ChartSkeleton height={340} />;
  const zero = parts ? "" : `Outputs of exactly 0 are left out: ${percent(bars.zeroShare)} of rows. `;
  return (
    <Panel
      title={title}
      reading={`${zero}Drag over the bars to select the rows with such outputs; all views then show them against the rest.`}
      exports={exportsOf("neuron-output", chartFiles(chart))}
      onExplain={explain}
    >
      <Histogram
        ref={chart}
        title={title}
        x={OUTPUT}
        y={ROWS}
        edges={histogram?.edges ?? result.edges}
        all={histogram?.all ?? bars.rows}
        selected={parts?.isOther ? histogram?.passing : undefined}
        allName="all rows"
        selectedName="selection"
        height={300}
        brush={brushed(parts, histogram?.edges ?? [])}
        onBrush={(range) => (range ? onRange(range[0], range[1]) : onClear())}
        empty={`The output is 0 in all ${count(result.rows[result.split])} rows.`}
      />
    </Panel>
  );
}

/** The selected stretch of the bars; an open end reaches to the last one. */
function brushed(parts: Parts | null, edges: readonly number[]): readonly [number, number] | null {
  const [first, last] = [edges[0], edges.at(-1)];
  if (!parts?.range || first === undefined || last === undefined) return null;
  return [Math.max(first, parts.range[0] ?? first), Math.min(last, parts.range[1] ?? last)];
}

/** The bars of the step looked at, which the film holds for every step. */
function barsOf({ film, rows, split }: NeuronResult, step: number) {
  const steps = film.map((one) => one.step);
  const found = film[columnOf(steps, step)];
  return {
    step: found?.step ?? step,
    zeroShare: found?.zero_share ?? 0,
    rows: (found?.shares ?? []).map((share) => Math.round(share * (rows[split] ?? 0))),
  };
}
