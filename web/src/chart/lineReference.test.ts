// @vitest-environment node
import { describe, expect, it } from "vitest";
import { LIGHT_INK } from "./colour";
import type { LineData } from "./line";
import { lineDrawing } from "./lineOption";

const SIZE = { width: 600, height: 260 };
const x = [0, 100, 200, 300];
const along = (...y: number[]): LineData => ({
  x: { name: "step", unit: null },
  y: { name: "ratio", unit: null },
  series: [{ key: "a", name: "a", x, y }],
  references: [{ value: 1, label: "moves alike" }],
});

function wordsOf(data: LineData) {
  const drawn = lineDrawing(data, SIZE, LIGHT_INK, () => null);
  const shapes = drawn.option.graphic as { style?: { text?: string; x: number; y: number } }[];
  const style = shapes.map((shape) => shape.style).find((one) => one?.text === "moves alike");
  return { left: (style?.x ?? 0) - drawn.plot.left, fromLine: (style?.y ?? 0) - drawn.y.to(1) };
}

describe("the words of a reference", () => {
  it("stand at its beginning, above it, where nothing is in their way", () => {
    expect(wordsOf(along(2, 2, 2, 2))).toEqual({ left: 4, fromLine: -2 });
  });

  it("go below it, or along it, to where no line passes", () => {
    expect(wordsOf(along(1.03, 1.03, 1.03, 0.5)).fromLine).toBeGreaterThan(0);
    expect(wordsOf(along(1.03, 1.03, 2, 2)).left).toBeGreaterThan(100);
  });
});
