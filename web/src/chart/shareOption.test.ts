// @vitest-environment node
import { expect, it } from "vitest";
import { LIGHT_INK } from "./colour";
import { type ShareData, shareDrawing, shareParts } from "./shareOption";

const at = [100, 200, 300];
const parts = Array.from({ length: 60 }, (_, i) => ({
  key: `f${i}`,
  name: `field ${i}`,
  values: i === 7 ? [30, 40, 50] : [1, 1, 50 / 59],
}));
const data: ShareData = {
  x: { name: "step", unit: null, whole: true },
  y: { name: "share", unit: "%" },
  at,
  parts,
  whole: 100,
};

it("names the largest parts and keeps all others as one grey part", () => {
  const drawn = shareParts(data, LIGHT_INK);
  expect(drawn).toHaveLength(8);
  expect(drawn[0]?.key).toBe("f7");
  expect(drawn[7]).toMatchObject({ name: "53 others", colour: LIGHT_INK.notClicked });
  const sum = drawn.reduce((total, part) => total + Number(part.values[2]), 0);
  expect(sum).toBeCloseTo(100, 9);
});

it("gives every named part a colour of its own, which stays when shares move", () => {
  const colours = (one: ShareData) => new Map(shareParts(one, LIGHT_INK).map((part) => [part.key, part.colour]));
  const before = colours({ ...data, parts: parts.slice(0, 7) });
  const after = colours({ ...data, parts: parts.slice(0, 7).map((part, i) => ({ ...part, values: [i, i, i] })) });
  expect(new Set(before.values()).size).toBe(7);
  for (const [key, colour] of before) expect(after.get(key)).toBe(colour);
});

it("reads the part under the pointer", () => {
  const drawing = shareDrawing(data, { width: 500, height: 260 }, LIGHT_INK);
  const reading = drawing.read(drawing.x.to(300), drawing.y.to(20));
  expect(reading?.title).toBe("step 300: field 7");
  expect(reading?.pick).toEqual({ x: 300, key: "f7" });
  expect(drawing.table.head).toContain("53 others");
});
