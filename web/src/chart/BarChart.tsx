/** BarChart: amounts of named things, longest names and all; signed differences stand to both sides of zero. */
import { Rows, type RowsProps } from "./Rows";

export type { Row, Side } from "./row";
export type BarChartProps = RowsProps;

export function BarChart(props: BarChartProps) {
  return <Rows shape="bar" {...props} />;
}
