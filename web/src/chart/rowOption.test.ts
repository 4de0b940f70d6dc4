// @vitest-environment node
import { expect, it } from "vitest";
import { LIGHT_INK } from "./colour";
import type { RowData } from "./row";
import { rowDrawing, rowsHeight } from "./rowOption";

const SIZE = { width: 500, height: 300 };
const data: RowData = {
  of: "field",
  value: { name: "share of saliency", unit: "%" },
  sides: [{ name: "test", split: "test" }],
  rows: Array.from({ length: 200 }, (_, i) => ({
    key: `f${i}`,
    name: i === 1 ? "a".repeat(60) : `field ${i}`,
    values: [50 / (i + 1)],
    low: [40 / (i + 1)],
    high: [60 / (i + 1)],
  })),
};
const words = (wanted: RowData, scrolled = 0) =>
  JSON.stringify(rowDrawing(wanted, "bar", SIZE, LIGHT_INK, scrolled).option.graphic);

it("draws only the rows that can be seen, and others when it is scrolled", () => {
  expect(words(data)).toContain("field 2");
  expect(words(data)).not.toContain("field 150");
  expect(words(data, 150 * 20)).toContain("field 150");
});

it("gives the words of a reference a row of their own, below the names of the sides", () => {
  const sides = ["train", "test", "validation"].map((split) => ({ name: split, split }));
  const wanted = { ...data, sides, reference: { value: 40, label: "equal shares" } };
  const texts = [...words(wanted).matchAll(/"text":"(train|equal shares)","x":[\d.]+,"y":([\d.]+)/g)];
  const at = new Map(texts.map(([, word, y]) => [word, Number(y)]));
  expect((at.get("equal shares") ?? 0) - (at.get("train") ?? 0)).toBeGreaterThan(20); // one stands on its foot
  expect(rowsHeight(wanted, "bar", 9999).whole).toBeGreaterThan(rowsHeight({ ...data, sides }, "bar", 9999).whole);
});

it("shortens a name of 60 letters in the picture and says it whole when it is read", () => {
  expect(words(data)).not.toContain("a".repeat(60));
  const drawing = rowDrawing(data, "bar", SIZE, LIGHT_INK);
  expect(drawing.read(10, drawing.plot.top + 30)?.title).toBe("a".repeat(60));
});

it("has zero on the axis of bars and not on that of dots", () => {
  const auc = {
    ...data,
    value: { name: "AUC", unit: null },
    rows: [
      { key: "a", name: "a", values: [0.7] },
      { key: "b", name: "b", values: [0.72] },
    ],
  };
  expect(rowDrawing(auc, "bar", SIZE, LIGHT_INK).x.domain[0]).toBe(0);
  expect(rowDrawing(auc, "dot", SIZE, LIGHT_INK).x.domain[0]).toBeGreaterThan(0.6);
});

it("puts zero in the middle of signed differences and writes their signs", () => {
  const signed: RowData = {
    ...data,
    signed: true,
    value: { name: "difference", unit: null, digits: 4 },
    rows: [
      { key: "a", name: "a", values: [0.004] },
      { key: "b", name: "b", values: [-0.001] },
    ],
  };
  const { x } = rowDrawing(signed, "bar", SIZE, LIGHT_INK);
  expect(x.domain[0]).toBe(-x.domain[1]);
  expect(words(signed)).toContain("+0.0040");
  expect(words(signed)).toContain("−0.0010");
});

it("reads value and interval of each side", () => {
  const two: RowData = {
    ...data,
    sides: [
      { name: "train", split: "train" },
      { name: "test", split: "test" },
    ],
    rows: [{ key: "a", name: "a", values: [40, null], low: [38, null], high: [43, null] }],
  };
  const drawing = rowDrawing(two, "dot", SIZE, LIGHT_INK);
  expect(drawing.stops.at(0, 0)?.rows.map(({ name, value }) => [name, value])).toEqual([
    ["train", "40% (38% to 43%)"],
    ["test", "–"],
  ]);
  expect(drawing.stops.at(0, 0)?.pick).toBe("a");
});

it("grows with its rows up to a limit", () => {
  expect(rowsHeight({ ...data, rows: data.rows.slice(0, 3) }, "bar", 440).height).toBeLessThan(150);
  expect(rowsHeight(data, "bar", 440)).toMatchObject({ height: 440 });
});
