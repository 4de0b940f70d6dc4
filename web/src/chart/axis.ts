/** An axis in words: what is counted along it, and in what unit. A chart without them does not compile. */
import { count, NONE, percent } from "@/format/number";
import { shownNumber } from "./number";

export interface Axis {
  name: string;
  unit: string | null; // null: a plain number that has none, such as AUC
  log?: boolean;
  digits?: number; // decimals in tips and labels; 4 for AUC
  whole?: boolean; // steps, days, rows: no tick between two whole numbers
  signed?: boolean; // a difference: written with its sign always
  zero?: boolean; // zero is on the axis: where area or length is compared
  low?: number; // the axis reaches at least from here…
  high?: number; // …to here
  tick?(value: number): string; // words of a tick, where a number would say less: a day's date
}

/** "Saliency (share, %), log scale". */
export function axisWords(axis: Axis): string {
  return `${axis.name}${axis.unit ? ` (${axis.unit})` : ""}${axis.log ? ", log scale" : ""}`;
}

/** A value as tips and tables show it: exact, thousands separated, a dash where there is none. */
export function axisValue(axis: Axis, value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  if (axis.tick) return axis.tick(value);
  const text = axis.whole
    ? count(value)
    : axis.unit === "%" && axis.digits === undefined
      ? percent(value / 100)
      : shownNumber(value, axis.digits);
  return axis.signed && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
