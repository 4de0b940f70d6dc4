/** Rows as their owner gives them: named things with a value on each side. */
import type { Axis } from "./axis";

export interface Row {
  key: string;
  name: string;
  values: readonly (number | null)[]; // one a side
  low?: readonly (number | null)[] | undefined; // interval, one a side
  high?: readonly (number | null)[] | undefined;
  colour?: string | undefined; // of a row that means something by itself
  note?: string | undefined; // said when it is read: "6,040 values, 48% seen once"
}

export interface Side {
  name: string; // "train", "before", "selection"
  split?: string | undefined;
  colour?: string | undefined;
}

export interface RowData {
  of: string; // what a row is: "field", "layer", "job"
  value: Axis;
  sides: readonly Side[];
  rows: readonly Row[];
  signed?: boolean | undefined; // differences: zero in the middle, colour by sign
  overlaid?: boolean | undefined; // the second side lies in front of the first: all and selection
  picked?: readonly string[] | undefined; // keys of rows that are chosen; the others stand back
  reference?: { value: number; label: string } | undefined;
}

export type RowShape = "bar" | "dot";
