/** Histogram: drag over it to select the rows between two values, click beside the bars to let go. */
import { useCallback, useMemo, useState } from "react";
import { Chart, type ChartProps, type Point, type Press } from "./Chart";
import type { Ink } from "./colour";
import { type Drawing, type Rect, type Size, stretch } from "./drawing";
import { type HistogramData, histogramDrawing, wholeBins } from "./histogramOption";
import type { Span } from "./scale";
import { useInk } from "./useInk";

export interface HistogramProps extends ChartProps, HistogramData {
  brush?: Span | null | undefined; // low inclusive, high exclusive
  onBrush?: ((range: Span | null) => void) | undefined;
  onBrushing?: ((range: Span | null) => void) | undefined; // while the pointer is held, whole bins each
}

export function Histogram(props: HistogramProps) {
  const { x, y, edges, all, selected, allName, selectedName, brush, onBrush, onBrushing } = props;
  const [dragged, setDragged] = useState<Rect | null>(null);
  const ink = useInk();
  const data = useMemo(
    () => ({ x, y, edges, all, selected, allName, selectedName }),
    [x, y, edges, all, selected, allName, selectedName],
  );
  const draw = useCallback((size: Size, shade: Ink) => histogramDrawing(data, size, shade), [data]);
  const onPress = ([px]: Point, drawing: Drawing): Press | null =>
    onBrush
      ? {
          move: ([to]) => {
            setDragged(stretch(drawing.plot, px, to));
            onBrushing?.(wholeBins(edges, drawing.x.from(px), drawing.x.from(to)));
          },
          end: ([to], moved) => {
            setDragged(null);
            if (moved) onBrush(wholeBins(edges, drawing.x.from(px), drawing.x.from(to)));
            else if (brush) onBrush(null);
            else onBrush(wholeBins(edges, drawing.x.from(px), drawing.x.from(px)));
          },
        }
      : null;
  return (
    <Chart
      {...props}
      height={props.height ?? 180}
      draw={draw}
      isEmpty={edges.length < 2}
      onPress={onPress}
      onKey={(key, reading) => {
        if (key === "Enter" && reading && onBrush) onBrush(reading.pick as Span);
        else if ((key === "Delete" || key === "Backspace") && brush && onBrush) onBrush(null);
        else return false;
        return true;
      }}
      pointer={onBrush ? "crosshair" : undefined}
      overlay={(drawing) => {
        const { plot } = drawing;
        const rect = dragged ?? (brush ? stretch(plot, drawing.x.to(brush[0]), drawing.x.to(brush[1])) : null);
        return (
          rect && (
            <rect
              x={rect.left}
              y={rect.top}
              width={rect.width}
              height={rect.height}
              fill={ink.selection}
              fillOpacity={0.12}
              stroke={ink.selection}
              strokeOpacity={0.7}
            />
          )
        );
      }}
    />
  );
}
