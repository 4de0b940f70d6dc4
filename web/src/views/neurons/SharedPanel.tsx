/** SharedPanel: what the rows that drive the neuron hold more often than the rest, tested and corrected. */
import { useMemo, useRef } from "react";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { count, figure, percent, plural, step as sayStep } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { Panel } from "@/view/Panel";
import type { NeuronResult } from "@/views/neurons/look";
import type { NeuronViewProps } from "@/views/neurons/neuron";

type Shared = NeuronResult["shared"][number];

const LIFT = { name: "lift, times as often as in the rest", unit: null, log: true, digits: 1 };

export function SharedPanel({ result, exportsOf, explain }: NeuronViewProps) {
  const chart = useRef<ChartHandle>(null);
  const { ink } = useInk();
  const rows = useMemo(
    () =>
      result.shared.map((one) => ({
        key: keyOf(one),
        name: `${one.field}: ${one.value}`,
        values: [one.lift.value],
        low: [one.lift.low],
        high: [one.lift.high],
        note: `${sayShares(one, result)}; p ${sayP(one.p)} after correction`,
      })),
    [result],
  );
  const title = `What the rows that drive it share, step ${sayStep(result.step)}, ${result.split} rows`;
  return (
    <Panel
      title={title}
      reading={`Lift with its 95% interval, by its low end. Of ${count(result.tried)} values tried, those whose p is below 0.05 after Holm's correction. Rows of one user are alike, so p is too small where few users stand behind many rows: the table tells how many.`}
      exports={exportsOf("neuron-shared", chartFiles(chart))}
      onExplain={explain}
      table={<SharedTable result={result} />}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="field: value"
        value={LIFT}
        sides={[{ name: "lift", colour: ink }]}
        rows={rows}
        reference={{ value: 1, label: "as often" }}
        empty={
          result.driving_rows
            ? `No value is held surely more often by the rows that drive it (${plural(result.tried, "value")} tried).`
            : "No row drives it: its output is the same in all."
        }
      />
    </Panel>
  );
}

const COLUMNS: Column<Shared>[] = [
  { key: "field", name: "field", width: "minmax(90px, 1fr)", sort: (row) => row.field, cell: (row) => row.field },
  {
    key: "value",
    name: "value",
    width: "minmax(120px, 2fr)",
    sort: (row) => row.value,
    cell: (row) => <span title={row.value}>{row.value}</span>,
  },
  {
    key: "lift",
    name: "lift",
    width: 150,
    align: "right",
    cell: ({ lift }) => `${figure(one(lift.value))} [${figure(one(lift.low))}, ${figure(one(lift.high))}]`,
  },
  { key: "rows", name: "rows", width: 60, align: "right", cell: (row) => count(row.rows) },
  { key: "share", name: "share", width: 70, align: "right", cell: (row) => percent(row.share) },
  { key: "rest", name: "in the rest", width: 90, align: "right", cell: (row) => percent(row.share_rest) },
  { key: "users", name: "users", width: 60, align: "right", cell: (row) => count(row.users) },
  { key: "p", name: "p, corrected", width: 100, align: "right", cell: (row) => sayP(row.p) },
];

function SharedTable({ result }: { result: NeuronResult }) {
  return (
    <DataTable
      label="What the rows that drive the neuron share"
      columns={COLUMNS}
      rows={result.shared}
      rowKey={keyOf}
      sort={null}
      height={Math.min(420, 40 + 34 * Math.max(1, result.shared.length))}
      empty="No value is shared surely."
    />
  );
}

const keyOf = ({ field, value }: Shared) => `${field} ${value}`;
const one = (value: number) => Number(value.toPrecision(3));

function sayShares({ rows, rows_rest, users }: Shared, { driving_rows, rows: all, split }: NeuronResult): string {
  const others = (all[split] ?? 0) - driving_rows;
  const by = users === null ? "" : ` of ${plural(users, "user")}`;
  return `${plural(rows, "row")}${by} of ${count(driving_rows)}, against ${count(rows_rest)} of ${count(others)}`;
}

/** p in words: below 0.001 only that it is. */
export function sayP(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
