/** Marks: what happened on the way, above the time line. A sign each, and words where there is room for them. */
import type { Ink } from "./colour";
import type { Rect } from "./drawing";
import { line, type Shape, text } from "./frame";
import { placeInLanes } from "./placement";
import { makeScale, type Scale, type Span } from "./scale";
import { LINE, textWidth } from "./text";

export type MarkKind = "best" | "alarm" | "checkpoint" | "pause" | "change";

export interface Mark {
  at: number; // on the x axis
  kind: MarkKind;
  label: string; // "best 1,600"
}

/** As words, for those who do not see the sign. */
export const MARK_WORDS: Record<MarkKind, string> = {
  best: "best step",
  alarm: "alarm",
  checkpoint: "checkpoint",
  pause: "pause",
  change: "change",
};

/** What matters most gets its words first. */
const ORDER: readonly MarkKind[] = ["alarm", "best", "change", "pause", "checkpoint"];
const LANES = 2;

/** The room that marks take above the plot, which is about from `left` to `right`: one row of words where all fit in it. */
export function marksRoom(marks: readonly Mark[] | undefined, span: Span | null, left: number, right: number): number {
  if (!marks?.length || !span) return 0;
  const x = makeScale({ domain: span, ticks: [], log: false }, [left, right]);
  const places = placeInLanes(wishes(marks, x), left - 4, right + 10, LANES);
  return places.every((place) => place?.lane === 0) ? LINE + 2 : LANES * LINE + 2;
}

function ordered(marks: readonly Mark[], { domain }: Scale): Mark[] {
  const seen = marks.filter(({ at }) => at >= domain[0] && at <= domain[1]);
  return seen.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.at - b.at);
}

function wishes(marks: readonly Mark[], x: Scale) {
  return ordered(marks, x).map(({ at, label }) => ({ at: x.to(at), size: textWidth(label) }));
}

export function markColour(kind: MarkKind, ink: Ink): string {
  if (kind === "alarm") return ink.alarm;
  return kind === "best" ? ink.ink : ink.faint;
}

/** The height at which the signs stand: the middle of the lowest lane. */
const signLine = (plot: Rect) => plot.top - LINE / 2 - 1;

export function markShapes(marks: readonly Mark[], x: Scale, plot: Rect, ink: Ink): Shape[] {
  const order = ordered(marks, x);
  const places = placeInLanes(wishes(marks, x), plot.left - 4, plot.left + plot.width + 10, LANES);
  const base = signLine(plot);
  return order.flatMap((mark, i) => {
    const colour = markColour(mark.kind, ink);
    const at = x.to(mark.at);
    const place = places[i];
    const loud = mark.kind === "alarm" || mark.kind === "best";
    return [
      line(at, base + 5, at, plot.top + (loud ? plot.height : 0), colour, { lineDash: [2, 3], opacity: 0.8 }),
      ...signShapes(mark.kind, at, base, colour),
      ...(place ? [text(mark.label, place.start, base - place.lane * LINE, colour, { verticalAlign: "middle" })] : []),
    ];
  });
}

/** The mark whose sign lies under the pointer; of several that which is drawn first. */
export function markUnder(marks: readonly Mark[], x: Scale, plot: Rect, px: number, py: number): Mark | null {
  const far = py - signLine(plot);
  if (Math.abs(far) > LINE / 2) return null;
  return ordered(marks, x).find(({ at }) => Math.abs(x.to(at) - px) <= 6) ?? null;
}

/** The sign of a mark: its shape says the kind, the colour only repeats it. */
export function signShapes(kind: MarkKind, x: number, y: number, fill: string): Shape[] {
  const polygon = (points: number[][]): Shape => ({
    type: "polygon",
    silent: true,
    z: 21,
    shape: { points },
    style: { fill },
  });
  const bar = (left: number): Shape => ({
    type: "rect",
    silent: true,
    z: 21,
    shape: { x: left, y: y - 4, width: 2, height: 8 },
    style: { fill },
  });
  if (kind === "best")
    return [{ type: "circle", silent: true, z: 21, shape: { cx: x, cy: y, r: 3.5 }, style: { fill } }];
  if (kind === "alarm")
    return [
      polygon([
        [x, y - 4.5],
        [x + 4.5, y + 3.5],
        [x - 4.5, y + 3.5],
      ]),
    ];
  if (kind === "checkpoint")
    return [
      polygon([
        [x, y - 4],
        [x + 3.5, y],
        [x, y + 4],
        [x - 3.5, y],
      ]),
    ];
  if (kind === "pause") return [bar(x - 3), bar(x + 1)];
  return [{ type: "rect", silent: true, z: 21, shape: { x: x - 3, y: y - 3, width: 6, height: 6 }, style: { fill } }];
}
