/** A table of numbers as its owner gives it. */
import { type Axis, axisValue } from "./axis";
import type { Span } from "./scale";

export interface HeatmapData {
  x: Axis;
  y: Axis;
  value: Axis; // what the colour means
  columns: readonly (string | number)[]; // a name or a number each: steps
  rows: readonly (string | number)[]; // neurons, layers; the first one on top
  values: ArrayLike<number>; // row by row; NaN: undefined there
  signed?: boolean | undefined; // differences: diverging, centred on zero
  span?: Span | null | undefined; // shared with the charts beside it
  numbers?: boolean | undefined; // written into the cells where they fit
}

/** The part that is looked at, in cells. */
export interface HeatmapWindow {
  columns: Span;
  rows: Span;
}

/** A row or a column by its name or number. */
export function nameOf(axis: Axis, one: string | number | undefined): string {
  if (one === undefined) return "";
  return typeof one === "number" ? axisValue(axis, one) : one;
}
