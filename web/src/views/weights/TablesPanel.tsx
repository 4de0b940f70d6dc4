/** TablesPanel: every table with its figures; sorted by a click, opened by another. */
import { useState } from "react";
import type { ModelWeights } from "@/api/types";
import { count, NONE, percent, step as sayStep } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";
import type { TableWeights } from "@/views/weights/reading";

interface TablesPanelProps {
  result: ModelWeights;
  table: string;
  onTable: (table: string) => void;
  exportsOf: ExportsOf;
}

const ROW = 34; // pixels
const COLUMNS: readonly Column<TableWeights>[] = [
  {
    key: "table",
    name: "table",
    width: "minmax(150px, 2fr)",
    sort: ({ table }) => table,
    cell: ({ table }) => <span title={table}>{table}</span>,
  },
  {
    key: "fields",
    name: "read by",
    width: "minmax(140px, 2fr)",
    cell: ({ fields }) => <span title={fields.join(", ")}>{fields.join(", ")}</span>,
  },
  number("ids", "ids", ({ ids }) => ids),
  number("dim", "elements", ({ dim }) => dim),
  { ...number("share", "share", ({ share }) => share), cell: ({ share }) => percent(share) },
  number("unseen", "not in training", ({ unseen }) => unseen),
  number("unmoved", "never moved", ({ unmoved }) => unmoved),
];

export function TablesPanel({ result, table, onTable, exportsOf }: TablesPanelProps) {
  const [sort, setSort] = useState<Sort>({ key: "share", descending: true });
  const title = `All tables at step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      wide
      exports={exportsOf("tables")}
      reading="Elements are those of a vector; numbers that enter the logit as they are come on top. Ids that are not in training are unused buckets or ranges. Click a row to look at its vectors above."
    >
      <DataTable
        label={title}
        columns={COLUMNS}
        rows={result.tables}
        rowKey={(one) => one.table}
        sort={sort}
        onSort={setSort}
        selected={new Set([table])}
        onOpen={(one) => onTable(one.table)}
        rowHeight={ROW}
        height={Math.min(420, ROW * (result.tables.length + 1) + 4)}
      />
    </Panel>
  );
}

function number(key: string, name: string, of: (table: TableWeights) => number | null): Column<TableWeights> {
  return {
    key,
    name,
    width: 120,
    align: "right",
    sort: of,
    descendingFirst: true,
    cell: (table) => {
      const value = of(table);
      return value === null ? NONE : count(value);
    },
  };
}
