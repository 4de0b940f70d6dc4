/** MovedRows: the rows that the two sides see most differently; each opens as an example. */
import { auc, count, difference } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { type Exports, Panel } from "@/view/Panel";
import type { Comparison } from "@/views/compare/figures";

type Moved = Comparison["moved"][number];

interface MovedRowsProps {
  rows: readonly Moved[];
  exports: Exports;
  onOpen: (row: Moved) => void;
}

const MOST_FIELDS = 6;
const ROW = 32; // pixels

export function MovedRows({ rows, exports, onOpen }: MovedRowsProps) {
  const fields = Object.keys(rows[0]?.fields ?? {});
  const columns: Column<Moved>[] = [
    { key: "example", name: "row", width: 84, align: "right", cell: (row) => count(row.example_id) },
    { key: "clicked", name: "label", width: 116, cell: (row) => (row.clicked ? "● clicked" : "○ not clicked") },
    { key: "before", name: "pctr before", width: 96, align: "right", cell: (row) => auc(row.before) },
    { key: "after", name: "after", width: 78, align: "right", cell: (row) => auc(row.after) },
    { key: "move", name: "move", width: 84, align: "right", cell: (row) => difference(row.after - row.before) },
    ...fields.slice(0, MOST_FIELDS).map((field) => ({
      key: `field ${field}`,
      name: field,
      width: "minmax(70px, 1fr)",
      cell: (row: Moved) => <span title={`${field}: ${row.fields[field] ?? ""}`}>{row.fields[field] ?? "–"}</span>,
    })),
  ];
  return (
    <Panel
      wide
      title={`The ${rows.length} rows whose pctr moved most`}
      reading={`A click or Enter opens a row as an example, at the second side.${fields.length > MOST_FIELDS ? ` The first ${MOST_FIELDS} of ${fields.length} fields are shown; the CSV has all.` : ""}`}
      exports={exports}
    >
      <DataTable
        label="Rows whose pctr moved most"
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.example_id)}
        sort={null}
        sorted
        rowHeight={ROW}
        height={36 + ROW * Math.min(12, rows.length) + 4}
        onOpen={onOpen}
      />
    </Panel>
  );
}
