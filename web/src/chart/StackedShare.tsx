/** StackedShare: how the shares of fields move over steps. */
import { useCallback, useMemo } from "react";
import { Chart, type ChartProps } from "./Chart";
import type { Ink } from "./colour";
import type { Size } from "./drawing";
import { type ShareData, shareDrawing } from "./shareOption";
import { useInk } from "./useInk";

export type { Part } from "./shareOption";

export interface StackedShareProps extends ChartProps, ShareData {
  cursor?: number | null | undefined;
  onCursor?: ((x: number) => void) | undefined; // a step was clicked
  onPart?: ((key: string) => void) | undefined; // a named part was clicked (instead of onCursor)
}

export function StackedShare(props: StackedShareProps) {
  const { x, y, at, parts, named, whole, marks, cursor, onCursor, onPart } = props;
  const ink = useInk();
  const data = useMemo(() => ({ x, y, at, parts, named, whole, marks }), [x, y, at, parts, named, whole, marks]);
  const draw = useCallback((size: Size, shade: Ink) => shareDrawing(data, size, shade), [data]);
  const onPick = (pick: unknown) => {
    const { x: step, key } = pick as { x: number; key?: string };
    if (onPart && key) onPart(key);
    else onCursor?.(step);
  };
  return (
    <Chart
      {...props}
      draw={draw}
      isEmpty={at.length === 0 || parts.length === 0}
      onPick={onPart || onCursor ? onPick : undefined}
      overlay={({ plot, x: across }) =>
        typeof cursor === "number" && (
          <line
            x1={across.to(cursor)}
            x2={across.to(cursor)}
            y1={plot.top}
            y2={plot.top + plot.height}
            stroke={ink.accent}
            strokeWidth={1.5}
          />
        )
      }
    />
  );
}
