/** Shares over steps: how the whole is divided, the largest parts by name, all others as one grey part. */
import { type Axis, axisValue } from "./axis";
import { type Ink, withAlpha, wordColour } from "./colour";
import type { Drawing, Reading, Size } from "./drawing";
import { clipped, line, makeFrame, type Shape, text } from "./frame";
import { type Mark, markShapes, marksRoom } from "./mark";
import { placeInColumn } from "./placement";
import { axisDomain, extent, nearest, type Span } from "./scale";
import { LINE, shortened, textWidth } from "./text";

export interface Part {
  key: string;
  name: string;
  values: ArrayLike<number | null>; // one a place on the x axis
  colour?: string | undefined;
}

export interface ShareData {
  x: Axis;
  y: Axis;
  at: ArrayLike<number>; // steps; rises
  parts: readonly Part[];
  named?: number | undefined; // how many parts get a colour and a name
  whole?: number | undefined; // what all parts add up to: 1 or 100
  marks?: readonly Mark[] | undefined;
}

const NAMED = 7;

type Drawn = Part & { colour: string };

/**
 * The parts that are drawn, the largest (over all steps) first, the others in one. A part's colour depends on its place
 * among the parts given, not on its size: it stays while the shares move.
 */
export function shareParts({ parts, at, named = NAMED }: ShareData, ink: Ink): Drawn[] {
  const sizes = new Map(
    parts.map((part) => [
      part,
      Array.from(part.values).reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0),
    ]),
  );
  const order = [...parts].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const shown = order.length <= named + 1 ? order : order.slice(0, named);
  const rest = order.slice(shown.length);
  const free = new Set(ink.kinds);
  const colours = new Map<Part, string>();
  for (const [place, part] of parts.entries()) {
    if (!shown.includes(part)) continue;
    const wish = ink.kinds[place % ink.kinds.length] ?? ink.faint;
    const colour = part.colour ?? (free.has(wish) ? wish : ([...free][0] ?? wish));
    free.delete(colour);
    colours.set(part, colour);
  }
  const drawn = shown.map((part) => ({ ...part, colour: colours.get(part) ?? ink.faint }));
  if (!rest.length) return drawn;
  const values = Array.from({ length: at.length }, (_, i) =>
    rest.reduce((sum, part) => sum + (part.values[i] ?? 0), 0),
  );
  return [...drawn, { key: "", name: `${rest.length} others`, values, colour: ink.notClicked }];
}

export function shareDrawing(data: ShareData, size: Size, ink: Ink, zoom: Span | null = null): Drawing {
  const { at } = data;
  const parts = shareParts(data, ink);
  const sums = Array.from({ length: at.length }, (_, i) => parts.reduce((sum, part) => sum + (part.values[i] ?? 0), 0));
  const room = Math.min(size.width * 0.3, Math.max(0, ...parts.map(({ name }) => textWidth(name)))) + 12;
  const top = data.whole ?? extent([sums])?.[1] ?? 1;
  const yExact = { ...axisDomain({ span: [0, top], count: 5, nice: false }), domain: [0, top] as Span };
  const frame = makeFrame(
    {
      size,
      x: data.x,
      y: data.y,
      xSpan: zoom ?? extent([at]),
      ySpan: null,
      yExact,
      yLines: false,
      right: room,
      top: marksRoom(data.marks, zoom ?? extent([at]), 36, size.width - room - 14),
    },
    ink,
  );
  const { plot, x, y } = frame;
  const base = new Float64Array(at.length);
  const areas: Shape[] = [];
  const ends: { at: number; size: number }[] = [];
  const bounds = parts.map((part) => {
    const lower = Float64Array.from(base);
    for (let i = 0; i < at.length; i++) base[i] = (base[i] ?? 0) + (part.values[i] ?? 0);
    const upper = Float64Array.from(base);
    const edge = (heights: Float64Array) => [...heights].map((height, i) => [x.to(at[i] ?? 0), y.to(height)]);
    const single = at.length === 1;
    const above = single
      ? [
          [plot.left, y.to(upper[0] ?? 0)],
          [plot.left + plot.width, y.to(upper[0] ?? 0)],
        ]
      : edge(upper);
    const below = single
      ? [
          [plot.left, y.to(lower[0] ?? 0)],
          [plot.left + plot.width, y.to(lower[0] ?? 0)],
        ]
      : edge(lower);
    areas.push({
      type: "polygon",
      silent: true,
      z: 2,
      shape: { points: [...above, ...below.reverse()] },
      style: { fill: withAlpha(part.colour, part.key ? 0.72 : 0.3), stroke: ink.paper, lineWidth: 0.75 },
    });
    const last = lastIn(at, x.domain);
    ends.push({ at: y.to(((lower[last] ?? 0) + (upper[last] ?? 0)) / 2), size: LINE });
    return { lower, upper };
  });
  const right = plot.left + plot.width;
  const places = placeInColumn(ends, plot.top - LINE / 2, plot.top + plot.height + LINE / 2) ?? [];
  const names = parts.flatMap((part, i) => {
    const place = places[i];
    if (place === undefined) return [];
    return [
      line(right + 1, ends[i]?.at ?? 0, right + 7, place, part.colour, { lineWidth: 0.75, opacity: 0.7 }),
      text(shortened(part.name, room - 12), right + 9, place, part.key ? wordColour(part.colour, ink) : ink.faint, {
        verticalAlign: "middle",
      }),
    ];
  });
  const reading = (i: number, py: number | null): Reading | null => {
    if (i < 0 || at[i] === undefined) return null;
    const value = py === null ? null : y.from(py);
    const under =
      value === null ? -1 : bounds.findIndex(({ lower, upper }) => value >= (lower[i] ?? 0) && value < (upper[i] ?? 0));
    const px = x.to(at[i] ?? 0);
    return {
      key: `${i}:${under}`,
      at: [px, py ?? plot.top + plot.height / 3],
      title: `${data.x.name} ${axisValue(data.x, at[i])}${under >= 0 ? `: ${parts[under]?.name}` : ""}`,
      rows: parts.map((part) => ({ name: part.name, value: axisValue(data.y, part.values[i]), colour: part.colour })),
      rule: px,
      pick: { x: at[i], key: parts[under]?.key },
    };
  };
  return {
    option: {
      ...frame.option,
      series: [{ type: "line", data: [] }],
      graphic: [
        clipped(areas, plot),
        ...names,
        ...(data.marks?.length ? markShapes(data.marks, x, plot, ink) : []),
        ...frame.words,
      ],
    },
    plot,
    x,
    y,
    read: (px, py) =>
      px < plot.left - 8 || px > right + 8 || py < plot.top || py > plot.top + plot.height
        ? null
        : reading(nearest(at, x.from(px)), py),
    stops: { along: at.length, across: 1, at: (i) => reading(i, null) },
    table: {
      head: [data.x.name, ...parts.map(({ name }) => name)],
      rows: at.length,
      row: (i) => [axisValue(data.x, at[i]), ...parts.map((part) => axisValue(data.y, part.values[i]))],
    },
  };
}

function lastIn(at: ArrayLike<number>, [, high]: Span): number {
  let last = at.length - 1;
  while (last > 0 && (at[last] ?? 0) > high) last--;
  return last;
}
