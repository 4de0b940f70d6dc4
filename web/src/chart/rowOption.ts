/** Rows: named things one below the other, each with a bar or a dot, and its interval as a whisker. */
import { axisValue } from "./axis";
import { type Ink, type Look, lookOf } from "./colour";
import type { Drawing, Reading, Rect, Size } from "./drawing";
import { BOTTOM, box, type Frame, line, makeFrame, type Shape, TOP, text } from "./frame";
import type { Row, RowData, RowShape, Side } from "./row";
import { rowReading, rowTable } from "./rowReading";
import { extent, type Span } from "./scale";
import { LINE, shortened, textWidth } from "./text";

const BAR = 12; // pixels of a bar
const SPACE = 8; // pixels between rows
const DOT = 3.5;
const NAMES = 0.34; // the most of the width that names take

export function rowHeight({ sides, overlaid }: RowData, shape: RowShape): number {
  const lines = overlaid ? 1 : Math.max(1, sides.length);
  return (shape === "dot" ? 9 : BAR) * lines + SPACE;
}

/** A reference has its words in a row of their own, below the axis' name and those of the sides. */
const referenceRoom = ({ reference }: RowData) => (reference ? LINE : 0);

/** The height that shows every row, and what is left of it when there may not be more than `most`. */
export function rowsHeight(data: RowData, shape: RowShape, most: number): { height: number; whole: number } {
  const whole = TOP + referenceRoom(data) + BOTTOM + Math.max(1, data.rows.length) * rowHeight(data, shape);
  return { height: Math.min(most, whole), whole };
}

/** `scrolled`: pixels by which the first row has left at the top. */
export function rowDrawing(wanted: RowData, shape: RowShape, size: Size, ink: Ink, scrolled = 0): Drawing {
  const data = wanted.signed ? { ...wanted, value: { ...wanted.value, signed: true } } : wanted;
  const looks = data.sides.map((side, i) => sideLook(data, side, i, ink));
  const left = namesRoom(data, size);
  const frame = makeFrame(
    {
      size,
      x: { ...data.value, zero: shape === "bar" || data.signed === true },
      y: { name: data.of, unit: null },
      xSpan: valueSpan(data, shape),
      ySpan: null,
      xNice: true,
      xLines: true,
      yLines: false,
      top: referenceRoom(data),
      left,
      right: shape === "bar" && data.sides.length === 1 ? valueRoom(data) : 0,
      yExact: { domain: [0, 1], ticks: [], log: false },
    },
    ink,
  );
  const high = rowHeight(data, shape);
  const topOf = (i: number) => frame.plot.top + i * high - scrolled;
  const first = Math.max(0, Math.floor(scrolled / high));
  const last = Math.min(data.rows.length, Math.ceil((scrolled + frame.plot.height) / high));
  const shapes: Shape[] = [];
  for (let i = first; i < last; i++)
    shapes.push(...rowShapes({ data, shape, row: data.rows[i] as Row, top: topOf(i), high, looks, frame, ink }));
  const option = {
    ...frame.option,
    series: [{ type: "line", data: [] }],
    graphic: [
      ...inPlot(shapes, frame.plot, size),
      ...zeroLine(data, shape, frame, ink),
      ...frame.words,
      ...sideNames(data, looks, size, ink),
    ],
  };
  const read = (i: number): Reading | null => {
    const row = data.rows[i];
    return row ? rowReading(data, row, looks, frame, topOf(i), high) : null;
  };
  return {
    option,
    plot: frame.plot,
    x: frame.x,
    y: frame.y,
    read: (px, py) =>
      py < frame.plot.top || py > frame.plot.top + frame.plot.height || px > size.width
        ? null
        : read(Math.floor((py - frame.plot.top + scrolled) / high)),
    stops: { along: data.rows.length, across: 1, at: (i) => read(i) },
    table: rowTable(data),
  };
}

function sideLook({ signed, overlaid, sides }: RowData, side: Side, i: number, ink: Ink): Look {
  if (side.split || side.colour) return lookOf(side, i, ink);
  if (overlaid) return { colour: i === 0 ? ink.rest : ink.selection };
  if (signed && sides.length === 1) return { colour: ink.ink };
  return lookOf(side, i, ink);
}

function valueSpan({ rows, signed, reference, value }: RowData, shape: RowShape): Span | null {
  const lists = rows.flatMap(({ values, low, high }) => [values, low ?? [], high ?? []]);
  const span = extent([...lists, reference ? [reference.value] : []], value.log);
  if (!span || !signed) return span;
  const most = Math.max(Math.abs(span[0]), Math.abs(span[1])) * (shape === "bar" ? 1 : 1.05);
  return [-most, most];
}

function namesRoom({ rows, of }: RowData, { width }: Size): number {
  const widest = Math.max(textWidth(of), ...rows.map(({ name }) => textWidth(name, 12)));
  return Math.min(widest + 10, width * NAMES);
}

function valueRoom({ rows, value }: RowData): number {
  return Math.max(0, ...rows.map(({ values }) => textWidth(axisValue(value, values[0])))) + 4;
}

interface RowPlace {
  data: RowData;
  shape: RowShape;
  row: Row;
  top: number;
  high: number;
  looks: readonly Look[];
  frame: Frame;
  ink: Ink;
}

function rowShapes({ data, shape, row, top, high, looks, frame, ink }: RowPlace): Shape[] {
  const { x, plot } = frame;
  const back = data.picked?.length && !data.picked.includes(row.key) ? 0.35 : 1;
  const shapes: Shape[] = [
    text(shortened(row.name, plot.left - 8, 12), plot.left - 8, top + high / 2, back < 1 ? ink.faint : ink.ink, {
      align: "right",
      verticalAlign: "middle",
      font: `12px ${String((frame.option.textStyle as { fontFamily: string }).fontFamily)}`,
    }),
  ];
  const thick = shape === "dot" ? 9 : BAR;
  row.values.forEach((value, side) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    const middle = top + SPACE / 2 + (data.overlaid ? 0 : side * thick) + thick / 2;
    const colour = row.colour ?? signColour(data, value, ink) ?? looks[side]?.colour ?? ink.faint;
    const zero = Math.min(x.range[1], Math.max(x.range[0], x.log ? x.range[0] : x.to(0)));
    const at = x.to(value);
    const [low, up] = [row.low?.[side], row.high?.[side]];
    if (shape === "bar") {
      const slim = data.overlaid && side > 0 ? 5 : BAR - (data.sides.length > 1 && !data.overlaid ? 2 : 0);
      const rect: Rect = {
        left: Math.min(zero, at),
        top: middle - slim / 2,
        width: Math.max(0.5, Math.abs(at - zero)),
        height: slim,
      };
      shapes.push(box(rect, { fill: colour, opacity: back * (data.overlaid && side === 0 ? 0.45 : 0.85) }));
    }
    if (low !== null && low !== undefined && up !== null && up !== undefined)
      shapes.push(...whisker(x.to(low), x.to(up), middle, shape === "bar" ? ink.ink : colour, back));
    if (shape === "dot") shapes.push(dotShape(at, middle, colour, side, back));
    if (shape === "bar" && data.sides.length === 1) {
      const far = Math.max(at, zero, up === null || up === undefined ? at : x.to(up));
      shapes.push(text(axisValue(data.value, value), far + 5, middle, ink.faint, { verticalAlign: "middle" }));
    }
  });
  return shapes;
}

function whisker(from: number, to: number, y: number, colour: string, opacity: number): Shape[] {
  const style = { z: 6, opacity, lineWidth: 1.25 };
  return [
    line(from, y, to, y, colour, style),
    line(from, y - 3, from, y + 3, colour, style),
    line(to, y - 3, to, y + 3, colour, style),
  ];
}

/** The first side is a disc, the second a ring, the third a square: not told apart by colour alone. */
function dotShape(x: number, y: number, colour: string, side: number, opacity: number): Shape {
  if (side % 3 === 2)
    return {
      type: "rect",
      silent: true,
      z: 7,
      shape: { x: x - DOT, y: y - DOT, width: 2 * DOT, height: 2 * DOT },
      style: { fill: colour, opacity },
    };
  const ring = side % 3 === 1;
  const style = ring ? { fill: "transparent", stroke: colour, lineWidth: 1.75, opacity } : { fill: colour, opacity };
  return { type: "circle", silent: true, z: 7, shape: { cx: x, cy: y, r: DOT }, style };
}

function signColour({ signed, sides }: RowData, value: number, ink: Ink): string | undefined {
  if (!signed || sides.length > 1) return undefined;
  return value < 0 ? ink.diverging[1] : ink.diverging[5];
}

/** Rows that are half scrolled away end at the plot's edge; names and values stand beside it. */
function inPlot(shapes: Shape[], plot: Rect, { width }: Size): Shape[] {
  const clipPath = { type: "rect", shape: { x: 0, y: plot.top, width, height: plot.height } };
  return [{ type: "group", silent: true, children: shapes.map((shape) => ({ ...shape, clipPath })) }];
}

function zeroLine({ reference }: RowData, shape: RowShape, { x, plot }: Frame, ink: Ink): Shape[] {
  const upright = (value: number, style: Record<string, unknown>) =>
    line(x.to(value), plot.top, x.to(value), plot.top + plot.height, ink.faint, style);
  const shapes: Shape[] = [];
  const zero = !x.log && x.domain[0] <= 0 && x.domain[1] >= 0;
  if (zero && (shape === "bar" || x.domain[0] < 0)) shapes.push(upright(0, { z: 4 }));
  if (reference) {
    shapes.push(upright(reference.value, { lineDash: [2, 3], z: 8 }));
    shapes.push(
      text(shortened(reference.label, plot.width / 2), x.to(reference.value), plot.top - 4, ink.faint, {
        align: "center",
        verticalAlign: "bottom",
      }),
    );
  }
  return shapes;
}

/** Which side is which, above the plot: sides have no ends to write their names at. */
function sideNames({ sides, of, overlaid }: RowData, looks: readonly Look[], { width }: Size, ink: Ink): Shape[] {
  if (sides.length < 2) return [];
  const shapes: Shape[] = [];
  let right = width - 4;
  const least = textWidth(of) + 20;
  for (let i = sides.length - 1; i >= 0; i--) {
    const name = shortened(sides[i]?.name ?? "", Math.max(40, (width - least) / sides.length - 20));
    right -= textWidth(name);
    shapes.push(text(name, right, 2, ink.ink));
    right -= 10;
    const colour = looks[i]?.colour ?? ink.faint;
    shapes.push(
      overlaid
        ? box({ left: right - 3, top: 4, width: 9, height: i ? 5 : 9 }, { fill: colour, opacity: i ? 0.85 : 0.45 }, 20)
        : { ...dotShape(right + 2, 8, colour, i, 1), z: 20 },
    );
    right -= 16;
  }
  return shapes;
}
