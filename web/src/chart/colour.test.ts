// @vitest-environment node
import { describe, expect, it } from "vitest";
import { contrast, difference, lab, linear, seen } from "@/theme/vision";
import {
  DARK_INK,
  divergingScale,
  hex,
  inkOn,
  LIGHT_INK,
  lookOf,
  orderedColours,
  sequentialScale,
  sharedSpan,
  wordColour,
} from "./colour";

const lightness = (colour: string) => lab(linear(colour))[0];

describe.each([LIGHT_INK, DARK_INK])("ink (dark: $dark)", (ink) => {
  it("has amounts whose lightness only falls, or only rises, also in print", () => {
    const { ramp } = sequentialScale([0, 1], ink);
    const steps = ramp.slice(1).map((colour, i) => lightness(colour) - lightness(ramp[i] ?? ""));
    expect(steps.every((step) => (ink.dark ? step > 0 : step < 0))).toBe(true);
    if (!ink.dark) for (const step of steps) expect(step).toBeCloseTo(-8.2, 0);
  });

  it("has dots of a number that can be seen on paper", () => {
    const scale = sequentialScale([0, 1], ink, { dots: true });
    for (const value of [0, 0.5, 1]) expect(contrast(hex(scale.of(value)), ink.paper)).toBeGreaterThan(1.6);
  });

  it("centres differences on zero, the same length to both sides", () => {
    const scale = divergingScale([-0.1, 0.4], ink);
    expect(scale.span).toEqual([-0.4, 0.4]);
    expect(scale.place(0)).toBe(0.5);
    expect(hex(scale.of(0))).toBe(ink.diverging[3]);
  });

  it("tells kinds apart with common colour visions", () => {
    for (const vision of ["normal", "protanopia", "deuteranopia"] as const)
      for (const [i, a] of ink.kinds.entries())
        for (const b of ink.kinds.slice(i + 1))
          expect(difference(lab(seen(a, vision)), lab(seen(b, vision))), `${a} ${b} ${vision}`).toBeGreaterThan(8);
  });

  it("writes words so that they can be read", () => {
    for (const colour of [...ink.kinds, ...ink.series, ink.train, ink.test, ink.notClicked])
      expect(contrast(wordColour(colour, ink), ink.paper)).toBeGreaterThanOrEqual(4.5);
    for (const value of [0, 0.25, 0.5, 0.75, 1]) {
      const shade = sequentialScale([0, 1], ink).of(value);
      expect(contrast(inkOn(shade), hex(shade))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("orders layers from light to dark on white, from dark to light on black", () => {
    const shades = orderedColours(5, ink).map(lightness);
    expect([...shades].sort((a, b) => (ink.dark ? a - b : b - a))).toEqual(shades);
  });
});

it("draws a split in its own colour and dash, and changes the dash when colours begin again", () => {
  expect(lookOf({ split: "test" }, 0, LIGHT_INK)).toEqual({ colour: LIGHT_INK.test, dash: [9, 2, 2, 2] });
  expect(lookOf({ split: "train" }, 3, LIGHT_INK).dash).toBeUndefined();
  const [first, second] = [lookOf({}, 0, LIGHT_INK), lookOf({}, LIGHT_INK.series.length, LIGHT_INK)];
  expect(first.colour).toBe(second.colour);
  expect(first.dash).not.toEqual(second.dash);
});

it("shares one span between charts", () => {
  expect(sharedSpan([[0, 2], null, [-1, 1]])).toEqual([-1, 2]);
  expect(sharedSpan([null])).toBeNull();
});
