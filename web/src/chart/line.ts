/** Lines as their owner gives them: values over steps, epochs or days. */
import type { Axis } from "./axis";
import type { Size } from "./drawing";
import type { Mark } from "./mark";

export interface LineSeries {
  key: string;
  name: string;
  x: ArrayLike<number>; // rises
  y: ArrayLike<number | null>; // null or NaN: undefined there, a gap
  low?: ArrayLike<number | null> | undefined; // interval, drawn as a band
  high?: ArrayLike<number | null> | undefined;
  split?: string | undefined; // gives colour and dash
  colour?: string | undefined;
  dash?: readonly number[] | undefined;
  faint?: boolean | undefined; // stands back behind the others
  dot?: "full" | "hollow" | undefined; // each value is a thing by itself, and not a place on a line
  fill?: boolean | undefined; // filled down to zero: a density, a load
}

export interface Reference {
  value: number; // on the y axis
  label: string; // "chance", "before"
}

export interface LineData {
  x: Axis;
  y: Axis;
  series: readonly LineSeries[];
  marks?: readonly Mark[] | undefined;
  references?: readonly Reference[] | undefined;
  cursor?: number | null | undefined; // the step looked at
  dots?: boolean | undefined; // a dot at each value; by itself where there are few
  namesAt?: "end" | "peak" | "none" | undefined; // where a line's name stands; at the peak of a density
}

/** From here on lines are one mass that a pointer picks single ones from. */
export const MANY = 60;

/** Lines of one colour as places in the plot: x0, y0, x1, y1, …; NaN parts one stretch from the next. */
export interface LineBatch {
  colour: string;
  opacity: number;
  lines: number;
  points: Float32Array;
}

/** Turns thousands of lines into one image; on the page a canvas. */
export type PaintLines = (batches: readonly LineBatch[], size: Size) => unknown;
