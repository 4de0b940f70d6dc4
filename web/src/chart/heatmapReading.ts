/** What a heatmap says under the pointer, to the keyboard, and as a table. */
import { axisValue } from "./axis";
import { type ColourScale, hex } from "./colour";
import type { Drawing, Reading, Rect } from "./drawing";
import type { Frame } from "./frame";
import { type HeatmapData, type HeatmapWindow, nameOf } from "./heatmap";

export function cellReader(
  data: HeatmapData,
  { plot, x, y }: { plot: Rect; x: Frame["x"]; y: Frame["y"] },
  scale: ColourScale,
  seen: HeatmapWindow,
): Pick<Drawing, "read" | "stops" | "table"> {
  const { columns, rows, values } = data;
  const [firstColumn, firstRow] = [Math.floor(seen.columns[0]), Math.floor(seen.rows[0])];
  const reading = (column: number, row: number): Reading | null => {
    if (column < 0 || row < 0 || column >= columns.length || row >= rows.length) return null;
    const value = values[row * columns.length + column] ?? Number.NaN;
    const [left, top] = [x.to(column), y.to(row)];
    const cell = { left, top, width: Math.max(3, x.to(column + 1) - left), height: Math.max(3, y.to(row + 1) - top) };
    return {
      key: `${row}:${column}`,
      at: [left + cell.width / 2, top + cell.height / 2],
      title: `${data.y.name} ${nameOf(data.y, rows[row])}, ${data.x.name} ${nameOf(data.x, columns[column])}`,
      rows: [
        {
          name: data.value.name,
          value: axisValue(data.value, value),
          colour: Number.isNaN(value) ? undefined : hex(scale.of(value)),
        },
      ],
      frame: cell,
      pick: { row, column },
    };
  };
  return {
    read: (px, py) => {
      if (px > plot.left + plot.width || py < plot.top || py >= plot.top + plot.height) return null;
      return px < plot.left ? null : reading(Math.floor(x.from(px)), Math.floor(y.from(py)));
    },
    stops: {
      along: Math.ceil(seen.columns[1]) - firstColumn,
      across: Math.max(2, Math.ceil(seen.rows[1]) - firstRow),
      at: (along, across) => reading(firstColumn + along, Math.min(rows.length - 1, firstRow + across)),
    },
    table: {
      head: [data.y.name, ...columns.slice(0, 12).map((one) => `${data.x.name} ${nameOf(data.x, one)}`)],
      rows: rows.length,
      row: (row) => [
        nameOf(data.y, rows[row]),
        ...columns.slice(0, 12).map((_, column) => axisValue(data.value, values[row * columns.length + column])),
      ],
    },
  };
}
