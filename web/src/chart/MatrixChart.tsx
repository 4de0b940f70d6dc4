/** MatrixChart: how alike layers are, or how fields act together: each cell a colour and, where it fits, its number. */
import type { Axis } from "./axis";
import type { ChartProps } from "./Chart";
import { type Cell, Heatmap } from "./Heatmap";
import type { Span } from "./scale";

export interface MatrixChartProps extends ChartProps {
  x: Axis;
  y: Axis;
  value: Axis;
  columns: readonly string[];
  rows: readonly string[];
  values: ArrayLike<number>; // row by row; NaN: undefined there
  signed?: boolean | undefined;
  span?: Span | null | undefined; // CKA: [0, 1]
  onCell?: ((cell: Cell) => void) | undefined;
}

export function MatrixChart(props: MatrixChartProps) {
  const high = props.height ?? Math.min(560, 110 + 32 * Math.max(2, props.rows.length));
  return <Heatmap {...props} height={high} numbers />;
}
