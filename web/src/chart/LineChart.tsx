/** LineChart: how values move over steps, epochs or days. Drag to look closer, click to go to a step. */
import { useCallback, useMemo, useState } from "react";
import { Chart, type ChartProps, type Point, type Press } from "./Chart";
import { lineCanvas } from "./canvas";
import styles from "./chart.module.css";
import type { Ink } from "./colour";
import { type Drawing, type Rect, type Size, stretch } from "./drawing";
import { line } from "./frame";
import type { LineData } from "./line";
import { lineDrawing } from "./lineOption";
import { nearest, type Span } from "./scale";
import { useInk } from "./useInk";

export type { LineSeries, Reference } from "./line";
export type { Mark, MarkKind } from "./mark";

export interface LineChartProps extends ChartProps, LineData {
  onCursor?: ((x: number) => void) | undefined; // clicked, dragged or moved there by keys
  stops?: ArrayLike<number> | undefined; // where the cursor may stand; rises
  onSeries?: ((key: string) => void) | undefined; // a line was clicked (instead of onCursor)
  zoom?: Span | null | undefined; // held by the owner; left out, the chart holds its own
  onZoom?: ((zoom: Span | null) => void) | undefined;
}

const REACH = 6; // pixels to either side of the cursor's line

export function LineChart(props: LineChartProps) {
  const { x, y, series, marks, references, dots, namesAt, cursor, stops, onCursor, onSeries } = props;
  const [own, setOwn] = useState<Span | null>(null);
  const [dragged, setDragged] = useState<Rect | null>(null);
  const zoom = props.zoom === undefined ? own : props.zoom;
  const setZoom = props.onZoom ?? setOwn;
  const ink = useInk();
  const data = useMemo(
    () => ({ x, y, series, marks, references, dots, namesAt }),
    [x, y, series, marks, references, dots, namesAt],
  );
  const draw = useCallback((size: Size, shade: Ink) => lineDrawing(data, size, shade, lineCanvas, zoom), [data, zoom]);
  const still = useCallback(
    (size: Size, shade: Ink) => withCursor(lineDrawing(data, size, shade, lineCanvas, zoom), cursor, shade),
    [data, zoom, cursor],
  );

  const goTo = (drawing: Drawing, px: number) => {
    const wanted = Math.min(drawing.x.domain[1], Math.max(drawing.x.domain[0], drawing.x.from(px)));
    const place = stops ? nearest(stops, wanted) : -1;
    onCursor?.(place >= 0 ? (stops?.[place] ?? wanted) : x.whole ? Math.round(wanted) : wanted);
  };
  const onPress = ([px]: Point, drawing: Drawing): Press => {
    const held = onCursor && cursor !== null && cursor !== undefined && Math.abs(drawing.x.to(cursor) - px) <= REACH;
    if (held) return { move: ([to]) => goTo(drawing, to), end: () => {} };
    return {
      move: ([to]) => setDragged(stretch(drawing.plot, px, to)),
      end: ([to], moved) => {
        setDragged(null);
        if (!moved) return onSeries ? undefined : goTo(drawing, to);
        const box = stretch(drawing.plot, px, to);
        if (box.width > 4) setZoom([drawing.x.from(box.left), drawing.x.from(box.left + box.width)]);
      },
    };
  };
  const onKey = (key: string, _reading: unknown, drawing: Drawing) => {
    if (key === "Enter" && onCursor && _reading) {
      const at = (_reading as { rule?: number }).rule;
      if (at !== undefined) goTo(drawing, at);
      return true;
    }
    if (key === "0" && zoom) {
      setZoom(null);
      return true;
    }
    return false;
  };

  return (
    <Chart
      {...props}
      draw={draw}
      still={still}
      isEmpty={series.every((one) => one.x.length === 0)}
      onPress={onPress}
      onDouble={() => setZoom(null)}
      onPick={onSeries && ((pick) => onSeries((pick as { key: string }).key))}
      onKey={onKey}
      pointer="crosshair"
      overlay={(drawing) => (
        <>
          {cursor !== null && cursor !== undefined && (
            <Cursor at={cursor} drawing={drawing} ink={ink} held={onCursor !== undefined} />
          )}
          {dragged && (
            <rect
              x={dragged.left}
              y={dragged.top}
              width={dragged.width}
              height={dragged.height}
              fill={ink.accent}
              opacity={0.12}
            />
          )}
        </>
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

/** The step that is looked at: a line from top to bottom with a grip. */
function Cursor({ at, drawing, ink, held }: { at: number; drawing: Drawing; ink: Ink; held: boolean }) {
  if (at < drawing.x.domain[0] || at > drawing.x.domain[1]) return null;
  const px = drawing.x.to(at);
  const { top, height } = drawing.plot;
  return (
    <g>
      <line x1={px} x2={px} y1={top} y2={top + height} stroke={ink.accent} strokeWidth={1.5} />
      {held && (
        <rect x={px - 3.5} y={top + height - 6} width={7} height={12} rx={2} fill={ink.accent} stroke={ink.paper} />
      )}
      {held && (
        <rect
          x={px - REACH}
          y={top}
          width={2 * REACH}
          height={height + 8}
          fill="transparent"
          style={{ pointerEvents: "auto", cursor: "ew-resize" }}
        />
      )}
    </g>
  );
}

function withCursor(drawing: Drawing, cursor: number | null | undefined, ink: Ink): Drawing {
  if (cursor === null || cursor === undefined || cursor < drawing.x.domain[0] || cursor > drawing.x.domain[1])
    return drawing;
  const { plot, x } = drawing;
  const upright = line(x.to(cursor), plot.top, x.to(cursor), plot.top + plot.height, ink.accent, { lineWidth: 1.5 });
  const graphic = [...((drawing.option.graphic as object[] | undefined) ?? []), upright];
  return { ...drawing, option: { ...drawing.option, graphic } };
}
