/** What the map's points are coloured by: a kind (clicked or not, a field's value) or a number (pctr, error). */
import { type Axis, axisWords } from "../axis";
import { type ColourScale, divergingScale, type Ink, rgb, sequentialScale } from "../colour";
import { extent, type Span } from "../scale";

export interface KindColour {
  by: "kind";
  name: string; // "clicked", "genre"
  codes: ArrayLike<number>; // place in `names` for each point; anything else: "other"
  names: readonly string[];
  colours?: readonly string[] | undefined; // of kinds that mean something by themselves
}

export interface NumberColour {
  by: "number";
  value: Axis;
  values: ArrayLike<number>; // one a point; NaN: undefined
  signed?: boolean | undefined;
  span?: Span | null | undefined;
}

export type MapColour = KindColour | NumberColour;

/** Kinds beyond these are drawn as one, in grey: more colours than this no eye tells apart. */
export const KINDS = 7;

export function kindColours({ names, colours }: KindColour, ink: Ink): string[] {
  return names.slice(0, KINDS).map((_, i) => colours?.[i] ?? ink.kinds[i % ink.kinds.length] ?? ink.faint);
}

export function numberScale({ values, value, signed, span }: NumberColour, ink: Ink): ColourScale {
  const known = span ?? extent([values], value.log) ?? [0, 1];
  return signed ? divergingScale(known, ink) : sequentialScale(known, ink, { log: value.log ?? false, dots: true });
}

export function mapColourWords(colour: MapColour): string {
  return colour.by === "kind" ? colour.name : axisWords(colour.value);
}

/** Red, green, blue, alpha of every point. `hidden`: kinds that are switched off. `alpha`: 0 to 1. */
export function pointColours(
  colour: MapColour,
  count: number,
  alpha: number,
  hidden: ReadonlySet<number>,
  ink: Ink,
): Uint8Array {
  const painted = new Uint8Array(count * 4);
  const opaque = Math.round(alpha * 255);
  const other = rgb(ink.notClicked);
  const put = (i: number, shade: readonly [number, number, number], seen: boolean) => {
    painted.set(shade, 4 * i);
    painted[4 * i + 3] = seen ? opaque : 0;
  };
  if (colour.by === "number") {
    const scale = numberScale(colour, ink);
    const steps = Array.from({ length: 256 }, (_, k) => placeColour(scale, k / 255));
    for (let i = 0; i < count; i++) {
      const value = colour.values[i] ?? Number.NaN;
      const place = Math.round(Math.min(1, Math.max(0, scale.place(value))) * 255);
      put(i, Number.isNaN(value) ? other : (steps[place] ?? other), true);
    }
    return painted;
  }
  const shades = kindColours(colour, ink).map(rgb);
  for (let i = 0; i < count; i++) {
    const code = kindOf(colour, i);
    put(i, shades[code] ?? other, !hidden.has(code));
  }
  return painted;
}

/** The kind a point is drawn as; KINDS stands for all that have no colour of their own. */
export function kindOf({ codes, names }: KindColour, i: number): number {
  const code = codes[i] ?? -1;
  return code >= 0 && code < Math.min(names.length, KINDS) ? code : KINDS;
}

function placeColour(scale: ColourScale, place: number): readonly [number, number, number] {
  const [low, high] = scale.span;
  return scale.of(scale.log ? low * (high / low) ** place : low + (high - low) * place);
}
