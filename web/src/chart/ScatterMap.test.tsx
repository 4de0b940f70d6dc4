import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ScatterMap } from "./ScatterMap";

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(400);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 400, 300));
  Element.prototype.setPointerCapture = () => {};
});

const props = {
  title: "Hidden states",
  x: { name: "component 1", unit: null },
  y: { name: "component 2", unit: null },
  xs: Float32Array.of(0, 1, 2),
  ys: Float32Array.of(0, 2, 0),
  colour: { by: "kind" as const, name: "label", codes: [0, 1, 0], names: ["not clicked", "clicked"] },
  height: 300,
};
const map = () => screen.getByRole("group", { name: /^Hidden states/ });

it("says so where the browser offers no WebGL", () => {
  render(<ScatterMap {...props} />);
  expect(screen.getByText(/offers no WebGL 2/)).toBeTruthy();
});

it("switches a kind off and on", () => {
  render(<ScatterMap {...props} />);
  const kind = screen.getByRole("button", { name: "clicked" });
  expect(kind.getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(kind);
  expect(kind.getAttribute("aria-pressed")).toBe("false");
});

it("hands out a lasso in the map's own coordinates, by pointer and by keys alone", () => {
  const onLasso = vi.fn();
  render(<ScatterMap {...props} onLasso={onLasso} />);
  fireEvent.click(screen.getByRole("button", { name: "Lasso" }));
  const at = (x: number, y: number) => ({ clientX: x, clientY: y, button: 0, pointerId: 1 });
  fireEvent.pointerDown(map(), at(10, 10));
  for (const [x, y] of [
    [390, 10],
    [390, 290],
    [10, 290],
  ] as const)
    fireEvent.pointerMove(map(), at(x, y));
  fireEvent.pointerUp(map(), at(10, 290));
  const polygon = onLasso.mock.calls[0]?.[0] as [number, number][];
  expect(polygon).toHaveLength(4);
  expect(Math.min(...polygon.map(([x]) => x))).toBeLessThan(0);
  expect(Math.max(...polygon.map(([, y]) => y))).toBeGreaterThan(2);
  fireEvent.click(screen.getByRole("button", { name: "Select what is seen" }));
  expect(onLasso).toHaveBeenCalledTimes(2);
});

it("reads and opens the point in the middle by Enter", () => {
  const [onOpen, onHover] = [vi.fn(), vi.fn()];
  render(<ScatterMap {...props} onOpen={onOpen} onHover={onHover} />);
  fireEvent.keyDown(map(), { key: "Enter" });
  expect(screen.getByRole("status").textContent).toContain("label");
  fireEvent.keyDown(map(), { key: "Enter" });
  expect(onOpen).toHaveBeenCalledWith(onHover.mock.calls[0]?.[0]);
});
