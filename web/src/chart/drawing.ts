/** Drawing: what a pure builder makes of a chart's data for one size. All places are pixels of that size. */
import type { EChartsCoreOption } from "./echarts";
import type { Scale } from "./scale";

export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Size {
  left: number;
  top: number;
}

export interface ReadingRow {
  name: string;
  value: string;
  colour?: string | undefined;
  dash?: readonly number[] | undefined;
}

/** What stands under the pointer, or under the keyboard's cursor. */
export interface Reading {
  key: string; // two readings of one key are the same thing
  at: readonly [number, number];
  title: string;
  rows: readonly ReadingRow[];
  more?: string; // "and 38 more"
  rule?: number; // an upright hairline at this x
  frame?: Rect; // a frame around a bar or a cell
  dots?: readonly { x: number; y: number; colour: string }[];
  path?: { points: ArrayLike<number>; colour: string }; // a line set off from the others: x0, y0, x1, y1, …; NaN parts it
  pick?: unknown; // handed to onPick when it is clicked
}

/** The numbers behind a chart, for those who do not see it. */
export interface Table {
  head: readonly string[];
  rows: number;
  row(index: number): readonly string[];
}

export interface Drawing {
  option: EChartsCoreOption;
  plot: Rect;
  x: Scale;
  y: Scale;
  read(px: number, py: number): Reading | null;
  /** The keyboard's path through the chart: `along` steps by ← →, `across` by ↑ ↓. */
  stops: { along: number; across: number; at(along: number, across: number): Reading | null };
  table: Table;
}

export const NO_STOPS: Drawing["stops"] = { along: 0, across: 0, at: () => null };

export function within(plot: Rect, px: number, py: number, reach = 0): boolean {
  return (
    px >= plot.left - reach &&
    px <= plot.left + plot.width + reach &&
    py >= plot.top - reach &&
    py <= plot.top + plot.height + reach
  );
}

/** The part of the plot between two places that a pointer was dragged over. */
export function stretch({ left, top, width, height }: Rect, from: number, to: number): Rect {
  const inside = (px: number) => Math.min(left + width, Math.max(left, px));
  const [a, b] = [inside(Math.min(from, to)), inside(Math.max(from, to))];
  return { left: a, top, width: b - a, height };
}
