/** Histogram: how many rows have which value, all of them and those selected. */
import { type Axis, axisValue, axisWords } from "./axis";
import type { Ink } from "./colour";
import type { Drawing, Reading, Size } from "./drawing";
import { box, makeFrame, type Shape, text } from "./frame";
import { extent, type Span } from "./scale";
import { textWidth } from "./text";

export interface HistogramData {
  x: Axis;
  y: Axis;
  edges: ArrayLike<number>; // one more than bins; rises
  all: ArrayLike<number>; // rows in each bin
  selected?: ArrayLike<number> | undefined; // rows of the selection in each bin
  allName?: string | undefined;
  selectedName?: string | undefined;
}

export function histogramDrawing(data: HistogramData, size: Size, ink: Ink): Drawing {
  const { edges, all, selected } = data;
  const y = { ...data.y, zero: !data.y.log, whole: data.y.whole ?? true };
  const bins = Math.max(0, edges.length - 1);
  const frame = makeFrame(
    {
      size,
      x: data.x,
      y,
      xSpan: extent([edges], data.x.log),
      ySpan: data.y.log ? [1, extent([all], true)?.[1] ?? 10] : extent([all, selected ?? []]),
      top: selected ? 4 : 0,
    },
    ink,
  );
  const { plot } = frame;
  const base = plot.top + plot.height;
  const bin = (i: number, count: number, style: Record<string, unknown>): Shape[] => {
    if (count <= 0) return [];
    const [left, right] = [frame.x.to(edges[i] ?? 0), frame.x.to(edges[i + 1] ?? 0)];
    const gap = right - left > 4 ? 1 : 0;
    const top = Math.min(base - 1, frame.y.to(count)); // one row can be seen beside a million
    return [box({ left: left + gap / 2, top, width: Math.max(0.5, right - left - gap), height: base - top }, style)];
  };
  const shapes: Shape[] = [];
  for (let i = 0; i < bins; i++) {
    shapes.push(...bin(i, all[i] ?? 0, { fill: ink.rest, opacity: selected ? 0.45 : 0.8 }));
    if (selected) shapes.push(...bin(i, selected[i] ?? 0, { fill: ink.selection, opacity: 0.9 }));
  }
  const reading = (i: number): Reading | null => (i >= 0 && i < bins ? binReading(data, i, frame, ink) : null);
  const option = {
    ...frame.option,
    series: [{ type: "line", data: [] }],
    graphic: [...shapes, ...frame.words, ...(selected ? names(data, size, ink) : [])],
  };
  return {
    option,
    plot,
    x: frame.x,
    y: frame.y,
    read: (px, py) => (py < plot.top || py > base ? null : reading(binAt(edges, frame.x.from(px)))),
    stops: { along: bins, across: 1, at: reading },
    table: {
      head: [axisWords(data.x), data.allName ?? "all rows", ...(selected ? [data.selectedName ?? "selection"] : [])],
      rows: bins,
      row: (i) => [binWords(data, i), axisValue(y, all[i]), ...(selected ? [axisValue(y, selected[i])] : [])],
    },
  };
}

/** The bin that holds a value: from its lower edge up to, not with, its upper one; the last one holds both. -1: none. */
export function binAt(edges: ArrayLike<number>, value: number): number {
  const bins = edges.length - 1;
  if (bins < 1 || value < (edges[0] ?? 0) || value > (edges[bins] ?? 0)) return -1;
  let [low, high] = [0, bins];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** A brushed stretch widened to whole bins, so that its ends are numbers one can say. */
export function wholeBins(edges: ArrayLike<number>, from: number, to: number): Span | null {
  const last = edges.length - 2;
  if (last < 0) return null;
  const inside = (value: number) => Math.min(edges[last + 1] ?? 0, Math.max(edges[0] ?? 0, value));
  const [first, end] = [binAt(edges, inside(Math.min(from, to))), binAt(edges, inside(Math.max(from, to)))];
  return [edges[first] ?? 0, edges[end + 1] ?? 0];
}

function binWords({ x, edges }: HistogramData, i: number): string {
  return `${axisValue(x, edges[i])} to ${axisValue(x, edges[i + 1])}`;
}

function binReading(
  data: HistogramData,
  i: number,
  { x, plot }: { x: Drawing["x"]; plot: Drawing["plot"] },
  ink: Ink,
): Reading {
  const { edges, all, selected } = data;
  const y = { ...data.y, whole: data.y.whole ?? true };
  const [left, right] = [x.to(edges[i] ?? 0), x.to(edges[i + 1] ?? 0)];
  return {
    key: String(i),
    at: [(left + right) / 2, plot.top + plot.height * 0.25],
    title: `${data.x.name} ${binWords(data, i)}`,
    rows: [
      { name: data.allName ?? "all rows", value: axisValue(y, all[i]), colour: ink.rest },
      ...(selected
        ? [
            {
              name: data.selectedName ?? "selection",
              value: axisValue(y, selected[i]),
              colour: ink.selection,
            },
          ]
        : []),
    ],
    frame: { left, top: plot.top, width: right - left, height: plot.height },
    pick: [edges[i] ?? 0, edges[i + 1] ?? 0],
  };
}

function names(data: HistogramData, { width }: Size, ink: Ink): Shape[] {
  const shapes: Shape[] = [];
  let right = width - 4;
  const entries = [
    { name: data.selectedName ?? "selection", style: { fill: ink.selection, opacity: 0.9 } },
    { name: data.allName ?? "all rows", style: { fill: ink.rest, opacity: 0.45 } },
  ];
  for (const { name, style } of entries) {
    right -= textWidth(name);
    shapes.push(text(name, right, 2, ink.ink));
    right -= 13;
    shapes.push(box({ left: right, top: 4, width: 9, height: 9 }, style, 20));
    right -= 12;
  }
  return shapes;
}
