/** Lines over steps, epochs or days, with their intervals, their names at their ends and the events on the time line. */
import { type Axis, axisValue, axisWords } from "./axis";
import { type Ink, type Look, lookOf, withAlpha, wordColour } from "./colour";
import type { Drawing, Reading, ReadingRow, Size, Table } from "./drawing";
import { within } from "./drawing";
import { clipped, type Frame, line, makeFrame, picture, type Shape, text } from "./frame";
import { type Mark, markShapes, marksRoom } from "./mark";
import { placeInColumn } from "./placement";
import { extent, nearest, type Span, union } from "./scale";
import { LINE, shortened, textWidth } from "./text";

export interface LineSeries {
  key: string;
  name: string;
  x: ArrayLike<number>; // rises
  y: ArrayLike<number | null>; // null or NaN: undefined there, a gap
  low?: ArrayLike<number | null> | undefined; // interval, drawn as a band
  high?: ArrayLike<number | null> | undefined;
  split?: string | undefined; // gives colour and dash
  colour?: string | undefined;
  dash?: readonly number[] | undefined;
  faint?: boolean | undefined; // stands back behind the others
  fill?: boolean | undefined; // filled down to zero: a density, a load
}

export interface Reference {
  value: number; // on the y axis
  label: string; // "chance", "before"
}

export interface LineData {
  x: Axis;
  y: Axis;
  series: readonly LineSeries[];
  marks?: readonly Mark[] | undefined;
  references?: readonly Reference[] | undefined;
  cursor?: number | null | undefined; // the step looked at
  dots?: boolean | undefined; // a dot at each value; by itself where there are few
  namesAt?: "end" | "peak" | "none" | undefined; // where a line's name stands; at the peak of a density
}

/** From here on lines are one mass that a pointer picks single ones from. */
export const MANY = 60;
const READ_TOGETHER = 12; // values shown at once under the pointer
const FEW_POINTS = 40;

export function lineDrawing(
  data: LineData,
  size: Size,
  ink: Ink,
  paint: PaintLines,
  window: Span | null = null,
): Drawing {
  const many = data.series.length > MANY;
  const looks = data.series.map((series, i) =>
    many && !series.split && !series.colour ? { colour: ink.notClicked } : lookOf(series, i, ink),
  );
  const xSpan =
    window ?? extent(data.series.map((s) => s.x).concat(data.marks?.length ? [data.marks.map((m) => m.at)] : []));
  const named = many ? "none" : (data.namesAt ?? "end");
  const endRoom = named === "end" ? endLabelRoom(data, size) : 0;
  const marksHigh = marksRoom(data.marks, xSpan, 36, size.width - endRoom - 14);
  const frame = makeFrame(
    {
      size,
      x: data.x,
      y: data.y,
      xSpan,
      ySpan: ySpan(window ? { ...data, references: [] } : data, xSpan),
      top: marksHigh,
      right: endRoom,
    },
    ink,
  );
  const shapes: Shape[] = [
    ...(many ? [picture(paint(lineBatches(data, looks, frame), frame.plot), frame.plot)] : []),
    ...bandShapes(data, looks, frame),
    ...referenceShapes(data, frame, ink),
    ...(data.marks?.length ? markShapes(data.marks, frame.x, frame.plot, ink) : []),
    ...(named === "end" ? endShapes(data, looks, frame, endRoom, ink) : []),
    ...(named === "peak" ? peakShapes(data, looks, frame, ink) : []),
    ...frame.words,
  ];
  const series = many ? [] : data.series.map((one, i) => lineSeries(one, looks[i], data.dots));
  const option = { ...frame.option, series: series.length ? series : [{ type: "line", data: [] }], graphic: shapes };
  const reader = lineReader(data, looks, frame, many ? ink.accent : undefined);
  return { option, plot: frame.plot, x: frame.x, y: frame.y, ...reader, table: lineTable(data) };
}

/** What y must show: values and intervals within the stretch of x that is looked at. */
function ySpan(data: LineData, xSpan: Span | null): Span | null {
  const [from, to] = xSpan ?? [0, 0];
  let [least, most] = [Infinity, -Infinity];
  const take = (value: number | null | undefined) => {
    if (value === null || value === undefined || !Number.isFinite(value) || (data.y.log && value <= 0)) return;
    if (value < least) least = value;
    if (value > most) most = value;
  };
  for (const { x, y, low, high } of data.series)
    for (let i = 0; i < x.length; i++) {
      const at = x[i] ?? 0;
      if (at < from || at > to) continue;
      take(y[i]);
      take(low?.[i]);
      take(high?.[i]);
    }
  for (const { value } of data.references ?? []) take(value);
  return least <= most ? [least, most] : null;
}

function pairs({ x, y }: LineSeries): Float64Array {
  const flat = new Float64Array(x.length * 2);
  for (let i = 0; i < x.length; i++) {
    flat[2 * i] = x[i] ?? Number.NaN;
    flat[2 * i + 1] = y[i] ?? Number.NaN;
  }
  return flat;
}

function lineSeries(series: LineSeries, look: Look | undefined, dots: boolean | undefined) {
  const show = dots ?? series.x.length <= FEW_POINTS;
  return {
    type: "line",
    name: series.name,
    dimensions: ["x", "y"],
    data: pairs(series),
    silent: true,
    animation: false,
    showSymbol: show || isolated(series),
    showAllSymbol: true,
    symbol: "circle",
    symbolSize: show && series.x.length <= FEW_POINTS / 2 ? 4 : 3,
    lineStyle: {
      color: look?.colour,
      type: look?.dash ? [...look.dash] : "solid",
      width: 1.5,
      opacity: series.faint ? 0.4 : 1,
    },
    itemStyle: { color: look?.colour, borderWidth: 0, opacity: series.faint ? 0.4 : 1 },
    emphasis: { disabled: true },
    z: series.faint ? 3 : 4,
  };
}

/** A value with a gap on both sides is seen only as a dot. */
function isolated({ y }: LineSeries): boolean {
  const known = (i: number) => y[i] !== null && y[i] !== undefined && Number.isFinite(y[i]);
  for (let i = 0; i < y.length; i++) if (known(i) && !known(i - 1) && !known(i + 1)) return true;
  return false;
}

/** Lines of one colour as places in the plot: x0, y0, x1, y1, …; NaN parts one stretch from the next. */
export interface LineBatch {
  colour: string;
  opacity: number;
  lines: number;
  points: Float32Array;
}

/** Turns thousands of lines into one image; on the page a canvas. */
export type PaintLines = (batches: readonly LineBatch[], size: Size) => unknown;

/** Thousands of lines, a few batches: one for each colour. */
export function lineBatches(
  data: LineData,
  looks: readonly Look[],
  { x, y, plot }: Pick<Frame, "x" | "y" | "plot">,
): LineBatch[] {
  const colours = new Map<string, LineSeries[]>();
  data.series.forEach((series, i) => {
    const colour = looks[i]?.colour ?? "#888888";
    const list = colours.get(colour);
    if (list) list.push(series);
    else colours.set(colour, [series]);
  });
  const opacity = Math.min(0.7, Math.max(0.08, 30 / data.series.length + 0.05));
  return [...colours].map(([colour, list]) => {
    const points = new Float32Array(list.reduce((sum, series) => sum + 2 * series.x.length + 2, 0)).fill(Number.NaN);
    let at = 0;
    for (const series of list) {
      for (let i = 0; i < series.x.length; i++) {
        const value = series.y[i];
        points[at++] = x.to(series.x[i] ?? 0) - plot.left;
        points[at++] = value === null || value === undefined ? Number.NaN : y.to(value) - plot.top;
      }
      at += 2;
    }
    return { colour, opacity, lines: list.length, points };
  });
}

function bandShapes(data: LineData, looks: readonly Look[], { x, y, plot }: Frame): Shape[] {
  const polygons: Shape[] = [];
  data.series.forEach((series, at) => {
    const { fill } = series;
    const [low, high] = fill ? [null, series.y] : [series.low, series.high];
    if (!high || (!low && !fill)) return;
    let upper: [number, number][] = [];
    let lower: [number, number][] = [];
    const close = () => {
      if (upper.length) {
        // one value alone still has an interval: give it some width
        const wide = upper.length === 1 ? 3 : 0;
        const points = [
          ...upper.map(([px, py]) => [px - wide, py]),
          ...(wide ? upper.map(([px, py]) => [px + wide, py]) : []),
        ];
        const back = [
          ...(wide ? lower.map(([px, py]) => [px - wide, py]) : []),
          ...lower.map(([px, py]) => [px + wide, py]),
        ];
        polygons.push({
          type: "polygon",
          silent: true,
          z: 2,
          shape: { points: [...points, ...back.reverse()] },
          style: { fill: withAlpha(looks[at]?.colour ?? "#888888", 0.15) },
        });
      }
      [upper, lower] = [[], []];
    };
    for (let i = 0; i < series.x.length; i++) {
      const [bottom, top] = [low ? low[i] : y.domain[0], high[i]];
      if (
        bottom === null ||
        bottom === undefined ||
        top === null ||
        top === undefined ||
        !Number.isFinite(bottom + top)
      )
        close();
      else {
        const px = x.to(series.x[i] ?? 0);
        upper.push([px, y.to(top)]);
        lower.push([px, y.to(bottom)]);
      }
    }
    close();
  });
  return polygons.length ? [clipped(polygons, plot)] : [];
}

function referenceShapes(data: LineData, { y, plot }: Frame, ink: Ink): Shape[] {
  const seen = (data.references ?? []).filter(({ value }) => value >= y.domain[0] && value <= y.domain[1]);
  return seen.flatMap(({ value, label }) => {
    const at = y.to(value);
    const words = shortened(label, plot.width / 2);
    return [
      line(plot.left, at, plot.left + plot.width, at, ink.faint, { lineDash: [2, 3] }),
      text(words, plot.left + 4, at - 2, ink.faint, { verticalAlign: "bottom" }),
    ];
  });
}

function endLabelRoom({ series }: LineData, { width }: Size): number {
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
function endShapes(data: LineData, looks: readonly Look[], { x, y, plot }: Frame, room: number, ink: Ink): Shape[] {
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
    return [
      ...(leader ? [line(fromX + 2, fromY, right + 7, middle, colour, { opacity: 0.45, lineWidth: 0.75 })] : []),
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
function peakShapes(data: LineData, looks: readonly Look[], { x, y, plot }: Frame, ink: Ink): Shape[] {
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

function valueNear(series: LineSeries, at: number, reach: number): number | null {
  const i = nearest(series.x, at);
  const value = series.y[i];
  if (i < 0 || Math.abs((series.x[i] ?? 0) - at) > reach) return null;
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

function lineReader(
  data: LineData,
  looks: readonly Look[],
  { plot, x, y }: Frame,
  loud: string | undefined,
): Pick<Drawing, "read" | "stops"> {
  const places = union(data.series.map((series) => series.x)).filter((at) => at >= x.domain[0] && at <= x.domain[1]);
  const gap = (i: number) =>
    Math.min(
      Math.abs((places[i] ?? 0) - (places[i - 1] ?? -Infinity)),
      Math.abs((places[i + 1] ?? Infinity) - (places[i] ?? 0)),
    );
  const reading = (place: number, py: number | null): Reading | null => {
    const at = places[place];
    if (at === undefined) return null;
    const reach =
      data.series.length > MANY ? Number.POSITIVE_INFINITY : Math.min(gap(place) / 2, Number.MAX_VALUE) + 1e-9;
    const found: { i: number; value: number; far: number }[] = [];
    data.series.forEach((series, i) => {
      const value = valueNear(series, at, reach);
      if (value !== null) found.push({ i, value, far: py === null ? i : Math.abs(y.to(value) - py) });
    });
    return found.length ? describe(place, at, found, py) : null;
  };
  const describe = (
    place: number,
    at: number,
    found: { i: number; value: number; far: number }[],
    py: number | null,
  ): Reading => {
    const near = [...found]
      .sort((a, b) => a.far - b.far || a.i - b.i)
      .slice(0, data.series.length > MANY ? 1 : READ_TOGETHER);
    const first = near[0];
    const shown = found.length > READ_TOGETHER ? near : [...near].sort((a, b) => b.value - a.value);
    const rows = shown.map(({ i, value }): ReadingRow => {
      const series = data.series[i];
      return { name: series?.name ?? "", value: valueWords(data.y, series, at, value), ...looks[i] };
    });
    const px = x.to(at);
    const picked = data.series[first?.i ?? 0];
    const alone = data.series.length > READ_TOGETHER && picked !== undefined;
    return {
      key: `${place}:${alone ? picked.key : ""}`,
      at: [px, py ?? y.to(first?.value ?? 0)],
      title: `${data.x.name} ${axisValue(data.x, at)}`,
      rows,
      ...(found.length > near.length ? { more: `nearest of ${found.length.toLocaleString("en-US")} lines` } : {}),
      rule: px,
      dots: shown.map(({ i, value }) => ({ x: px, y: y.to(value), colour: loud ?? looks[i]?.colour ?? "#888888" })),
      ...(alone ? { path: pathOf(picked, x.to, y.to, loud ?? looks[first?.i ?? 0]?.colour ?? "#888888") } : {}),
      pick: { x: at, key: picked?.key },
    };
  };
  return {
    read: (px, py) => (within(plot, px, py, 8) ? reading(nearest(places, x.from(px)), py) : null),
    stops: {
      along: places.length,
      across: data.series.length > READ_TOGETHER ? data.series.length : 1,
      at: (along, across) => {
        const value =
          data.series.length > READ_TOGETHER
            ? valueNear(data.series[across] as LineSeries, places[along] ?? 0, Infinity)
            : null;
        return reading(along, value === null ? null : y.to(value));
      },
    },
  };
}

function valueWords(axis: Axis, series: LineSeries | undefined, at: number, value: number): string {
  const i = series ? nearest(series.x, at) : -1;
  const [low, high] = [series?.low?.[i], series?.high?.[i]];
  const words = axisValue(axis, value);
  return low === null || low === undefined || high === null || high === undefined
    ? words
    : `${words} (${axisValue(axis, low)} to ${axisValue(axis, high)})`;
}

function pathOf(series: LineSeries, toX: (v: number) => number, toY: (v: number) => number, colour: string) {
  const points = new Float64Array(series.x.length * 2);
  for (let i = 0; i < series.x.length; i++) {
    const value = series.y[i];
    points[2 * i] = toX(series.x[i] ?? 0);
    points[2 * i + 1] = value === null || value === undefined ? Number.NaN : toY(value);
  }
  return { points, colour };
}

/** A row a place on the x axis, a field a line. */
function lineTable({ x, y, series }: LineData): Table {
  const shown = series.slice(0, READ_TOGETHER);
  const places = union(shown.map((one) => one.x));
  return {
    head: [axisWords(x), ...shown.map(({ name }) => `${name}: ${axisWords(y)}`)],
    rows: places.length,
    row: (index) => {
      const at = places[index] ?? 0;
      return [axisValue(x, at), ...shown.map((one) => axisValue(y, valueNear(one, at, 0)))];
    },
  };
}
