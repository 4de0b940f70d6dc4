/** Calibration: of rows that were given a probability, how many were clicked. On the diagonal the model is believed. */
import { type Axis, axisValue, axisWords } from "./axis";
import { type Ink, lookOf, wordColour } from "./colour";
import type { Drawing, Reading, Size } from "./drawing";
import { clipped, line, makeFrame, type Shape, text } from "./frame";
import { placeInColumn } from "./placement";
import { axisDomain, extent } from "./scale";
import { LINE, shortened, textWidth } from "./text";

export interface Calibration {
  key: string;
  name: string;
  split?: string | undefined;
  colour?: string | undefined; // of what is no split: a selection
  predicted: ArrayLike<number>; // mean pctr of each bin; rises
  observed: ArrayLike<number | null>; // its click rate
  low?: ArrayLike<number | null> | undefined;
  high?: ArrayLike<number | null> | undefined;
  rows?: ArrayLike<number> | undefined; // rows in each bin
}

export interface CalibrationData {
  x: Axis;
  y: Axis;
  curves: readonly Calibration[];
}

const NEAR = 24; // pixels

export function calibrationDrawing({ x, y, curves }: CalibrationData, size: Size, ink: Ink): Drawing {
  const room = Math.min(size.width * 0.25, Math.max(0, ...curves.map(({ name }) => textWidth(name)))) + 12;
  const log = x.log ?? false;
  const lists = curves.flatMap(({ predicted, observed, low, high }) => [predicted, observed, low ?? [], high ?? []]);
  const both = axisDomain({ span: extent(lists, log), count: 5, log, nice: true, zero: !log });
  const frame = makeFrame(
    { size, x, y: { ...y, log }, xSpan: null, ySpan: null, xExact: both, yExact: both, right: room, xLines: true },
    ink,
  );
  const { plot } = frame;
  const looks = curves.map((curve, i) => lookOf(curve, i, ink));
  const [low, high] = both.domain;
  const dots: { curve: number; bin: number; px: number; py: number }[] = [];
  const whiskers: Shape[] = [];
  curves.forEach((curve, at) => {
    for (let bin = 0; bin < curve.predicted.length; bin++) {
      const value = curve.observed[bin];
      if (value === null || value === undefined || !Number.isFinite(value) || (log && value <= 0)) continue;
      const px = frame.x.to(curve.predicted[bin] ?? 0);
      dots.push({ curve: at, bin, px, py: frame.y.to(value) });
      const [from, to] = [curve.low?.[bin], curve.high?.[bin]];
      if (from !== null && from !== undefined && to !== null && to !== undefined)
        whiskers.push(
          line(px, frame.y.to(from), px, frame.y.to(to), looks[at]?.colour ?? ink.faint, { z: 4, opacity: 0.6 }),
        );
    }
  });
  const ends = curves.map((_, at) => dots.filter((dot) => dot.curve === at).at(-1));
  const named = curves.flatMap((curve, at) => (ends[at] ? [{ curve, at, end: ends[at] }] : []));
  const places =
    placeInColumn(
      named.map(({ end }) => ({ at: end.py, size: LINE })),
      plot.top - 7,
      plot.top + plot.height + 7,
    ) ?? [];
  const names = named.flatMap(({ curve, at, end }, i) => {
    const [colour, right] = [looks[at]?.colour ?? ink.faint, plot.left + plot.width];
    return [
      line(end.px + 4, end.py, right + 7, places[i] ?? 0, colour, { opacity: 0.45, lineWidth: 0.75 }),
      text(shortened(curve.name, room - 12), right + 9, places[i] ?? 0, wordColour(colour, ink), {
        verticalAlign: "middle",
      }),
    ];
  });
  const option = {
    ...frame.option,
    series: curves.map((curve, at) => ({
      type: "line",
      silent: true,
      animation: false,
      data: dots.filter((dot) => dot.curve === at).map(({ bin }) => [curve.predicted[bin], curve.observed[bin]]),
      symbol: at % 3 === 1 ? "emptyCircle" : at % 3 === 2 ? "rect" : "circle",
      symbolSize: 6,
      showAllSymbol: true,
      lineStyle: { color: looks[at]?.colour, width: 1, type: looks[at]?.dash ? [...(looks[at]?.dash ?? [])] : "solid" },
      itemStyle: { color: looks[at]?.colour },
      z: 5,
    })),
    graphic: [
      clipped(
        [
          line(frame.x.to(low), frame.y.to(low), frame.x.to(high), frame.y.to(high), ink.faint, {
            lineDash: [4, 3],
            z: 2,
          }),
          ...whiskers,
        ],
        plot,
      ),
      text("too low", plot.left + 8, plot.top + 6, ink.faint),
      text("too high", plot.left + plot.width - 8, plot.top + plot.height - 18, ink.faint, { align: "right" }),
      ...names,
      ...frame.words,
    ],
  };
  const reading = (i: number): Reading | null => {
    const dot = dots[i];
    const curve = dot && curves[dot.curve];
    if (!dot || !curve) return null;
    const { bin } = dot;
    const [from, to, rows] = [curve.low?.[bin], curve.high?.[bin], curve.rows?.[bin]];
    const interval =
      from !== null && from !== undefined && to !== null && to !== undefined
        ? ` (${axisValue(y, from)} to ${axisValue(y, to)})`
        : "";
    const colour = looks[dot.curve]?.colour ?? ink.faint;
    return {
      key: String(i),
      at: [dot.px, dot.py],
      title: curve.name,
      rows: [
        { name: x.name, value: axisValue(x, curve.predicted[bin]) },
        { name: y.name, value: axisValue(y, curve.observed[bin]) + interval, colour },
        ...(rows === undefined
          ? []
          : [{ name: "rows", value: axisValue({ name: "rows", unit: null, whole: true }, rows) }]),
      ],
      dots: [{ x: dot.px, y: dot.py, colour }],
      pick: { key: curve.key, bin },
    };
  };
  return {
    option,
    plot,
    x: frame.x,
    y: frame.y,
    read: (px, py) => {
      const far = dots.map((dot) => Math.hypot(dot.px - px, dot.py - py));
      const best = far.indexOf(Math.min(...far));
      return (far[best] ?? Infinity) <= NEAR ? reading(best) : null;
    },
    stops: { along: dots.length, across: 1, at: reading },
    table: {
      head: ["curve", axisWords(x), axisWords(y)],
      rows: dots.length,
      row: (i) => {
        const { title = "", rows = [] } = reading(i) ?? {};
        return [title, rows[0]?.value ?? "", rows[1]?.value ?? ""];
      },
    },
  };
}
