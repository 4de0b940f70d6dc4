// @vitest-environment node
import { describe, expect, it } from "vitest";
import { LIGHT_INK, rgb } from "../colour";
import { random } from "../gallery/made";
import { keyed, panned, showAll, toMap, toScreen, zoomed } from "./camera";
import { makeGrid } from "./grid";
import { KINDS, type KindColour, pointColours } from "./mapColour";
import { insidePolygon, rounded, simplified } from "./polygon";

const SIZE = { width: 400, height: 300 };

describe("a camera", () => {
  const camera = showAll([-2, 4], [10, 12], SIZE);

  it("shows every point, a unit across as long as a unit up", () => {
    for (const corner of [
      [-2, 10],
      [4, 12],
    ] as const) {
      const [x, y] = toScreen(camera, SIZE, corner);
      expect(x).toBeGreaterThanOrEqual(23.9);
      expect(x).toBeLessThanOrEqual(376.1);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(300);
    }
    const [[ax, ay], [bx], [, cy]] = [
      toScreen(camera, SIZE, [0, 11]),
      toScreen(camera, SIZE, [1, 11]),
      toScreen(camera, SIZE, [0, 12]),
    ];
    expect(bx - ax).toBeCloseTo(ay - cy, 9);
  });

  it("leads from the screen back to the map, and holds the place that is zoomed at", () => {
    expect(toMap(camera, SIZE, toScreen(camera, SIZE, [1.5, 10.5]))[0]).toBeCloseTo(1.5, 9);
    const closer = zoomed(camera, SIZE, [90, 40], 3);
    expect(toMap(closer, SIZE, [90, 40])[0]).toBeCloseTo(toMap(camera, SIZE, [90, 40])[0], 9);
    expect(toMap(closer, SIZE, [90, 40])[1]).toBeCloseTo(toMap(camera, SIZE, [90, 40])[1], 9);
  });

  it("follows the pointer and the keys", () => {
    expect(toScreen(panned(camera, 30, -20), SIZE, [0, 11])).toEqual(
      toScreen(camera, SIZE, [0, 11]).map((at, k) => expect.closeTo(at + (k ? -20 : 30), 9)),
    );
    expect(keyed(camera, SIZE, "0")).toBeNull();
    expect(keyed(camera, SIZE, "x")).toBeUndefined();
    expect(keyed(camera, SIZE, "+")?.scale).toBeGreaterThan(camera.scale);
  });

  it("has no scale without end for a single point", () => {
    expect(Number.isFinite(showAll([1, 1], [2, 2], SIZE).scale)).toBe(true);
  });
});

describe("the grid", () => {
  const next = random(42);
  const [xs, ys] = [Float32Array.from({ length: 2000 }, next), Float32Array.from({ length: 2000 }, next)];
  const grid = makeGrid(xs, ys);

  it("finds the same point as looking at every one", () => {
    for (let k = 0; k < 200; k++) {
      const [px, py] = [next() * 1.2 - 0.1, next() * 1.2 - 0.1];
      let [best, far] = [-1, 0.05 ** 2];
      xs.forEach((x, i) => {
        const away = (x - px) ** 2 + ((ys[i] ?? 0) - py) ** 2;
        if (away <= far) [best, far] = [i, away];
      });
      expect(grid.nearest(px, py, 0.05)).toBe(best);
    }
  });

  it("passes over what is hidden and what has no place", () => {
    expect(grid.nearest(xs[5] ?? 0, ys[5] ?? 0, 1e-6)).toBe(5);
    expect(grid.nearest(xs[5] ?? 0, ys[5] ?? 0, 1e-6, (i) => i !== 5)).toBe(-1);
    expect(makeGrid([Number.NaN, 1], [0, 1]).nearest(1, 1, 0.1)).toBe(1);
    expect(makeGrid([], []).nearest(0, 0, 1)).toBe(-1);
  });
});

describe("a lasso", () => {
  const square = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ] as const;

  it("holds what is inside, with its hole", () => {
    expect([...insidePolygon(square, [2, 5, -1, 3.9], [2, 2, 2, 0.1])]).toEqual([1, 0, 0, 1]);
    const arch = [
      [0, 0],
      [6, 0],
      [6, 4],
      [4, 4],
      [4, 2],
      [2, 2],
      [2, 4],
      [0, 4],
    ] as const;
    expect([...insidePolygon(arch, [1, 3, 5, 3], [3, 3, 3, 1])]).toEqual([1, 0, 1, 1]);
  });

  it("keeps its shape with few corners", () => {
    const circle = Array.from({ length: 400 }, (_, i) => [Math.cos(i / 64), Math.sin(i / 64)] as const);
    const few = simplified(circle, 48);
    expect(few.length).toBeLessThanOrEqual(48);
    expect(few.length).toBeGreaterThan(8);
    const next = random(7);
    const [xs, ys] = [
      Float64Array.from({ length: 2000 }, () => 2.4 * next() - 1.2),
      Float64Array.from({ length: 2000 }, () => 2.4 * next() - 1.2),
    ];
    const [exact, near] = [insidePolygon(circle, xs, ys), insidePolygon(few, xs, ys)];
    expect(exact.filter((one, i) => one !== near[i]).length).toBeLessThan(60);
    expect(rounded([[1.23456789, -0.000123456]])).toEqual([[1.2346, -0.00012346]]);
  });
});

describe("the colours of points", () => {
  const kind: KindColour = {
    by: "kind",
    name: "genre",
    codes: [0, 1, 8, -1],
    names: Array.from({ length: 9 }, (_, i) => `genre ${i}`),
  };

  it("are those of their kinds; kinds without one are grey", () => {
    const painted = pointColours(kind, 4, 1, new Set(), LIGHT_INK);
    expect([...painted.slice(0, 4)]).toEqual([...rgb(LIGHT_INK.kinds[0] ?? ""), 255]);
    expect([...painted.slice(8, 12)]).toEqual([...rgb(LIGHT_INK.notClicked), 255]);
    expect([...painted.slice(12, 16)]).toEqual([...rgb(LIGHT_INK.notClicked), 255]);
  });

  it("are gone where a kind is switched off", () => {
    const painted = pointColours(kind, 4, 0.5, new Set([1, KINDS]), LIGHT_INK);
    expect([painted[3], painted[7], painted[11], painted[15]]).toEqual([128, 0, 0, 0]);
  });

  it("run along the scale for numbers", () => {
    const painted = pointColours(
      { by: "number", value: { name: "pctr", unit: null }, values: [0, 1, Number.NaN] },
      3,
      1,
      new Set(),
      LIGHT_INK,
    );
    expect([...painted.slice(0, 3)]).not.toEqual([...painted.slice(4, 7)]);
    expect([...painted.slice(8, 11)]).toEqual([...rgb(LIGHT_INK.notClicked)]);
  });
});
