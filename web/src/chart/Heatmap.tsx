/** Heatmap on the screen: drag to look closer, click for a row, a column or a cell. MatrixChart writes the numbers in. */
import { useCallback, useMemo, useState } from "react";
import { Chart, type ChartProps, type Point, type Press } from "./Chart";
import { pixelCanvas } from "./canvas";
import styles from "./chart.module.css";
import type { Ink } from "./colour";
import type { Drawing, Rect, Size } from "./drawing";
import type { HeatmapData, HeatmapWindow } from "./heatmap";
import { heatmapDrawing } from "./heatmapOption";
import { useInk } from "./useInk";

export interface Cell {
  row: number; // places in `rows` and `columns`
  column: number;
}

export interface HeatmapProps extends ChartProps, HeatmapData {
  onCell?: ((cell: Cell) => void) | undefined;
  cursor?: number | null | undefined; // the place of the column that is looked at
  chosen?: number | null | undefined; // the place of the row that is looked at
}

export function Heatmap(props: HeatmapProps) {
  const { x, y, value, columns, rows, values, signed, span, numbers, onCell, cursor, chosen } = props;
  const [zoom, setZoom] = useState<HeatmapWindow | null>(null);
  const [dragged, setDragged] = useState<Rect | null>(null);
  const ink = useInk();
  const data = useMemo(
    () => ({ x, y, value, columns, rows, values, signed, span, numbers }),
    [x, y, value, columns, rows, values, signed, span, numbers],
  );
  const draw = useCallback(
    (size: Size, shade: Ink) => heatmapDrawing(data, size, shade, pixelCanvas, zoom),
    [data, zoom],
  );
  const onPress = (from: Point, drawing: Drawing): Press => ({
    move: (to) => setDragged(corner(drawing.plot, from, to)),
    end: (to, moved) => {
      setDragged(null);
      const box = corner(drawing.plot, from, to);
      if (moved && box.width > 4 && box.height > 4) setZoom(cellsIn(box, drawing, data));
    },
  });
  return (
    <Chart
      {...props}
      height={props.height ?? 300}
      draw={draw}
      isEmpty={rows.length === 0 || columns.length === 0}
      onPress={onPress}
      onDouble={() => setZoom(null)}
      onPick={onCell && ((pick) => onCell(pick as Cell))}
      onKey={(key) => {
        if (key !== "0" || !zoom) return false;
        setZoom(null);
        return true;
      }}
      overlay={({ plot, x: across, y: down }) => (
        <g fill="none" stroke={ink.accent} strokeWidth={1.5}>
          {typeof cursor === "number" && cursor >= across.domain[0] && cursor < across.domain[1] && (
            <rect
              x={across.to(cursor)}
              y={plot.top - 1}
              width={thick(across.to(cursor + 1) - across.to(cursor))}
              height={plot.height + 2}
            />
          )}
          {typeof chosen === "number" && chosen >= down.domain[1] && chosen < down.domain[0] && (
            <rect
              x={plot.left - 1}
              y={down.to(chosen)}
              width={plot.width + 2}
              height={thick(down.to(chosen + 1) - down.to(chosen))}
            />
          )}
          {dragged && <rect x={dragged.left} y={dragged.top} width={dragged.width} height={dragged.height} />}
        </g>
      )}
    >
      {zoom && (
        <button type="button" className={styles.reset} onClick={() => setZoom(null)}>
          Show all
        </button>
      )}
    </Chart>
  );
}

/** A frame around cells thinner than its own lines is one line. */
const thick = (pixels: number) => (pixels < 4 ? 0.01 : pixels);

function corner({ left, top, width, height }: Rect, [ax, ay]: Point, [bx, by]: Point): Rect {
  const [x1, x2] = [Math.max(left, Math.min(ax, bx)), Math.min(left + width, Math.max(ax, bx))];
  const [y1, y2] = [Math.max(top, Math.min(ay, by)), Math.min(top + height, Math.max(ay, by))];
  return { left: x1, top: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1) };
}

function cellsIn(box: Rect, { x, y }: Drawing, { columns, rows }: HeatmapData): HeatmapWindow {
  return {
    columns: [
      Math.max(0, Math.floor(x.from(box.left))),
      Math.min(columns.length, Math.ceil(x.from(box.left + box.width))),
    ],
    rows: [Math.max(0, Math.floor(y.from(box.top))), Math.min(rows.length, Math.ceil(y.from(box.top + box.height)))],
  };
}
