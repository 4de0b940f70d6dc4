/** WorstRows: the rows that the model gets most wrong, the largest loss first; a click goes there. */
import { useMemo } from "react";
import type { RowPage } from "@/api/types";
import { count, figure } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { Panel } from "@/view/Panel";
import { TableSkeleton } from "@/view/States";
import { outcome, sayPctr } from "@/views/example/reading";

type Cell = RowPage["rows"][number][number];
export interface WorstRow {
  example: number;
  label: number;
  pctr: number;
  loss: number;
  cells: readonly Cell[]; // one a field
}
export interface Worst {
  rows: readonly WorstRow[];
  fields: readonly string[];
  total: number; // rows that the list was picked from
}

interface WorstRowsProps {
  worst: Worst | null; // null: not known yet
  of: string; // "test", "the selection (day 6) of test"
  step: number;
  task: string;
  example: number | null;
  onExample: (example: number) => void;
}

/** Columns that the list needs, in the order that `readWorst` takes them. */
export const WORST_COLUMNS = ["example_id", "label", "pctr", "loss"] as const;

export function readWorst({ rows, columns, total }: RowPage): Worst {
  const number = (cell: Cell | undefined) => (typeof cell === "number" ? cell : Number.NaN);
  return {
    total,
    fields: columns.slice(WORST_COLUMNS.length).map((name) => name.replace(/^field:/, "")),
    rows: rows.map(([example, label, pctr, loss, ...cells]) => ({
      example: number(example),
      label: number(label),
      pctr: number(pctr),
      loss: number(loss),
      cells,
    })),
  };
}

export function WorstRows({ worst, of, step, task, example, onExample }: WorstRowsProps) {
  const columns = useMemo(() => (worst ? columnsOf(worst, task) : []), [worst, task]);
  const title = `Rows of ${of} that the model gets most wrong, step ${count(step)}`;
  return (
    <Panel
      title={title}
      wide
      reading={
        worst
          ? `The ${count(worst.rows.length)} of ${count(worst.total)} rows with the largest log loss. One wrong score is one draw; look for what these rows have in common. Click a row to go there.`
          : undefined
      }
    >
      {worst ? (
        <DataTable
          label={title}
          columns={columns}
          rows={worst.rows}
          rowKey={(row) => String(row.example)}
          sort={null}
          selected={new Set(example === null ? [] : [String(example)])}
          onOpen={(row) => onExample(row.example)}
          rowHeight={32}
          height={Math.min(360, 38 + 32 * Math.max(1, worst.rows.length))}
          empty="No row is selected: take a part of the selection away."
        />
      ) : (
        <TableSkeleton />
      )}
    </Panel>
  );
}

function columnsOf({ fields }: Worst, task: string): Column<WorstRow>[] {
  return [
    { key: "example", name: "row", width: 80, align: "right", cell: (row) => row.example },
    { key: "loss", name: "log loss (nats)", width: 120, align: "right", cell: (row) => figure(row.loss) },
    { key: "label", name: "outcome", width: 100, cell: (row) => outcome(row.label, task) },
    { key: "pctr", name: "pctr", width: 80, align: "right", cell: (row) => sayPctr(row.pctr) },
    ...fields.map(
      (field, at): Column<WorstRow> => ({
        key: `field:${field}`,
        name: <span title={field}>{field}</span>,
        label: field,
        width: "minmax(100px, 1fr)",
        cell: (row) => {
          const cell = row.cells[at] ?? null;
          const text = cell === null ? "–" : Array.isArray(cell) ? cell.join(", ") : String(cell);
          return <span title={text}>{text}</span>;
        },
      }),
    ),
  ];
}
