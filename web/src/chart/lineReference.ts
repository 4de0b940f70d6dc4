/** The lines that others are held against, "chance" or "moves alike", with their words where the fewest lines pass. */
import type { Ink } from "./colour";
import { type Frame, halo, line, type Shape, text } from "./frame";
import type { LineData } from "./line";
import { shortened, textWidth } from "./text";

const HIGH = 13; // pixels of a word
const AWAY = 2; // pixels between a reference and its words
const PLACES = 9; // along the plot

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function referenceShapes(data: LineData, frame: Frame, ink: Ink): Shape[] {
  const { y, plot } = frame;
  const seen = (data.references ?? []).filter(({ value }) => value >= y.domain[0] && value <= y.domain[1]);
  return seen.flatMap(({ value, label }) => {
    const at = y.to(value);
    const words = shortened(label, plot.width / 2);
    const box = freest(boxes(at, textWidth(words), frame), data, frame);
    return [
      line(plot.left, at, plot.left + plot.width, at, ink.faint, { lineDash: [2, 3] }),
      text(words, box.left, box.bottom, ink.faint, { verticalAlign: "bottom", ...halo(ink) }),
    ];
  });
}

/** Above and below the reference, from its beginning to its end; what leaves the plot is left out but for the first. */
function boxes(at: number, width: number, { plot }: Frame): Box[] {
  const room = Math.max(0, plot.width - width - 8);
  const found: Box[] = [];
  for (let i = 0; i < PLACES; i++) {
    const left = plot.left + 4 + (room * i) / (PLACES - 1);
    for (const top of [at - AWAY - HIGH, at + AWAY]) {
      const fits = top >= plot.top && top + HIGH <= plot.top + plot.height;
      if (fits || !found.length) found.push({ left, right: left + width, top, bottom: top + HIGH });
    }
  }
  return found;
}

function freest(places: readonly Box[], data: LineData, frame: Frame): Box {
  let [best, fewest] = [places[0] as Box, Infinity];
  for (const box of places) {
    const crossed = crossings(box, data, frame);
    if (crossed < fewest) [best, fewest] = [box, crossed];
    if (crossed === 0) break;
  }
  return best;
}

/** How many stretches of lines, and signs that stand upright, pass through the box. */
function crossings({ left, right, top, bottom }: Box, { series, marks }: LineData, { x, y }: Frame): number {
  let count = (marks ?? []).filter(({ at }) => x.to(at) >= left - 2 && x.to(at) <= right + 2).length;
  for (const { x: xs, y: ys } of series) {
    for (let i = 1; i < xs.length; i++) {
      const [from, to] = [x.to(xs[i - 1] ?? 0), x.to(xs[i] ?? 0)];
      if (to < left || from > right) continue;
      const [a, b] = [ys[i - 1], ys[i]];
      if (a === null || a === undefined || b === null || b === undefined) continue;
      const along = (px: number) => {
        const share = to > from ? Math.min(1, Math.max(0, (px - from) / (to - from))) : 0;
        return y.to(a) + share * (y.to(b) - y.to(a));
      };
      const [one, other] = [along(left), along(right)];
      if (Math.max(one, other) >= top && Math.min(one, other) <= bottom) count++;
    }
  }
  return count;
}
