/** DataTable: thousands of rows drawn as they come into sight; sorted by a click on a head, walked with the arrow keys. */
import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useMemo, useRef } from "react";
import classes from "@/view/DataTable.module.css";

export interface Column<Row> {
  key: string;
  name: ReactNode; // the head, with its unit where it has one
  label?: string; // the head's name in words, where `name` is no text
  width: number | string; // a track of a CSS grid: 90, "minmax(160px, 2fr)"
  align?: "left" | "right";
  sort?: (row: Row) => string | number | null; // without it the column cannot be sorted
  descendingFirst?: boolean; // the first click sorts from the greatest
  cell: (row: Row) => ReactNode;
}

export interface Sort {
  key: string;
  descending: boolean;
}

interface DataTableProps<Row> {
  label: string; // what the table holds, for those who hear it
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort: Sort | null;
  onSort?: (sort: Sort) => void; // without it the heads are not buttons: the rows come in their order
  sorted?: boolean; // true: the service sorted the rows already
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen?: (row: Row) => void; // click or Enter
  faded?: (row: Row) => boolean;
  rowHeight?: number; // pixels
  height?: number | string; // of the scrolling part; "100%" fills the place
  empty?: ReactNode;
  onEnd?: () => void; // the last row came into sight: fetch more
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rowKey, sort, sorted = false, selected, onSelect, onOpen, rowHeight = 34, height = 420 } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => (sorted ? props.rows : sortRows(props.rows, columns, sort)),
    [props.rows, columns, sort, sorted],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 600 },
    onChange: (instance) => {
      if (props.onEnd && rows.length && (instance.range?.endIndex ?? 0) >= rows.length - 1) props.onEnd();
    },
  });
  const tracks = [
    ...(onSelect ? ["34px"] : []),
    ...columns.map(({ width }) => (typeof width === "number" ? `${width}px` : width)),
  ];
  const grid: CSSProperties = { gridTemplateColumns: tracks.join(" ") };
  const keys = rows.map(rowKey);
  const chosen = keys.filter((key) => selected?.has(key)).length;

  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  const walk = (event: KeyboardEvent<HTMLDivElement>, at: number, row: Row) => {
    if (event.target !== event.currentTarget) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined && rows[to]) {
      event.preventDefault();
      virtual.scrollToIndex(to);
      requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
    } else if (event.key === "Enter" && onOpen) onOpen(row);
    else if (event.key === "x" && onSelect) toggle(rowKey(row));
  };

  return (
    <div ref={scroll} className={classes.scroll} style={{ height }}>
      <div role="table" aria-label={props.label} aria-rowcount={rows.length + 1} className={classes.table}>
        <div role="row" aria-rowindex={1} className={classes.head} style={grid}>
          {onSelect && (
            <span role="columnheader" tabIndex={-1} className={classes.cell}>
              <Checkbox
                aria-label="Select all rows"
                checked={chosen > 0 && chosen === keys.length}
                indeterminate={chosen > 0 && chosen < keys.length}
                onChange={() => onSelect(chosen === keys.length ? new Set() : new Set(keys))}
              />
            </span>
          )}
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} onSort={props.onSort} />
          ))}
        </div>
        {rows.length === 0 && <div className={classes.empty}>{props.empty ?? "No rows."}</div>}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <div
                key={key}
                role="row"
                data-row={index}
                aria-rowindex={index + 2}
                aria-selected={selected?.has(key)}
                tabIndex={0}
                className={classes.row}
                data-open={onOpen ? true : undefined}
                data-faded={props.faded?.(row) || undefined}
                style={{ ...grid, height: rowHeight, transform: `translateY(${start}px)` }}
                onClick={(event) => !isControl(event.target) && onOpen?.(row)}
                onKeyDown={(event) => walk(event, index, row)}
              >
                {onSelect && (
                  <span role="cell" className={classes.cell} data-control>
                    <Checkbox
                      aria-label={`Select ${key}`}
                      checked={selected?.has(key) ?? false}
                      onChange={() => toggle(key)}
                    />
                  </span>
                )}
                {columns.map((column) => (
                  <span key={column.key} role="cell" className={classes.cell} data-align={column.align}>
                    {column.cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | null;
  onSort?: ((sort: Sort) => void) | undefined;
}) {
  const on = sort?.key === column.key;
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp;
  const state = on ? (sort.descending ? "descending" : "ascending") : "none";
  if (!column.sort || !onSort)
    return (
      <span
        role="columnheader"
        tabIndex={-1}
        className={classes.cell}
        data-align={column.align}
        aria-label={column.label}
      >
        {column.name}
      </span>
    );
  const next = () => onSort({ key: column.key, descending: on ? !sort.descending : (column.descendingFirst ?? false) });
  return (
    <span role="columnheader" tabIndex={-1} aria-sort={state} className={classes.cell} data-align={column.align}>
      <button type="button" className={classes.sort} onClick={next} data-on={on || undefined} aria-label={column.label}>
        {column.name}
        {on && <Arrow size={13} stroke={2} aria-hidden />}
      </button>
    </span>
  );
}

/** Sorted by one column; what is undefined stands last either way, equal rows keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const value = columns.find((column) => column.key === sort?.key)?.sort;
  if (!value || !sort) return rows;
  const turn = sort.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((a, b) => {
      if (a.value === b.value) return 0;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      if (typeof a.value === "string" || typeof b.value === "string")
        return turn * String(a.value).localeCompare(String(b.value), undefined, { numeric: true });
      return turn * (a.value - b.value);
    })
    .map(({ row }) => row);
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, input, label, [data-control]") !== null;
}
