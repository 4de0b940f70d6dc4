import { describe, expect, it } from "vitest";
import {
  DARK,
  DARK_SERIES,
  LIGHT,
  LIGHT_SERIES,
  type Meaning,
  type Palette,
  splitColour,
  splitDash,
} from "@/theme/colour";
import { contrast, difference, lab, seen, type Vision } from "@/theme/vision";

const apart = (a: string, b: string, vision: Vision) => difference(lab(seen(a, vision)), lab(seen(b, vision)));

/** What stands side by side in one chart or line of text. */
const TOGETHER: [Meaning, Meaning][] = [
  ["train", "test"],
  ["train", "validation"],
  ["test", "validation"],
  ["clicked", "notClicked"],
  ["selection", "rest"],
  ["alarm", "good"],
  ["warning", "good"],
  ["selection", "test"],
  ["clicked", "validation"],
];
const MEANINGS = ["train", "test", "validation", "clicked", "selection", "alarm", "good"] as const;
const LEAST = 12; // CIEDE2000; lines of 2 pixels are told apart from about 10

describe.each<[string, Palette]>([
  ["light", LIGHT],
  ["dark", DARK],
])("the %s palette", (_, palette) => {
  it.each<Vision>(["normal", "protanopia", "deuteranopia"])("tells pairs apart with %s", (vision) => {
    const near = TOGETHER.map(([a, b]) => [a, b, Math.round(apart(palette[a], palette[b], vision))] as const);
    expect(near.filter(([, , far]) => far < LEAST)).toEqual([]);
  });

  it("has words that can be read and lines that can be seen", () => {
    for (const name of ["ink", "faint", "accent", "alarm", "warning", "good"] as const)
      for (const ground of ["paper", "soft"] as const)
        expect([name, ground, contrast(palette[name], palette[ground]) >= 4.5]).toEqual([name, ground, true]);
    for (const name of ["train", "test", "validation", "clicked", "notClicked", "selection"] as const)
      expect([name, contrast(palette[name], palette.paper) >= 2.8]).toEqual([name, true]);
  });
});

it.each([
  ["light", LIGHT_SERIES, LIGHT],
  ["dark", DARK_SERIES, DARK],
] as const)(
  "draws nothing without a meaning in the colour of one, and no two layers alike, in the %s palette",
  (_, series, palette) => {
    const near = series.flatMap((one, i) =>
      [...MEANINGS.map((name) => palette[name]), ...series.slice(i + 1)].filter(
        (other) => apart(one, other, "normal") < LEAST,
      ),
    );
    expect(near).toEqual([]);
    expect(series.filter((one) => contrast(one, palette.paper) < 2.8)).toEqual([]);
  },
);

it("measures colours as the published pairs do", () => {
  // Sharma, Wu and Dalal (2005), table 1, pairs 1, 7, 17 and 25.
  expect(difference([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(difference([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
  expect(difference([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(difference([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
});

it("gives a split of any name a colour and a dash that stay", () => {
  expect(splitColour(LIGHT, "train")).toBe(LIGHT.train);
  expect(splitColour(LIGHT, "holdout")).toBe(splitColour(LIGHT, "holdout"));
  expect(splitDash("train")).toBeUndefined();
  expect(splitDash("test")).not.toEqual(splitDash("validation"));
});
