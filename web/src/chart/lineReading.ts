/** What lines say under the pointer, to the keyboard, and as a table. */
import { type Axis, axisValue, axisWords } from "./axis";
import type { Look } from "./colour";
import { type Drawing, type Reading, type ReadingRow, type Table, within } from "./drawing";
import type { Frame } from "./frame";
import { type LineData, type LineSeries, MANY } from "./line";
import { MARK_WORDS, markUnder } from "./mark";
import { nearest, union } from "./scale";

const READ_TOGETHER = 12; // values shown at once under the pointer

function valueNear(series: LineSeries, at: number, reach: number): number | null {
  const i = nearest(series.x, at);
  const value = series.y[i];
  if (i < 0 || Math.abs((series.x[i] ?? 0) - at) > reach) return null;
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

export function lineReader(
  data: LineData,
  looks: readonly Look[],
  frame: Frame,
  loud: string | undefined,
): Pick<Drawing, "read" | "stops"> {
  const { plot, x, y } = frame;
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
    read: (px, py) =>
      readMark(data, frame, px, py) ?? (within(plot, px, py, 8) ? reading(nearest(places, x.from(px)), py) : null),
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

/** What the mark says whose sign is under the pointer, above the plot. */
function readMark(data: LineData, { plot, x }: Frame, px: number, py: number): Reading | null {
  const mark = markUnder(data.marks ?? [], x, plot, px, py);
  if (!mark) return null;
  const place = `${data.x.name} ${axisValue(data.x, mark.at)}`;
  const word = MARK_WORDS[mark.kind];
  const at = x.to(mark.at);
  return {
    key: `mark:${mark.kind}:${mark.at}`,
    at: [at, plot.top],
    title: `${word.charAt(0).toUpperCase()}${word.slice(1)}, ${place}`,
    rows: [],
    rule: at,
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
export function lineTable({ x, y, series }: LineData): Table {
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
