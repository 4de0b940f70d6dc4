/** ScoreTable: every figure of every split and day, with its interval: the numbers behind the charts. */
import { useMemo, useState } from "react";
import { auc, count, figure, withInterval } from "@/format/number";
import { dayName } from "@/format/time";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import { metricName } from "@/view/metric";
import { FIGURES, type FigureName, type Figures, type Parts, type ScoresResult } from "@/views/generalisation/figures";

interface Line {
  rows: string; // which
  split: string;
  day: number | null;
  scores: Figures;
}

export function ScoreTable({ result, parts }: { result: ScoresResult; parts: Parts | null }) {
  const [sort, setSort] = useState<Sort | null>(null);
  const lines = useMemo(() => linesOf(result, parts), [result, parts]);
  return (
    <DataTable
      label="Figures by split and day, each with its 95% interval"
      columns={COLUMNS}
      rows={lines}
      rowKey={({ rows, split, day }) => `${rows} ${split} ${day ?? ""}`}
      sort={sort}
      onSort={setSort}
      height={Math.min(420, 50 + 34 * lines.length)}
    />
  );
}

export function linesOf(result: ScoresResult, parts: Parts | null): Line[] {
  const of = (rows: string, found: ScoresResult | null): Line[] => [
    ...(found?.splits ?? []).map(({ split, scores }) => ({ rows, split, day: null, scores })),
    ...(found?.days ?? []).map(({ split, day, scores }) => ({ rows, split, day, scores })),
  ];
  return parts ? [...of("selection", parts.selection), ...of("rest", parts.rest)] : of("all", result);
}

const FOUR: readonly FigureName[] = ["auc", "gauc", "rate", "average_precision"];

const COLUMNS: Column<Line>[] = [
  { key: "rows", name: "rows of", width: 84, sort: ({ rows }) => rows, cell: ({ rows }) => rows },
  { key: "split", name: "split", width: 96, sort: ({ split }) => split, cell: ({ split }) => split },
  {
    key: "day",
    name: "day",
    width: 104,
    sort: ({ day }) => day,
    cell: ({ day }) => (day === null ? "all" : dayName(day)),
  },
  {
    key: "n",
    name: "rows",
    width: 80,
    align: "right",
    descendingFirst: true,
    sort: ({ scores }) => scores.rows,
    cell: ({ scores }) => count(scores.rows),
  },
  {
    key: "clicked",
    name: "clicked",
    width: 80,
    align: "right",
    descendingFirst: true,
    sort: ({ scores }) => scores.clicked,
    cell: ({ scores }) => count(scores.clicked),
  },
  ...FIGURES.map((name): Column<Line> => {
    const say = FOUR.includes(name) ? auc : figure;
    return {
      key: name,
      name: metricName(name),
      width: 188,
      align: "right",
      descendingFirst: true,
      sort: ({ scores }) => scores[name].value,
      cell: ({ scores }) =>
        scores[name].interval ? withInterval(scores[name].interval, say) : say(scores[name].value as number),
    };
  }),
  {
    key: "chance",
    name: "ECE by chance",
    width: 116,
    align: "right",
    sort: ({ scores }) => scores.ece_by_chance,
    cell: ({ scores }) => figure(scores.ece_by_chance),
  },
];
