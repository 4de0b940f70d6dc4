/** Lines over steps, epochs or days, with their intervals, their names at their ends and the events on the time line. */
import { type Ink, type Look, lookOf, withAlpha } from "./colour";
import type { Drawing, Size } from "./drawing";
import { clipped, type Frame, makeFrame, picture, type Shape } from "./frame";
import { type LineData, type LineSeries, MANY, type PaintLines } from "./line";
import { lineBatches } from "./lineBatch";
import { endLabelRoom, endShapes, peakShapes } from "./lineName";
import { lineReader, lineTable } from "./lineReading";
import { referenceShapes } from "./lineReference";
import { markShapes, marksRoom } from "./mark";
import { extent, type Span } from "./scale";

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
    ...referenceShapes(many ? { ...data, series: [] } : data, frame, ink), // a mass of lines leaves no free place
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
    symbolSize: series.dot ? 7 : show && series.x.length <= FEW_POINTS / 2 ? 4 : 3,
    lineStyle: {
      color: look?.colour,
      type: look?.dash ? [...look.dash] : "solid",
      width: 1.5,
      opacity: series.faint ? 0.4 : 1,
    },
    itemStyle: {
      color: series.dot === "hollow" ? "transparent" : look?.colour,
      borderColor: look?.colour,
      borderWidth: series.dot === "hollow" ? 1.25 : 0,
      opacity: series.faint ? 0.4 : 1,
    },
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
