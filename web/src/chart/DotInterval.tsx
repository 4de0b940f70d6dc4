/** DotInterval: values with their intervals, two or three sides compared on one line; zero need not be on the axis. */
import { Rows, type RowsProps } from "./Rows";

export type DotIntervalProps = RowsProps;

export function DotInterval(props: DotIntervalProps) {
  return <Rows shape="dot" {...props} />;
}
