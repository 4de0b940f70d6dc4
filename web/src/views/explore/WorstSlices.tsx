/** WorstSlices: where the model is worst: saved slices, days and frequent values, each against the rest. */
import { useState } from "react";
import type { SliceFigures } from "@/api/rowTypes";
import type { ResultOf } from "@/api/types";
import { auc, count, differenceWithInterval, percent } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";

interface WorstSlicesProps {
  result: ResultOf<"slices">;
  exportsOf: ExportsOf;
  onExplain: () => void;
  onOpen: (slice: SliceFigures) => void;
}

export function WorstSlices({ result, exportsOf, onExplain, onOpen }: WorstSlicesProps) {
  const [sort, setSort] = useState<Sort | null>(null); // null: surely worst first, as the analysis orders
  return (
    <Panel
      wide
      title={`Where the model is worst, on ${result.split} at step ${count(result.step)}`}
      reading={`Each saved slice, and each frequent value of a field (${count(result.support)} rows or more), against all other rows. The surely worst ordered stand first. Intervals of the gaps allow for all ${count(result.slices.length)} that were looked at (${percentLevel(result.level)}), the others are 95%. A slice that is alike in itself has a low AUC for any model: hold two models against each other before you act. Press a row to select its rows.`}
      exports={exportsOf("slices")}
      onExplain={onExplain}
    >
      <DataTable
        label="Slices against the rest"
        columns={COLUMNS}
        rows={result.slices}
        rowKey={({ name }) => name}
        sort={sort}
        onSort={setSort}
        onOpen={onOpen}
        faded={({ parts }) => parts === null}
        rowHeight={32}
        height={Math.min(360, 40 + 32 * Math.max(1, result.slices.length))}
        empty="No slice has rows enough. Save one, or ask with fewer rows of support."
      />
    </Panel>
  );
}

const percentLevel = (level: number) => `${(100 * level).toFixed(level > 0.99 ? 2 : 0)}%`;
const two = (value: number) => value.toFixed(2).replace("-", "−");
const range = (low: number, high: number, say: (value: number) => string) => (
  <span className="faint">
    {" "}
    {say(low)} to {say(high)}
  </span>
);

const COLUMNS: readonly Column<SliceFigures>[] = [
  {
    key: "name",
    name: "Slice",
    width: "minmax(150px, 2fr)",
    sort: ({ name }) => name,
    cell: ({ name, said, is_saved, reason }) => (
      <span title={reason ?? said}>
        {is_saved ? "★ " : ""}
        {name}
        {reason && <span className="faint"> · {reason}</span>}
      </span>
    ),
  },
  {
    key: "rows",
    name: "Rows",
    width: 64,
    align: "right",
    descendingFirst: true,
    sort: ({ parts }) => parts?.selection.rows ?? null,
    cell: ({ parts }) => count(parts?.selection.rows),
  },
  {
    key: "share",
    name: "Share",
    width: 62,
    align: "right",
    descendingFirst: true,
    sort: ({ parts }) => parts?.selection.share ?? null,
    cell: ({ parts }) => percent(parts?.selection.share),
  },
  {
    key: "rate",
    name: "Click rate",
    width: 84,
    align: "right",
    descendingFirst: true,
    sort: ({ parts }) => parts?.selection.rate.value ?? null,
    cell: ({ parts }) => percent(parts?.selection.rate.value),
  },
  {
    key: "auc",
    name: "AUC, 95%",
    width: 190,
    align: "right",
    sort: ({ parts }) => parts?.selection.auc.value ?? null,
    cell: ({ parts }) => {
      const found = parts?.selection.auc;
      if (!found || found.value === null) return <span className="faint">{found?.reason ?? "–"}</span>;
      return (
        <>
          {auc(found.value)}
          {found.interval && range(found.interval.low, found.interval.high, auc)}
        </>
      );
    },
  },
  {
    key: "gap",
    name: "AUC less the rest's",
    width: 160,
    align: "right",
    sort: ({ auc_gap }) => auc_gap?.value ?? null,
    cell: ({ auc_gap: gap }) => (
      <span style={{ fontWeight: gap && (gap.high < 0 || gap.low > 0) ? 600 : 400 }}>
        {differenceWithInterval(gap)}
      </span>
    ),
  },
  {
    key: "pcoc",
    name: "PCOC, 95%",
    width: 150,
    align: "right",
    descendingFirst: true,
    sort: ({ parts }) => parts?.selection.pcoc.value ?? null,
    cell: ({ parts }) => {
      const found = parts?.selection.pcoc;
      if (!found || found.value === null) return "–";
      return (
        <>
          {two(found.value)}
          {found.interval && range(found.interval.low, found.interval.high, two)}
        </>
      );
    },
  },
];
