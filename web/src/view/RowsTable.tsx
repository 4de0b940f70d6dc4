/** RowsTable: rows as people read them, sorted by the service, more of them fetched as they come into sight. */
import { sayColumn } from "@/address/filter";
import type { Cell, Rows } from "@/api/rowTypes";
import { count, figure, NONE } from "@/format/number";
import { dayName } from "@/format/time";
import { type Column, DataTable, type Sort } from "@/view/DataTable";

type Row = readonly Cell[];

interface RowsTableProps {
  rows: Rows;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onOpen: (example: number) => void;
  onEnd?: () => void;
  height?: number;
}

const WIDTHS: Record<string, number> = { example_id: 92, label: 92, pctr: 84, error: 84, loss: 104, day: 104 };

export function RowsTable({ rows, sort, onSort, onOpen, onEnd, height = 420 }: RowsTableProps) {
  const id = rows.columns.indexOf("example_id");
  return (
    <DataTable
      label="Rows"
      columns={rows.columns.map(columnOf)}
      rows={rows.rows}
      rowKey={(row) => String(row[id])}
      sort={sort}
      sorted
      onSort={onSort}
      onOpen={(row) => onOpen(Number(row[id]))}
      rowHeight={30}
      height={rows.rows.length ? Math.min(height, 38 + 30 * rows.rows.length) : 120}
      empty="No row passes every clause. Take one away, or widen it."
      {...(onEnd && { onEnd })}
    />
  );
}

function columnOf(name: string, at: number): Column<Row> {
  const isField = name.startsWith("field:");
  const words = name === "example_id" ? "row" : name === "loss" ? "loss (nats)" : sayColumn(name);
  return {
    key: name,
    name: words,
    width: isField ? "minmax(110px, 1fr)" : (WIDTHS[name] ?? 110),
    align: isField || name === "label" ? "left" : "right",
    sort: () => null, // the service sorts
    descendingFirst: !isField && name !== "example_id",
    cell: (row) => {
      const text = cellText(name, row[at] ?? null);
      return isField ? <span title={text}>{text.length > 200 ? `${text.slice(0, 200)}…` : text}</span> : text;
    },
  };
}

export function cellText(column: string, cell: Cell): string {
  if (cell === null) return NONE;
  if (Array.isArray(cell)) return cell.join(", ") || NONE;
  if (typeof cell === "string") return cell;
  if (column === "label") return cell === 1 ? "clicked" : "not clicked";
  if (column === "day") return dayName(cell);
  if (column === "example_id") return count(cell).replaceAll(",", "");
  return ["pctr", "error", "loss"].includes(column) ? cell.toFixed(4) : figure(cell);
}
