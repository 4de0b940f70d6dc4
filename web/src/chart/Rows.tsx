/** Rows on the screen: BarChart and DotInterval. More rows than fit are scrolled, the axes stay where they are. */
import { useCallback, useMemo, useState } from "react";
import { Chart, type ChartProps } from "./Chart";
import styles from "./chart.module.css";
import type { Ink } from "./colour";
import type { Size } from "./drawing";
import type { RowData, RowShape } from "./row";
import { rowDrawing, rowHeight, rowsHeight } from "./rowOption";

export interface RowsProps extends ChartProps, RowData {
  most?: number | undefined; // pixels; more rows than fit are scrolled
  onPick?: ((key: string) => void) | undefined;
}

const MOST = 440;
const EMPTY = 120; // pixels, where there is nothing but words

export function Rows({ shape, ...props }: RowsProps & { shape: RowShape }) {
  const { of, value, sides, rows, signed, overlaid, picked, reference } = props;
  const [scrolled, setScrolled] = useState(0);
  const data = useMemo(
    () => ({ of, value, sides, rows, signed, overlaid, picked, reference }),
    [of, value, sides, rows, signed, overlaid, picked, reference],
  );
  const { height, whole } = rowsHeight(data, shape, props.height ?? props.most ?? MOST);
  const draw = useCallback(
    (size: Size, ink: Ink) => rowDrawing(data, shape, size, ink, scrolled),
    [data, shape, scrolled],
  );
  const chart = (
    <Chart
      {...props}
      height={rows.length ? height : (props.height ?? EMPTY)}
      draw={draw}
      isEmpty={rows.length === 0}
      onPick={props.onPick && ((pick) => props.onPick?.(pick as string))}
    />
  );
  if (whole <= height) return chart;
  return (
    <div
      className={styles.scroll}
      style={{ height }}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
      onKeyDownCapture={(event) => {
        if (event.key === "PageDown") event.currentTarget.scrollBy(0, height - 3 * rowHeight(data, shape));
        if (event.key === "PageUp") event.currentTarget.scrollBy(0, -height + 3 * rowHeight(data, shape));
      }}
    >
      <div style={{ height: whole }}>
        <div className={styles.sticky}>{chart}</div>
      </div>
    </div>
  );
}
