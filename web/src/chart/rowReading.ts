/** What rows say under the pointer and as a table. */
import { axisValue, axisWords } from "./axis";
import type { Look } from "./colour";
import type { Reading, Table } from "./drawing";
import type { Frame } from "./frame";
import type { Row, RowData } from "./row";

export function rowReading(
  data: RowData,
  row: Row,
  looks: readonly Look[],
  { plot, x }: Frame,
  top: number,
  high: number,
): Reading {
  const rows = data.sides.map((side, i) => {
    const [value, low, up] = [row.values[i], row.low?.[i], row.high?.[i]];
    const known = low !== null && low !== undefined && up !== null && up !== undefined;
    const interval = known ? ` (${axisValue(data.value, low)} to ${axisValue(data.value, up)})` : "";
    return {
      name: data.sides.length > 1 ? side.name : data.value.name,
      value: axisValue(data.value, value) + interval,
      colour: row.colour ?? looks[i]?.colour,
    };
  });
  const value = row.values.find((one) => one !== null);
  const from = Math.max(plot.top, top);
  const frame = {
    left: plot.left,
    top: from,
    width: plot.width,
    height: Math.max(0, Math.min(top + high, plot.top + plot.height) - from),
  };
  return {
    key: row.key,
    at: [
      value === undefined || value === null ? plot.left : x.to(value),
      Math.min(plot.top + plot.height, Math.max(plot.top, top + high)),
    ],
    title: row.name,
    rows,
    ...(row.note ? { more: row.note } : {}),
    frame,
    pick: row.key,
  };
}

export function rowTable({ of, value, sides, rows }: RowData): Table {
  return {
    head: [of, ...sides.map((side) => `${sides.length > 1 ? `${side.name}: ` : ""}${axisWords(value)}`)],
    rows: rows.length,
    row: (index: number) => [rows[index]?.name ?? "", ...sides.map((_, i) => axisValue(value, rows[index]?.values[i]))],
  };
}
