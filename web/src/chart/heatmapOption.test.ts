// @vitest-environment node
import { describe, expect, it } from "vitest";
import { LIGHT_INK, sequentialScale } from "./colour";
import type { HeatmapData } from "./heatmap";
import { cellTicks, heatmapDrawing, heatmapScale } from "./heatmapOption";
import { heatmapPixels } from "./heatmapPixels";

const SIZE = { width: 500, height: 300 };
const data: HeatmapData = {
  x: { name: "step", unit: null, whole: true },
  y: { name: "neuron", unit: null, whole: true },
  value: { name: "mean activation", unit: null, digits: 2 },
  columns: [100, 200, 300],
  rows: [0, 1],
  values: [0, 0.5, 1, 1, Number.NaN, 0],
};
const image = () => "image";

describe("pixels of a heatmap", () => {
  const scale = sequentialScale([0, 1], LIGHT_INK);
  const seen = { columns: [0, 3], rows: [0, 2] } as const;
  const at = (pixels: Uint8ClampedArray, i: number) => Array.from(pixels.slice(4 * i, 4 * i + 4));

  it("are the colours of their cells, and see-through where there is no value", () => {
    const pixels = heatmapPixels(data, seen, 3, 2, scale);
    expect(at(pixels, 0)).toEqual([...scale.of(0), 255]);
    expect(at(pixels, 2)).toEqual([...scale.of(1), 255]);
    expect(at(pixels, 4)).toEqual([0, 0, 0, 0]);
  });

  it("are the mean of all cells under them: nothing is left out", () => {
    const tall = {
      columns: [0],
      rows: Array.from({ length: 1024 }, (_, i) => i),
      values: Float32Array.from({ length: 1024 }, (_, i) => i % 2),
    };
    const pixels = heatmapPixels(tall, { columns: [0, 1], rows: [0, 1024] }, 1, 64, scale);
    const near = scale.of(0.5);
    for (let i = 0; i < 64; i++)
      for (const [k, part] of at(pixels, i).slice(0, 3).entries())
        expect(Math.abs(part - (near[k] ?? 0))).toBeLessThan(3);
  });

  it("grow without a blur", () => {
    const pixels = heatmapPixels(data, seen, 6, 4, scale);
    expect(at(pixels, 0)).toEqual(at(pixels, 7));
  });
});

it("reads the cell under the pointer; the first row is on top", () => {
  const drawing = heatmapDrawing(data, SIZE, LIGHT_INK, image);
  const reading = drawing.read(drawing.plot.left + drawing.plot.width - 2, drawing.plot.top + 2);
  expect(reading?.title).toBe("neuron 0, step 300");
  expect(reading?.rows[0]?.value).toBe("1.00");
  expect(reading?.pick).toEqual({ row: 0, column: 2 });
  expect(drawing.stops.at(1, 1)?.rows[0]?.value).toBe("–");
});

it("centres differences on zero and keeps a span that is shared", () => {
  expect(heatmapScale({ ...data, values: [-1, 3], signed: true }, LIGHT_INK).span).toEqual([-3, 3]);
  expect(heatmapScale({ ...data, span: [0, 9] }, LIGHT_INK).span).toEqual([0, 9]);
});

it("writes a number near 0 with the decimals of the others", () => {
  const small = { ...data, values: Array.from(data.values, () => -0.0004), numbers: true };
  const told = JSON.stringify(heatmapDrawing(small, SIZE, LIGHT_INK, image).option.graphic);
  expect(told).toContain('"0.00"');
  expect(told).not.toContain("4e");
});

it("writes numbers into cells only where they fit", () => {
  const wide = JSON.stringify(heatmapDrawing({ ...data, numbers: true }, SIZE, LIGHT_INK, image).option.graphic);
  expect(wide).toContain('"text":"0.50"');
  expect(
    JSON.stringify(
      heatmapDrawing({ ...data, numbers: true }, { width: 150, height: 90 }, LIGHT_INK, image).option.graphic,
    ),
  ).not.toContain('"text":"0.50"');
});

it("names as many rows as fit", () => {
  const names = Array.from({ length: 100 }, (_, i) => `neuron ${i}`);
  expect(cellTicks(names, [0, 100], 150, () => 15)).toEqual([
    0.5, 10.5, 20.5, 30.5, 40.5, 50.5, 60.5, 70.5, 80.5, 90.5,
  ]);
  expect(cellTicks(["a", "b"], [0, 2], 150, () => 15)).toEqual([0.5, 1.5]);
});

it("says what the colour means, with its unit", () => {
  const graphic = JSON.stringify(
    heatmapDrawing({ ...data, value: { name: "strength", unit: "logit" } }, SIZE, LIGHT_INK, image).option.graphic,
  );
  expect(graphic).toContain("strength (logit)");
});
