import { beforeEach, expect, it, vi } from "vitest";
import { LIGHT_INK } from "./colour";
import { lineDrawing } from "./lineOption";
import { chartSvg, titledSvg } from "./still";

// No canvas to measure words on: ECharts then reckons their width, as it would on a server.
beforeEach(() => void vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null));

const SIZE = { width: 500, height: 260 };

function picture(title: string, name: string): Document {
  const series = [
    { key: "a", name, split: "test", x: [1, 2, 3], y: [0.5, 0.6, 0.7], low: [0.4, 0.5, 0.6], high: [0.6, 0.7, 0.8] },
  ];
  const drawing = lineDrawing(
    { x: { name: "step", unit: null }, y: { name: "AUC", unit: null }, series },
    SIZE,
    LIGHT_INK,
    () => null,
  );
  return new DOMParser().parseFromString(titledSvg(chartSvg(drawing, SIZE), title, SIZE, LIGHT_INK), "image/svg+xml");
}

it("writes a chart as SVG with its title, its axes' names and its lines as vectors", () => {
  const svg = picture("AUC by step", "test");
  expect(svg.querySelector("parsererror")).toBeNull();
  const words = [...svg.querySelectorAll("text")].map((text) => text.textContent);
  for (const expected of ["AUC by step", "AUC", "step", "test"]) expect(words).toContain(expected);
  expect(svg.querySelector(`path[stroke="${LIGHT_INK.test}"]`)).not.toBeNull();
  expect(svg.querySelector("image")).toBeNull();
});

it("stays a picture when names hold signs of markup", () => {
  const svg = picture('<script>alert("x")</script> & more', "<b>fields</b>");
  expect(svg.querySelector("parsererror")).toBeNull();
  expect(svg.querySelector("script")).toBeNull();
  expect(svg.querySelector("title")?.textContent).toBe('<script>alert("x")</script> & more');
  expect(svg.documentElement.textContent).toContain("<b>fields</b>");
});
