// @vitest-environment node
import { expect, it } from "vitest";
import { LIGHT_INK } from "./colour";
import { binAt, histogramDrawing, wholeBins } from "./histogramOption";

const data = {
  x: { name: "pctr", unit: null },
  y: { name: "rows", unit: null },
  edges: [0, 0.25, 0.5, 1],
  all: [900, 80, 20],
  selected: [10, 8, 0],
};
const SIZE = { width: 400, height: 180 };

it("finds the bin of a value: lower edge in, upper edge out, but for the last", () => {
  expect([-0.1, 0, 0.2499, 0.25, 0.99, 1, 1.01].map((value) => binAt(data.edges, value))).toEqual([
    -1, 0, 0, 1, 2, 2, -1,
  ]);
});

it("widens a brush to whole bins, whichever way it was drawn", () => {
  expect(wholeBins(data.edges, 0.3, 0.1)).toEqual([0, 0.5]);
  expect(wholeBins(data.edges, -5, 9)).toEqual([0, 1]);
  expect(wholeBins([], 0, 1)).toBeNull();
});

it("reads both counts of a bin and hands out its range", () => {
  const drawing = histogramDrawing(data, SIZE, LIGHT_INK);
  const reading = drawing.read(drawing.x.to(0.3), 60);
  expect(reading?.rows.map(({ value }) => value)).toEqual(["80", "8"]);
  expect(reading?.pick).toEqual([0.25, 0.5]);
});

it("compares areas from zero, or from one row on a log axis", () => {
  expect(histogramDrawing(data, SIZE, LIGHT_INK).y.domain[0]).toBe(0);
  expect(histogramDrawing({ ...data, y: { ...data.y, log: true } }, SIZE, LIGHT_INK).y.domain[0]).toBe(1);
});

it("draws the selection in front in its own colour", () => {
  const graphic = JSON.stringify(histogramDrawing(data, SIZE, LIGHT_INK).option.graphic);
  expect(graphic).toContain(LIGHT_INK.selection);
  expect(
    JSON.stringify(histogramDrawing({ ...data, selected: undefined }, SIZE, LIGHT_INK).option.graphic),
  ).not.toContain(LIGHT_INK.selection);
});
