/** Heatmap: a table of numbers as colours: neurons by steps, layers by layers. */
import { type Axis, axisValue, axisWords } from "./axis";
import { type ColourScale, divergingScale, type Ink, inkOn, sequentialScale } from "./colour";
import type { Drawing, Rect, Size } from "./drawing";
import { box, type Frame, line, makeFrame, picture, type Shape, text, ticksOf } from "./frame";
import { type HeatmapData, type HeatmapWindow, nameOf } from "./heatmap";
import { heatmapPixels } from "./heatmapPixels";
import { cellReader } from "./heatmapReading";
import { tickTexts } from "./number";
import { axisDomain, extent, niceTicks, type Span } from "./scale";
import { SMALL, shortened, textWidth } from "./text";

/** Turns pixels into whatever ECharts draws as an image; on the page a canvas, in tests the pixels themselves. */
export type MakeImage = (pixels: Uint8ClampedArray, width: number, height: number) => unknown;

const BAR_ROOM = 22; // the colour bar and the gap before it
const DENSITY = 2;

export function heatmapScale({ values, value, signed, span }: HeatmapData, ink: Ink): ColourScale {
  const known = span ?? extent([values], value.log) ?? [0, 1];
  return signed ? divergingScale(known, ink) : sequentialScale(known, ink, { log: value.log ?? false });
}

export function heatmapDrawing(
  wanted: HeatmapData,
  size: Size,
  ink: Ink,
  makeImage: MakeImage,
  window: HeatmapWindow | null = null,
): Drawing {
  const data = wanted.signed ? { ...wanted, value: { ...wanted.value, signed: true } } : wanted;
  const { columns, rows } = data;
  const seen = window ?? { columns: [0, columns.length], rows: [0, rows.length] };
  const scale = heatmapScale(data, ink);
  const bar = barTicks(data.value, scale);
  const right = BAR_ROOM + Math.max(...bar.texts.map((words) => textWidth(words))) + 4;
  const left = Math.min(size.width * 0.3, 14 + Math.max(16, ...rows.map((row) => textWidth(nameOf(data.y, row)))));
  const [wide, tall] = [size.width - left - right - 14, size.height - 60];
  const across = columnTicks(data, seen.columns, wide);
  const frame = makeFrame(
    {
      size,
      x: { ...data.x, log: false, tick: (at) => across.words.get(at) ?? "" },
      y: { ...data.y, log: false, tick: (at) => shortened(nameOf(data.y, rows[Math.floor(at)]), left - 12) },
      xSpan: null,
      ySpan: null,
      left,
      right,
      bottom: across.slanted,
      yLines: false,
      xExact: { domain: seen.columns, ticks: [...across.words.keys()], log: false },
      yExact: {
        domain: [seen.rows[1], seen.rows[0]],
        ticks: cellTicks(
          rows.map((one) => nameOf(data.y, one)),
          seen.rows,
          tall,
          () => SMALL + 4,
        ),
        log: false,
      },
    },
    ink,
  );
  if (across.slanted) slant(frame.option);
  const { plot } = frame;
  const upright = upsideUp(frame);
  const [px, py] = [Math.round(plot.width * DENSITY), Math.round(plot.height * DENSITY)];
  const image = makeImage(heatmapPixels(data, seen, px, py, scale), px, py);
  const cells = data.numbers ? numberShapes(data, seen, plot, scale) : [];
  const option = {
    ...frame.option,
    ...upright.option,
    series: [{ type: "line", data: [] }],
    graphic: [
      picture(image, plot),
      ...cells,
      ...colourBar(data.value, scale, bar, plot, size, ink),
      ...frame.words.map((words, i) => (i === 0 ? heading(words, size, data.y) : words)),
    ],
  };
  const reader = cellReader(data, upright, scale, seen);
  return { option, plot, x: frame.x, y: upright.y, ...reader };
}

/** The first row is on top: the axis runs downwards. */
function upsideUp(frame: Frame): { plot: Rect; x: Frame["x"]; y: Frame["y"]; option: Record<string, unknown> } {
  const { plot, x } = frame;
  const [bottom, top] = frame.y.domain;
  const span = bottom - top;
  const y = {
    ...frame.y,
    to: (row: number) => plot.top + ((row - top) / span) * plot.height,
    from: (pixel: number) => top + ((pixel - plot.top) / plot.height) * span,
  };
  return { plot, x, y, option: { yAxis: { ...(frame.option.yAxis as object), min: top, max: bottom, inverse: true } } };
}

/** Which columns are named. Steps at round numbers; names slanted where they do not fit side by side. */
function columnTicks(
  { columns, x }: HeatmapData,
  seen: Span,
  wide: number,
): { words: Map<number, string>; slanted: number } {
  const [first, last] = [columns[Math.floor(seen[0])], columns[Math.ceil(seen[1]) - 1]];
  if (typeof first === "number" && typeof last === "number" && last > first && !x.tick) {
    const numbers = columns as readonly number[];
    const round = niceTicks([first, last], Math.max(2, Math.round(wide / 75)), x.whole);
    const held = round.filter((tick) => numbers.includes(tick));
    const ticks = held.length >= 2 ? held : [first, last];
    const texts = tickTexts(ticks);
    return { words: new Map(ticks.map((tick, i) => [numbers.indexOf(tick) + 0.5, texts[i] ?? ""])), slanted: 0 };
  }
  const names = columns.map((one) => nameOf(x, one));
  const level = cellTicks(names, seen, wide, (words) => textWidth(words) + 14);
  const all = level.length >= seen[1] - seen[0] - 0.5;
  const slanted = !all && typeof first === "string";
  const ticks = slanted ? cellTicks(names, seen, wide, () => SMALL + 5) : level;
  const words = new Map(ticks.map((at) => [at, shortened(names[Math.floor(at)] ?? "", slanted ? SLANTED : 160)]));
  const longest = Math.max(0, ...[...words.values()].map((one) => textWidth(one)));
  return { words, slanted: slanted ? Math.round(longest * Math.SQRT1_2) : 0 };
}

const SLANTED = 110; // pixels, the most of a slanted name

function slant(option: Record<string, unknown>): void {
  const axis = option.xAxis as { axisLabel: object };
  option.xAxis = { ...axis, axisLabel: { ...axis.axisLabel, rotate: 45, hideOverlap: false } };
}

/** The middles of those cells whose names fit side by side. */
export function cellTicks(
  names: readonly string[],
  [from, to]: Span,
  room: number,
  sizeOf: (name: string) => number,
): number[] {
  const widest = Math.max(1, ...names.slice(Math.floor(from), Math.ceil(to)).map(sizeOf));
  const fit = Math.max(1, Math.floor(room / widest));
  const raw = (to - from) / fit;
  const every = raw <= 1 ? 1 : ([2, 5, 10, 20, 50, 100, 200, 500, 1000].find((step) => step >= raw) ?? Math.ceil(raw));
  const ticks: number[] = [];
  for (let i = Math.ceil(from - 0.5); i < to - 0.49; i++) if (i % every === 0) ticks.push(i + 0.5);
  return ticks;
}

function numberShapes(data: HeatmapData, seen: HeatmapWindow, plot: Rect, scale: ColourScale): Shape[] {
  const [wide, tall] = [plot.width / (seen.columns[1] - seen.columns[0]), plot.height / (seen.rows[1] - seen.rows[0])];
  const shapes: Shape[] = [];
  if (tall < SMALL + 4) return shapes;
  for (let row = Math.ceil(seen.rows[0]); row < seen.rows[1]; row++)
    for (let column = Math.ceil(seen.columns[0]); column < seen.columns[1]; column++) {
      const value = data.values[row * data.columns.length + column] ?? Number.NaN;
      const words = axisValue(data.value, rounded(value, data.value.digits));
      if (Number.isNaN(value) || textWidth(words) + 4 > wide) continue;
      const at: [number, number] = [
        plot.left + (column + 0.5 - seen.columns[0]) * wide,
        plot.top + (row + 0.5 - seen.rows[0]) * tall,
      ];
      shapes.push(text(words, ...at, inkOn(scale.of(value)), { align: "center", verticalAlign: "middle" }));
    }
  return shapes;
}

/** With so many decimals and no more: cells have little room, and the pointer tells the rest. */
function rounded(value: number, digits: number | undefined): number {
  return digits === undefined || Number.isNaN(value) ? value : Number(value.toFixed(digits)) + 0; // and no -0
}

function barTicks(axis: Axis, scale: ColourScale): { ticks: readonly number[]; texts: string[] } {
  const { ticks } = axisDomain({ span: scale.span, count: 4, log: scale.log });
  const shown = ticks.filter((tick) => tick >= scale.span[0] && tick <= scale.span[1]);
  const used = shown.length >= 2 ? shown : [...scale.span];
  return { ticks: used, texts: ticksOf(axis, { ticks: used, log: scale.log }) };
}

/** What the colours mean, to the right of the plot, with its name and unit above. */
function colourBar(
  axis: Axis,
  scale: ColourScale,
  { ticks, texts }: { ticks: readonly number[]; texts: string[] },
  plot: Rect,
  size: Size,
  ink: Ink,
): Shape[] {
  const left = plot.left + plot.width + 14;
  const stops = scale.ramp.map((color, i) => ({ offset: 1 - i / (scale.ramp.length - 1), color }));
  const fill = { type: "linear", x: 0, y: 0, x2: 0, y2: 1, global: false, colorStops: stops.reverse() };
  const name = shortened(axisWords(axis), size.width * 0.55);
  return [
    box({ left, top: plot.top, width: 8, height: plot.height }, { fill }),
    ...ticks.flatMap((tick, i) => {
      const y = plot.top + plot.height * (1 - scale.place(tick));
      return [
        line(left + 8, y, left + 11, y, ink.faint),
        text(texts[i] ?? "", left + 13, y, ink.faint, { verticalAlign: "middle" }),
      ];
    }),
    text(name, size.width - 2, 2, ink.faint, { align: "right" }),
  ];
}

/** The y axis' name shares its row with the colour's. */
function heading(words: Shape, { width }: Size, axis: Axis): Shape {
  return { ...words, style: { ...(words.style as object), text: shortened(axisWords(axis), width * 0.4) } };
}
