/** Frame: the axes of a chart and the room around them, worked out before anything is drawn. */
import { type Axis, axisWords } from "./axis";
import type { Ink } from "./colour";
import type { Rect, Size } from "./drawing";
import { logTickText, tickTexts } from "./number";
import { axisDomain, type Domain, makeScale, type Scale, type Span } from "./scale";
import { FONT, LINE, SMALL, shortened, textWidth } from "./text";

export interface FrameWish {
  size: Size;
  x: Axis;
  y: Axis;
  xSpan: Span | null;
  ySpan: Span | null;
  xNice?: boolean; // ends on ticks; steps do not
  top?: number; // extra room above, for marks
  bottom?: number; // extra room below, for slanted names
  right?: number; // extra room to the right, for names of lines or a colour bar
  left?: number; // room for names instead of ticks
  xExact?: Domain;
  yExact?: Domain;
  xLines?: boolean;
  yLines?: boolean;
}

export interface Frame {
  plot: Rect;
  x: Scale;
  y: Scale;
  option: Record<string, unknown>; // grid, xAxis, yAxis, animation
  words: Shape[]; // the axes' names
}

/** One element of ECharts' `graphic`. */
export type Shape = Record<string, unknown>;

export const TOP = 22; // the row of the y axis' name
export const BOTTOM = 38; // ticks, then the x axis' name

export function makeFrame(wish: FrameWish, ink: Ink): Frame {
  const { width, height } = wish.size;
  const top = TOP + (wish.top ?? 0);
  const bottom = BOTTOM + (wish.bottom ?? 0);
  const right = 14 + (wish.right ?? 0);
  const yDomain =
    wish.yExact ?? domainOf(wish.y, wish.ySpan, Math.max(2, Math.round((height - top - bottom) / 46)), true);
  const yTexts = ticksOf(wish.y, yDomain);
  const left =
    wish.left ?? Math.min(width / 3, Math.max(24, 10 + Math.max(0, ...yTexts.map((text) => textWidth(text)))));
  const plot: Rect = {
    left,
    top,
    width: Math.max(20, width - left - right),
    height: Math.max(20, height - top - bottom),
  };
  const xDomain =
    wish.xExact ?? domainOf(wish.x, wish.xSpan, Math.max(3, Math.round(plot.width / 75)), wish.xNice ?? false);
  const lastTick =
    xDomain.ticks.at(-1) === xDomain.domain[1] ? textWidth(ticksOf(wish.x, xDomain).at(-1) ?? "") / 2 : 0;
  plot.width -= Math.max(0, lastTick - right + 2); // the last tick's words end where the picture ends
  const x = makeScale(xDomain, [plot.left, plot.left + plot.width]);
  const y = makeScale(yDomain, [plot.top + plot.height, plot.top]);
  const option = {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: FONT },
    grid: { ...plot, outerBoundsMode: "none" },
    xAxis: axisOption(wish.x, x, ink, { lines: wish.xLines ?? false, line: true }),
    yAxis: axisOption(wish.y, y, ink, { lines: wish.yLines ?? true, line: false }),
  };
  return { plot, x, y, option, words: axisNames(wish, plot, ink) };
}

function domainOf(axis: Axis, span: Span | null, count: number, nice: boolean): Domain {
  return axisDomain({ ...axis, span, count, nice });
}

/** The words of every tick of an axis. */
export function ticksOf(axis: Axis, { ticks, log }: { ticks: readonly number[]; log: boolean }): string[] {
  if (axis.tick) return ticks.map(axis.tick);
  return log ? ticks.map(logTickText) : tickTexts(ticks);
}

function axisOption(axis: Axis, scale: Scale, ink: Ink, { lines, line }: { lines: boolean; line: boolean }) {
  const texts = ticksOf(axis, scale);
  const words = new Map(scale.ticks.map((tick, i) => [tick, texts[i] ?? ""]));
  const across = scale.range[1] > scale.range[0];
  return {
    type: scale.log ? "log" : "value",
    min: scale.domain[0],
    max: scale.domain[1],
    axisLine: { show: line, onZero: false, lineStyle: { color: ink.line } },
    axisTick: { show: line, length: 4, lineStyle: { color: ink.line }, customValues: [...scale.ticks] },
    axisLabel: {
      customValues: [...scale.ticks],
      color: ink.faint,
      fontSize: SMALL,
      fontFamily: FONT,
      margin: 7,
      hideOverlap: across,
      alignMinLabel: across && isCutAtLeft(scale, texts[0] ?? "") ? "left" : undefined,
      formatter: (value: number) => words.get(value) ?? words.get(Number(value.toPrecision(12))) ?? "",
    },
    splitLine: { show: lines, lineStyle: { color: ink.line, width: 1 } },
    axisPointer: { show: false },
  };
}

/** Whether the first tick stands so far left that its words, centred, would be cut. */
function isCutAtLeft({ ticks, domain, range }: Scale, words: string): boolean {
  return ticks[0] === domain[0] && range[0] < textWidth(words) / 2 + 2;
}

/** Names stand level: y's above its axis, x's under its end. Turned words are hard to read. */
function axisNames(wish: FrameWish, plot: Rect, ink: Ink): Shape[] {
  const { width, height } = wish.size;
  return [
    text(shortened(axisWords(wish.y), width - 8), 2, 2, ink.faint),
    text(shortened(axisWords(wish.x), width - 8), plot.left + plot.width, height - LINE, ink.faint, { align: "right" }),
  ];
}

export function text(words: string, x: number, y: number, colour: string, style: Record<string, unknown> = {}): Shape {
  return {
    type: "text",
    silent: true,
    z: 20,
    style: { text: words, x, y, fill: colour, font: `${SMALL}px ${FONT}`, verticalAlign: "top", ...style },
  };
}

/** Words that can be read across lines: a seam of the paper around each letter. */
export function halo(ink: Ink): Record<string, unknown> {
  return { stroke: ink.paper, lineWidth: 3 };
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: string,
  style: Record<string, unknown> = {},
): Shape {
  const { z = 5, ...rest } = style;
  return { type: "line", silent: true, z, shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 1, ...rest } };
}

export function box(rect: Rect, style: Record<string, unknown>, z = 3): Shape {
  return {
    type: "rect",
    silent: true,
    z,
    shape: { x: rect.left, y: rect.top, width: rect.width, height: rect.height },
    style,
  };
}

/** Shapes that end where the plot ends. */
export function clipped(children: Shape[], plot: Rect): Shape {
  const clipPath = { type: "rect", shape: { x: plot.left, y: plot.top, width: plot.width, height: plot.height } };
  return { type: "group", silent: true, children: children.map((child) => ({ ...child, clipPath })) };
}

/** An image that fills the plot. */
export function picture(image: unknown, { left, top, width, height }: Rect): Shape {
  return { type: "image", silent: true, z: 2, style: { image, x: left, y: top, width, height } };
}
