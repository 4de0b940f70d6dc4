/** Names of lines: beside their ends or above their peaks, so that no legend is needed. */
import { type Ink, type Look, wordColour } from "./colour";
import type { Size } from "./drawing";
import { type Frame, halo, line, type Shape, text } from "./frame";
import type { LineData, LineSeries } from "./line";
import { placeInColumn } from "./placement";
import type { Span } from "./scale";
import { LINE, shortened, textWidth } from "./text";

const LONG = 24; // pixels

export function endLabelRoom({ series }: LineData, { width }: Size): number {
  const most = Math.min(width * 0.3, 220);
  const widest = Math.max(0, ...series.map(({ name }) => textWidth(name)));
  return series.length === 0 ? 0 : Math.min(most, widest) + 12;
}

/** The last value of a line that can be seen. */
function lastSeen(series: LineSeries, [from, to]: Span): number {
  for (let i = series.x.length - 1; i >= 0; i--) {
    const [at, value] = [series.x[i] ?? 0, series.y[i]];
    if (at >= from && at <= to && value !== null && value !== undefined && Number.isFinite(value)) return i;
  }
  return -1;
}

/** Each line's name beside its last value; the first ones where there is no room for all, and how many are left. */
export function endShapes(
  data: LineData,
  looks: readonly Look[],
  { x, y, plot }: Frame,
  room: number,
  ink: Ink,
): Shape[] {
  const ends = data.series
    .map((series, i) => ({ series, look: looks[i], last: lastSeen(series, x.domain) }))
    .filter(({ last }) => last >= 0);
  const all = ends.length * LINE <= plot.height + LINE;
  const named = all
    ? ends
    : ends.filter(
        apart(
          ends.map(({ series, last }) => y.to(series.y[last] ?? 0)),
          plot.top + plot.height - LINE,
        ),
      );
  const wanted = named.map(({ series, last }) => ({ at: y.to(series.y[last] ?? 0), size: LINE }));
  const places = placeInColumn(wanted, plot.top - LINE / 2, plot.top + plot.height + LINE / 2) ?? [];
  const right = plot.left + plot.width;
  const shapes = named.flatMap(({ series, look, last }, i) => {
    const middle = places[i] ?? 0;
    const [fromX, fromY] = [x.to(series.x[last] ?? 0), wanted[i]?.at ?? 0];
    const colour = look?.colour ?? ink.faint;
    const leader = Math.abs(middle - fromY) > 3 || fromX < right - 3;
    // a long one is dotted, lest it look as if the line went on
    const style = right - fromX > LONG ? { opacity: 0.6, lineDash: [1, 4] } : { opacity: 0.45, lineWidth: 0.75 };
    return [
      ...(leader ? [line(fromX + 2, fromY, right + 7, middle, colour, style)] : []),
      text(shortened(series.name, room - 12), right + 9, middle, wordColour(colour, ink), { verticalAlign: "middle" }),
    ];
  });
  if (named.length < ends.length)
    shapes.push(
      text(`and ${ends.length - named.length} more`, right + 9, plot.top + plot.height, ink.faint, {
        verticalAlign: "middle",
      }),
    );
  return shapes;
}

/** Each line's name above its highest value, moved up where another one stands there. */
export function peakShapes(data: LineData, looks: readonly Look[], { x, y, plot }: Frame, ink: Ink): Shape[] {
  const taken: { left: number; right: number; bottom: number }[] = [];
  const peaks = data.series.flatMap((series, i) => {
    let best = -1;
    for (let k = 0; k < series.x.length; k++) if ((series.y[k] ?? -Infinity) > (series.y[best] ?? -Infinity)) best = k;
    return best < 0 ? [] : [{ series, i, px: x.to(series.x[best] ?? 0), py: y.to(series.y[best] ?? 0) }];
  });
  return peaks
    .sort((a, b) => b.py - a.py)
    .map(({ series, i, px, py }) => {
      const wide = textWidth(series.name);
      const left = Math.min(plot.left + plot.width - wide, Math.max(plot.left, px - wide / 2));
      let bottom = py - 4;
      for (const other of [...taken].sort((a, b) => b.bottom - a.bottom))
        if (left < other.right + 6 && left + wide > other.left - 6 && Math.abs(other.bottom - bottom) < LINE)
          bottom = other.bottom - LINE;
      taken.push({ left, right: left + wide, bottom });
      return text(series.name, left, Math.max(plot.top + 4, bottom), wordColour(looks[i]?.colour ?? ink.faint, ink), {
        verticalAlign: "bottom",
        ...halo(ink),
      });
    });
}

/** Too many names for the room: those that stand alone in their place, in the order given. */
function apart(places: readonly number[], lowest: number): (_: unknown, i: number) => boolean {
  const taken: number[] = [];
  const kept = places.map(
    (at) => at <= lowest && taken.every((other) => Math.abs(other - at) >= LINE) && taken.push(at) > 0,
  );
  return (_, i) => kept[i] ?? false;
}
