/** Panels of a comparison's figures: metrics as differences, shares and fluctuation on both sides, how far rows moved. */
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { BarChart } from "@/chart/BarChart";
import { DensityChart } from "@/chart/DensityChart";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count, figure } from "@/format/number";
import { csvBlob } from "@/view/csv";
import { type ExportsOf, Panel } from "@/view/Panel";
import { Empty } from "@/view/States";
import { ChangeTable } from "@/views/compare/ChangeTable";
import {
  type Change,
  type Comparison,
  differenceRows,
  moveCurve,
  type Part,
  ranks,
  sideRows,
} from "@/views/compare/figures";

interface PanelProps {
  comparison: Comparison;
  names: readonly [string, string];
  exportsOf: ExportsOf;
}

const DIFFERENCE: Axis = { name: "difference, after less before", unit: null, digits: 4, signed: true, zero: true };

export function MetricPanel({ comparison, names, exportsOf }: PanelProps) {
  const [ranking, promising] = [useRef<ChartHandle>(null), useRef<ChartHandle>(null)];
  const { metrics, split, before, same_rows } = comparison;
  const rankRows = useMemo(() => differenceRows(metrics.filter(ranks)), [metrics]);
  const promiseRows = useMemo(() => differenceRows(metrics.filter((one) => !ranks(one))), [metrics]);
  const title = `How ${same_rows ? "the metrics differ" : "the metrics of two days differ"} on ${split}`;
  const files = { ...chartFiles(ranking), csv: () => changeCsv(metrics) };
  return (
    <Panel
      title={title}
      reading={`A dot right of zero: more on the second side. A whisker (95% of what rows drawn anew would give) that crosses zero: chance alone could bring it. ${count(before.rows)} rows${same_rows ? ", the same on both sides" : " before"}. More is better for AUC, GAUC and average precision; less for log loss, normalised entropy and ECE; PCOC should be 1.`}
      exports={exportsOf("metrics", files)}
      table={<ChangeTable caption={title} part="metrics" changes={metrics} names={names} />}
    >
      <DotInterval
        ref={ranking}
        caption
        title="How well it ranks"
        of="metric"
        value={DIFFERENCE}
        sides={[{ name: "difference" }]}
        rows={rankRows}
        signed
      />
      <DotInterval
        ref={promising}
        caption
        title="How well it promises"
        of="metric"
        value={DIFFERENCE}
        sides={[{ name: "difference" }]}
        rows={promiseRows}
        signed
      />
    </Panel>
  );
}

const SHARE: Axis = { name: "share of saliency", unit: "%", zero: true };
const FLUCTUATION: Axis = { name: "average fluctuation", unit: null, digits: 3, zero: true };

export function SharePanel({ comparison: { shares, split }, ...props }: PanelProps) {
  return (
    <SidePanel
      {...props}
      part="shares"
      of="field"
      axis={SHARE}
      scale={100}
      changes={shares}
      title={`What the model leans on: share of saliency by field on ${split}`}
      reading="Two bars a field, before and after; the field whose share changed most stands on top. All shares of a side add up to 100%."
      lacking="Both sides need gradients of fields: train with `capture: {gradients: true}`."
    />
  );
}

export function FluctuationPanel({ comparison: { fluctuation, split }, ...props }: PanelProps) {
  return (
    <SidePanel
      {...props}
      part="fluctuation"
      of="layer"
      axis={FLUCTUATION}
      scale={1}
      changes={fluctuation}
      title={`How far neurons move from row to row, by layer, on ${split}`}
      reading="Standard deviation of a neuron over rows, averaged over the layer's neurons; the input side on top. Growth in late layers without a gain in AUC is memorising."
      lacking="Both sides need a hidden layer of the same name."
    />
  );
}

interface SidePanelProps extends Omit<PanelProps, "comparison"> {
  part: Part;
  of: string;
  axis: Axis;
  scale: number;
  changes: readonly Change[];
  title: string;
  reading: string;
  lacking: string;
}

function SidePanel({ part, of, axis, scale, changes, title, reading, lacking, names, exportsOf }: SidePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(() => sideRows(part, changes, scale), [part, changes, scale]);
  const sides = useMemo(() => names.map((name) => ({ name })), [names]);
  if (!changes.length)
    return (
      <Panel title={title}>
        <Empty title="Nothing to hold against each other">{lacking}</Empty>
      </Panel>
    );
  return (
    <Panel
      title={title}
      reading={reading}
      exports={exportsOf(part, { ...chartFiles(chart), csv: () => changeCsv(changes) })}
      table={<ChangeTable caption={title} part={part} changes={changes} names={names} />}
    >
      <BarChart ref={chart} title={title} of={of} value={axis} sides={sides} rows={rows} />
    </Panel>
  );
}

const MOVE: Axis = { name: "move of pctr, after less before", unit: null, digits: 3, signed: true };
const ROWS: Axis = { name: "rows of a class in a bin", unit: "%", digits: 1 };

export function MovePanel({ comparison: { moves, split }, exportsOf }: Omit<PanelProps, "names">) {
  const chart = useRef<ChartHandle>(null);
  const curves = useMemo(() => {
    if (!moves) return [];
    const x = moveCurve(moves);
    const share = (values: readonly number[]) => values.map((value) => 100 * value);
    return [
      { key: "not", name: "not clicked", clicked: false, x, density: share(moves.not_clicked) },
      { key: "clicked", name: "clicked", clicked: true, x, density: share(moves.clicked) },
    ];
  }, [moves]);
  if (!moves) return null;
  const title = `How far pctr moved on ${split}, clicked and not clicked rows`;
  const csv = () =>
    csvBlob(
      ["from", "to", "clicked_share", "not_clicked_share"],
      moves.clicked.map((share, at) => [moves.edges[at], moves.edges[at + 1], share, moves.not_clicked[at]]),
    );
  return (
    <Panel
      title={title}
      reading={`A good change moves clicked rows to the right and the others to the left; two curves that lie on each other mean that all rows moved alike. Half of the rows moved by less than ${figure(moves.median)}. What lies further out counts at the ends.`}
      exports={exportsOf("moves", { ...chartFiles(chart), csv })}
    >
      <DensityChart ref={chart} title={title} x={MOVE} y={ROWS} curves={curves} />
    </Panel>
  );
}

function changeCsv(changes: readonly Change[]): Blob {
  return csvBlob(
    ["name", "before", "after", "difference", "low", "high"],
    changes.map(({ name, before, after, difference }) => [
      name,
      before,
      after,
      difference?.value,
      difference?.low,
      difference?.high,
    ]),
  );
}
