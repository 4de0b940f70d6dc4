// @vitest-environment node
import { describe, expect, it } from "vitest";
import { axisDomain, extent, makeScale, nearest, niceTicks, union } from "./scale";

describe("extent", () => {
  it("passes over what is undefined, and over what a log axis cannot show", () => {
    expect(
      extent([
        [3, null, Number.NaN],
        [-1, 7],
      ]),
    ).toEqual([-1, 7]);
    expect(extent([[0, -2, 5, 0.1]], true)).toEqual([0.1, 5]);
    expect(extent([[null], []])).toBeNull();
  });
});

describe("ticks", () => {
  it("stand at 1, 2 or 5 times a power of ten, within the span", () => {
    expect(niceTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks([100, 3700], 4)).toEqual([1000, 2000, 3000]);
    expect(niceTicks([0.6998, 0.7312], 3)).toEqual([0.7, 0.71, 0.72, 0.73]);
  });

  it("never stand between two whole numbers where there is nothing between them", () => {
    expect(niceTicks([0, 3], 12, true)).toEqual([0, 1, 2, 3]);
  });
});

describe("an axis' domain", () => {
  it("ends on ticks when it shall", () => {
    expect(axisDomain({ span: [0.541, 0.782], count: 4, nice: true }).domain).toEqual([0.5, 0.8]);
  });

  it("has a tick at both of its ends then", () => {
    for (const span of [
      [0.661, 0.786],
      [0.541, 0.722],
      [3, 17],
      [-0.0004, 0.0031],
    ] as const) {
      const { domain, ticks } = axisDomain({ span, count: 4, nice: true });
      expect([ticks[0], ticks.at(-1)]).toEqual([...domain]);
    }
  });

  it("shows zero where length is compared", () => {
    expect(axisDomain({ span: [12, 48], count: 4, zero: true, nice: true }).domain).toEqual([0, 50]);
    expect(axisDomain({ span: [-3, -1], count: 4, zero: true, nice: true }).domain[1]).toBe(0);
  });

  it("gives one value room on both sides, and shows something where there is none", () => {
    const [low, high] = axisDomain({ span: [0.7, 0.7], count: 4 }).domain;
    expect(low).toBeLessThan(0.7);
    expect(high).toBeGreaterThan(0.7);
    expect(axisDomain({ span: null, count: 4 }).domain).toEqual([0, 1]);
  });

  it("holds values that rounding alone parts for one", () => {
    const span: [number, number] = [0.04, 0.04 + 2 * Number.EPSILON * 0.04];
    for (const nice of [false, true]) {
      const { domain, ticks } = axisDomain({ span, count: 4, nice });
      expect(domain[1] - domain[0]).toBeGreaterThan(0.001);
      expect(ticks.length).toBeLessThan(12);
    }
    expect(niceTicks(span, 4)).toEqual([0.04]);
  });

  it("runs over whole powers of ten on a log axis", () => {
    expect(axisDomain({ span: [0.004, 0.8], count: 5, log: true }).domain).toEqual([0.001, 1]);
    expect(axisDomain({ span: null, count: 5, log: true }).domain[0]).toBeGreaterThan(0);
  });
});

describe("a scale", () => {
  it.each([false, true])("leads back to where it came from (log: %s)", (log) => {
    const scale = makeScale({ domain: [0.01, 100], ticks: [], log }, [40, 640]);
    for (const value of [0.01, 0.3, 1, 42, 100]) expect(scale.from(scale.to(value))).toBeCloseTo(value, 9);
    expect(scale.to(0.01)).toBe(40);
    expect(scale.to(100)).toBeCloseTo(640, 9);
  });

  it("puts the middle of a log axis at the geometric mean", () => {
    expect(makeScale({ domain: [0.01, 100], ticks: [], log: true }, [0, 100]).to(1)).toBeCloseTo(50, 9);
  });
});

it("finds the nearest of a rising list", () => {
  expect([0, 14, 16, 99].map((wanted) => nearest([0, 10, 20, 30], wanted))).toEqual([0, 1, 2, 3]);
  expect(nearest([], 1)).toBe(-1);
  expect(nearest([5], 99)).toBe(0);
});

it("joins lists of steps into one", () => {
  expect(union([[1, 3], [2, 3, 9], []])).toEqual([1, 2, 3, 9]);
});
