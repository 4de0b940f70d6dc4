/** Numbers as axes and tips write them. */

import { figure } from "@/format/number";

const NARROW = "\u202f"; // a thin space that does not break
const MINUS = "\u2212";

const minus = (text: string) => text.replace("-", MINUS);

/** Enough digits to tell values apart, never more than are read; as many decimals as asked for where the value has them. */
export function shownNumber(value: number, digits?: number): string {
  if (digits !== undefined && (value === 0 || Math.abs(value) >= 0.5 * 10 ** -digits))
    return minus(grouped(value, digits));
  return figure(value);
}

/** Ticks of one axis, all written alike: 0, 500, 1 k, 1.5 k. */
export function tickTexts(ticks: readonly number[]): string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const gap = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest;
  if (largest >= 1e21 || (largest > 0 && largest < 1e-4))
    return ticks.map((tick) => (tick === 0 ? "0" : minus(tick.toExponential(0))));
  const [factor, letter] = scaleOf(largest);
  const digits = Math.min(8, Math.max(0, decimals(gap / factor)));
  return ticks.map((tick) => {
    if (tick === 0) return "0";
    if (factor > 1 && Math.abs(tick) < factor) return minus(trimmed(grouped(tick, Math.max(0, decimals(gap)))));
    const text = (tick / factor).toFixed(digits);
    return minus(letter ? `${trimmed(text)}${NARROW}${letter}` : text);
  });
}

/** Ticks of a log axis, each on its own: 0.001, 1, 10 k, 1e−6. */
export function logTickText(tick: number): string {
  if (tick < 1e-4 || tick >= 1e12) return minus(tick.toExponential(0));
  const [factor, letter] = scaleOf(tick);
  return `${trimmed((tick / factor).toPrecision(6))}${letter ? NARROW + letter : ""}`;
}

function scaleOf(size: number): [number, string] {
  if (size >= 1e9) return [1e9, "G"];
  if (size >= 1e6) return [1e6, "M"];
  return size >= 1000 ? [1000, "k"] : [1, ""];
}

/** How many decimals a tick of this spacing needs. */
function decimals(gap: number): number {
  if (gap <= 0) return 0;
  for (let digits = 0; digits < 9; digits++) {
    const scaled = gap * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled)) return digits;
  }
  return Math.ceil(-Math.log10(gap)) + 1;
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function trimmed(text: string): string {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}
