// @vitest-environment node
import { expect, it } from "vitest";
import { calibrationDrawing } from "./calibrationOption";
import { LIGHT_INK } from "./colour";

const curves = [
  {
    key: "test",
    name: "test",
    split: "test",
    predicted: [0.05, 0.2, 0.4],
    observed: [0.06, null, 0.3],
    low: [0.04, null, 0.25],
    high: [0.08, null, 0.36],
    rows: [900, 0, 40],
  },
];
const SIZE = { width: 500, height: 300 };
const axes = { x: { name: "mean pctr", unit: null, digits: 2 }, y: { name: "click rate", unit: null, digits: 2 } };

it("shows the same stretch on both axes, so that the diagonal means what it says", () => {
  const { x, y } = calibrationDrawing({ ...axes, curves }, SIZE, LIGHT_INK);
  expect(x.domain).toEqual(y.domain);
  expect(x.domain[0]).toBe(0);
});

it("reads the bin nearest to the pointer, with its interval and rows", () => {
  const drawing = calibrationDrawing({ ...axes, curves }, SIZE, LIGHT_INK);
  const reading = drawing.read(drawing.x.to(0.4) + 5, drawing.y.to(0.3));
  expect(reading?.rows.map(({ value }) => value)).toEqual(["0.40", "0.30 (0.25 to 0.36)", "40"]);
  expect(drawing.stops.along).toBe(2);
  expect(drawing.read(drawing.x.to(0.2), drawing.plot.top)).toBeNull();
});

it("leaves out of a log axis what it cannot show", () => {
  const zero = [
    {
      ...curves[0],
      key: "a",
      name: "a",
      predicted: [0.001, 0.01],
      observed: [0, 0.02],
      low: undefined,
      high: undefined,
    },
  ];
  expect(calibrationDrawing({ ...axes, x: { ...axes.x, log: true }, curves: zero }, SIZE, LIGHT_INK).stops.along).toBe(
    1,
  );
});
