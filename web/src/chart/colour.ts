/** Numbers and kinds as colours: one even scale for amounts, one centred scale for differences, one list for kinds. */
import * as theme from "@/theme/colour";
import { contrast } from "@/theme/vision";
import type { Span } from "./scale";

/** Everything a chart's builder must know of the page's look. Pure builders take it as an argument. */
export interface Ink extends theme.Palette {
  dark: boolean;
  series: readonly string[];
  kinds: readonly string[];
  diverging: readonly string[];
}

/**
 * Categories that stand side by side: after Okabe and Ito (2008), told apart with every common colour vision; darkened
 * for white paper, lightened for black. A map has no dashes, so kinds get more colours than lines do; blue and orange, near
 * those of train and test, come last.
 */
const LIGHT_KINDS = ["#cc79a7", "#56b4e9", "#d6a400", "#6e1a46", "#009e73", "#0072b2", "#d55e00"] as const;
const DARK_KINDS = ["#e6a0c4", "#a6dcfa", "#e6d04a", "#a63a63", "#35c99a", "#5aa9e6", "#f0803c"] as const;

export const LIGHT_INK: Ink = {
  ...theme.LIGHT,
  dark: false,
  series: theme.LIGHT_SERIES,
  kinds: LIGHT_KINDS,
  diverging: theme.LIGHT_DIVERGING,
};
export const DARK_INK: Ink = {
  ...theme.DARK,
  dark: true,
  series: theme.DARK_SERIES,
  kinds: DARK_KINDS,
  diverging: theme.DARK_DIVERGING,
};

export type Rgb = readonly [number, number, number]; // 0 to 255

export function rgb(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

export function withAlpha(hex: string, alpha: number): string {
  return `rgba(${rgb(hex).join(",")},${alpha})`;
}

/** The colour at `place` (0 to 1) of a ramp. */
export function between(ramp: readonly string[], place: number): Rgb {
  const at = Math.min(1, Math.max(0, place)) * (ramp.length - 1);
  const left = Math.min(ramp.length - 2, Math.floor(at));
  const [a, b] = [rgb(ramp[left] ?? "#000000"), rgb(ramp[left + 1] ?? "#000000")];
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * (at - left));
  return [mix(0), mix(1), mix(2)];
}

export function hex([red, green, blue]: Rgb): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

export interface ColourScale {
  span: Span;
  ramp: readonly string[];
  log: boolean;
  of(value: number): Rgb;
  place(value: number): number; // 0 to 1 along the ramp
}

/**
 * Viridis for white paper, as even in lightness (CIE L* from 97.5 to 15.5 in equal steps): dark means much, and below its
 * green it fades into the paper, where viridis' own yellow would shout loudest at what there is least of.
 */
const ON_WHITE = [
  "#fcf9e1",
  "#cbeab2",
  "#99da84",
  "#5ec962",
  "#2cb17e",
  "#1f978b",
  "#287d8e",
  "#33628d",
  "#404588",
  "#482576",
  "#450457",
] as const;
const SEEN_ON_WHITE = 2; // from this step on a dot can be seen on paper

/** Amounts. Dark means much on white paper, light means much on black. `dots`: small marks, which must not fade away. */
export function sequentialScale(span: Span, ink: Ink, { log = false, dots = false } = {}): ColourScale {
  const ramp = ink.dark
    ? dots
      ? theme.SEQUENTIAL.slice(2)
      : theme.SEQUENTIAL
    : dots
      ? ON_WHITE.slice(SEEN_ON_WHITE)
      : ON_WHITE;
  const [low, high] = log ? [Math.log10(Math.max(span[0], 1e-300)), Math.log10(Math.max(span[1], 1e-300))] : span;
  const place = (value: number) =>
    high === low ? 0.5 : ((log ? Math.log10(Math.max(value, 1e-300)) : value) - low) / (high - low);
  return { span, ramp, log, place, of: (value) => between(ramp, place(value)) };
}

/** Differences, centred on zero: the same length of the scale to both sides, so that colours weigh alike. */
export function divergingScale(span: Span, ink: Ink): ColourScale {
  const most = Math.max(Math.abs(span[0]), Math.abs(span[1])) || 1;
  const place = (value: number) => (value / most + 1) / 2;
  return {
    span: [-most, most],
    ramp: ink.diverging,
    log: false,
    place,
    of: (value) => between(ink.diverging, place(value)),
  };
}

/** One span for charts that stand side by side. */
export function sharedSpan(spans: readonly (Span | null)[]): Span | null {
  const known = spans.filter((span) => span !== null);
  return known.length ? [Math.min(...known.map((s) => s[0])), Math.max(...known.map((s) => s[1]))] : null;
}

/** Black or white, whichever can be read on the colour. */
export function inkOn([red, green, blue]: Rgb): string {
  const part = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const light = 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  return light > 0.179 ? "#000000" : "#ffffff";
}

/** Things that have an order (layers, days): light for the first, dark for the last; the other way round on black. */
export function orderedColours(count: number, ink: Ink): string[] {
  return Array.from({ length: count }, (_, i) => {
    const place = 0.15 + 0.85 * (i / Math.max(1, count - 1));
    return hex(between(theme.SEQUENTIAL, ink.dark ? place : 0.85 * (1 - i / Math.max(1, count - 1))));
  });
}

export interface Look {
  colour: string;
  dash?: readonly number[] | undefined;
}

const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [5, 3], [2, 3], [9, 2, 2, 2]];

/** How a line looks: by its split where it has one, else by its place among the others; the dash changes with each round. */
export function lookOf(
  line: { split?: string | undefined; colour?: string | undefined; dash?: readonly number[] | undefined },
  index: number,
  ink: Ink,
): Look {
  const colour =
    line.colour ??
    (line.split ? theme.splitColour(ink, line.split, ink.series) : ink.series[index % ink.series.length]);
  const dash =
    line.dash ??
    (line.split ? theme.splitDash(line.split) : DASHES[Math.floor(index / ink.series.length) % DASHES.length]);
  return { colour: colour ?? ink.faint, dash };
}

/** A colour for small words: as dark, or on black as light, as it must be to be read. */
export function wordColour(colour: string, ink: Ink): string {
  for (let part = 0; part < 1; part += 0.1) {
    const mixed = hex(between([colour, ink.ink], part));
    if (contrast(mixed, ink.paper) >= 4.5) return mixed;
  }
  return ink.ink;
}
