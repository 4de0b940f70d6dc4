/** How numbers are said: the same figure looks the same wherever it stands. */

export const NONE = "–"; // what is undefined
const MINUS = "−";

const group = (value: number, digits: number) =>
  new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
const signed = (text: string) => text.replace(/^-/, MINUS);
const missing = (value: number | null | undefined): value is null | undefined =>
  value === null || value === undefined || Number.isNaN(value);

/** A count: thousands separated. 2318 -> 2,318 */
export function count(value: number | null | undefined): string {
  return missing(value) ? NONE : signed(group(Math.round(value), 0));
}

/** AUC and its like: four decimals. */
export function auc(value: number | null | undefined): string {
  return missing(value) ? NONE : signed(group(value, 4));
}

/** A share or a rate as percent, with as many digits as it has to say: 48%, 9.2%, 0.31%. */
export function percent(share: number | null | undefined): string {
  if (missing(share)) return NONE;
  const size = Math.abs(share * 100);
  const digits = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : 2;
  return `${signed(group(share * 100, digits))}%`;
}

/** Any other figure: four decimals when small, two from 10 on, none from 10,000 on, powers below 0.001. */
export function figure(value: number | null | undefined): string {
  if (missing(value)) return NONE;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size >= 1e4) return signed(group(value, 0));
  if (size > 0 && size < 1e-3) return signed(value.toExponential(2).replace("e-", "e−").replace("e+", "e"));
  if (Number.isInteger(value)) return signed(group(value, 0));
  return signed(group(value, size < 10 ? 4 : 2));
}

export interface Interval {
  value: number;
  low: number;
  high: number;
  level?: number; // 0 to 1
}

/** A difference always has its sign: +0.0012, −0.0030. Zero has none. */
export function difference(value: number | null | undefined, say: (value: number) => string = auc): string {
  if (missing(value)) return NONE;
  const text = say(value);
  return value > 0 && !/^[0.,%]*$/.test(text) ? `+${text}` : /^−[0.,%]*$/.test(text) ? text.slice(1) : text;
}

/** A figure with its interval: 0.7421 [0.7390, 0.7452]. */
export function withInterval(interval: Interval | null | undefined, say: (value: number) => string = auc): string {
  return interval ? `${say(interval.value)} [${say(interval.low)}, ${say(interval.high)}]` : NONE;
}

/** A difference with half its interval: +0.0002 ± 0.0006. */
export function differenceWithInterval(
  interval: Interval | null | undefined,
  say: (value: number) => string = auc,
): string {
  return interval ? `${difference(interval.value, say)} ± ${say((interval.high - interval.low) / 2)}` : NONE;
}

/** A step in words and tables: 1,600. */
export const step = count;

/** A step or count on an axis, where room is dear: 1.6 k, 48 k, 1.2 M. */
export function short(value: number | null | undefined): string {
  if (missing(value)) return NONE;
  const units: [number, string][] = [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ];
  for (const [size, unit] of units) {
    const scaled = value / size;
    if (Math.abs(scaled) >= 0.9995)
      return `${signed(String(Number(scaled.toPrecision(Math.abs(scaled) >= 100 ? 3 : 2))))} ${unit}`;
  }
  return signed(String(Number(value.toPrecision(3))));
}

/** 'train', 'train and test', 'train, validation and test'. */
export function listed(words: readonly string[]): string {
  return [...(words.length > 2 ? [words.slice(0, -1).join(", ")] : words.slice(0, -1)), ...words.slice(-1)].join(
    " and ",
  );
}

/** `1 row`, `2,318 rows`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Bytes as people say them: 3.1 MB. */
export function bytes(size: number | null | undefined): string {
  if (missing(size)) return NONE;
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
  const scaled = size / 1000 ** power;
  return `${group(scaled, power && scaled < 100 ? 1 : 0)} ${units[power]}`;
}
