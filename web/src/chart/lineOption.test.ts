// @vitest-environment node
import { describe, expect, it } from "vitest";
import { LIGHT_INK } from "./colour";
import { type LineBatch, type LineData, MANY } from "./line";
import { lineDrawing } from "./lineOption";

const SIZE = { width: 600, height: 260 };
const STEP = { name: "step", unit: null, whole: true };
const AUC = { name: "AUC", unit: null, digits: 4 };
const nothing = () => null;
const x = [100, 200, 300, 400];
const two: LineData = {
  x: STEP,
  y: AUC,
  series: [
    { key: "train", name: "train", split: "train", x, y: [0.6, 0.65, 0.7, 0.75] },
    {
      key: "test",
      name: "test",
      split: "test",
      x,
      y: [0.6, null, 0.66, 0.64],
      low: [0.59, null, 0.65, 0.63],
      high: [0.61, null, 0.67, 0.65],
    },
  ],
};
const draw = (data: LineData, zoom: [number, number] | null = null) =>
  lineDrawing(data, SIZE, LIGHT_INK, nothing, zoom);
const words = (data: LineData) => JSON.stringify(draw(data).option.graphic);

describe("lines", () => {
  it("have colour and dash of their split, and their names at their ends", () => {
    const series = draw(two).option.series as { lineStyle: { color: string; type: unknown } }[];
    expect(series.map(({ lineStyle }) => lineStyle.color)).toEqual([LIGHT_INK.train, LIGHT_INK.test]);
    expect(series[0]?.lineStyle.type).toBe("solid");
    expect(series[1]?.lineStyle.type).toEqual([9, 2, 2, 2]);
    expect(words(two)).toContain('"text":"train"');
  });

  it("keep the words of their first tick within the picture", () => {
    const label = (tick?: (step: number) => string) => {
      const { option } = draw({ ...two, x: { ...STEP, tick } });
      return (option.xAxis as { axisLabel: { alignMinLabel?: string } }).axisLabel.alignMinLabel;
    };
    expect(label((step) => `headphones, kitchen and garden ${step}`)).toBe("left");
    expect(label()).toBeUndefined();
  });

  it("do not seem to go on to a name that stands far from their end", () => {
    const [first, second] = two.series as [LineData["series"][0], LineData["series"][0]];
    const early = { ...second, x: [100, 200], y: [0.6, 0.62], low: undefined, high: undefined };
    expect(words({ ...two, series: [first, early] })).toContain('"lineDash":[1,4]');
    expect(words(two)).not.toContain('"lineDash":[1,4]');
  });

  it("leave a gap where a value is undefined", () => {
    const series = draw(two).option.series as { data: Float64Array }[];
    expect([...(series[1]?.data ?? [])].map((value) => Number.isNaN(value))).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("name their axes", () => {
    expect(words({ ...two, y: { name: "log loss", unit: "nats", log: true } })).toContain("log loss (nats), log scale");
  });

  it("say how many names found no room", () => {
    const series = Array.from({ length: 40 }, (_, i) => ({
      key: String(i),
      name: `layer ${i}`,
      x,
      y: [0.1, 0.2, 0.3, 0.4 + i / 1000],
    }));
    expect(words({ ...two, series })).toMatch(/and \d+ more/);
  });

  it("read all values at the step that is nearest, with their intervals", () => {
    const drawing = draw(two);
    const reading = drawing.read(drawing.x.to(310), 100);
    expect(reading?.title).toBe("step 300");
    expect(reading?.rows.map(({ name, value }) => [name, value])).toEqual([
      ["train", "0.7000"],
      ["test", "0.6600 (0.6500 to 0.6700)"],
    ]);
    expect(reading?.pick).toMatchObject({ x: 300 });
    expect(draw(two).read(drawing.x.to(200), 100)?.rows).toHaveLength(1);
  });

  it("are walked by the keyboard from the first to the last step", () => {
    const { stops } = draw(two);
    expect(stops.along).toBe(4);
    expect(stops.at(3, 0)?.title).toBe("step 400");
  });

  it("zoom both axes to what is looked at", () => {
    const zoomed = draw({ ...two, references: [{ value: 0.5, label: "chance" }] }, [250, 400]);
    expect(zoomed.x.domain).toEqual([250, 400]);
    expect(zoomed.y.domain[0]).toBeGreaterThan(0.6);
    expect(draw({ ...two, references: [{ value: 0.5, label: "chance" }] }).y.domain[0]).toBeLessThanOrEqual(0.5);
  });

  it("keep the stretch looked at when values are appended", () => {
    const more = {
      ...two,
      series: two.series.map((one) => ({ ...one, x: [...x, 500], y: [...Array.from(one.y), 0.9] })),
    };
    expect(draw(more, [250, 400]).x.domain).toEqual(draw(two, [250, 400]).x.domain);
    expect(draw(more, [250, 400]).y.domain).toEqual(draw(two, [250, 400]).y.domain);
  });

  it("show a single value with its interval", () => {
    const one = { ...two, series: [{ key: "a", name: "a", x: [5], y: [0.5], low: [0.4], high: [0.6] }] };
    expect((draw(one).option.series as { showSymbol: boolean }[])[0]?.showSymbol).toBe(true);
    expect(words(one)).toContain('"polygon"');
  });

  it("hold their values as a table", () => {
    const { table } = draw(two);
    expect(table.head).toEqual(["step", "train: AUC", "test: AUC"]);
    expect(table.row(1)).toEqual(["200", "0.6500", "–"]);
  });
});

describe("thousands of lines", () => {
  const series = Array.from({ length: MANY + 40 }, (_, i) => ({
    key: String(i),
    name: `metric ${i}`,
    x,
    y: [i, null, i + 1, i + 2],
  }));

  it("are one picture, not thousands of series", () => {
    const seen: LineBatch[] = [];
    const drawing = lineDrawing({ ...two, series }, SIZE, LIGHT_INK, (batches) => seen.push(...batches));
    expect(drawing.option.series).toHaveLength(1);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.lines).toBe(MANY + 40);
    const points = Array.from(seen[0]?.points.slice(0, 10) ?? []);
    expect(points.map(Number.isNaN)).toEqual([false, false, false, true, false, false, false, false, true, true]);
  });

  it("give the one that is nearest to the pointer", () => {
    const drawing = draw({ ...two, series });
    const reading = drawing.read(drawing.x.to(300), drawing.y.to(43.1));
    expect(reading?.rows.map(({ name }) => name)).toEqual(["metric 42"]);
    expect(reading?.more).toBe("nearest of 100 lines");
    expect(reading?.path?.points).toHaveLength(8);
  });
});

it("draws marks by sign and word, and drops those outside of the zoom", () => {
  const marked: LineData = {
    ...two,
    marks: [
      { at: 300, kind: "best", label: "best 300" },
      { at: 350, kind: "alarm", label: "alarm 350" },
    ],
  };
  expect(words(marked)).toContain("best 300");
  expect(words(marked)).toContain('"circle"');
  expect(JSON.stringify(draw(marked, [310, 400]).option.graphic)).not.toContain("best 300");
});

it("says what a sign above the plot stands for when the pointer is on it, words or not", () => {
  const { read, plot, x } = draw({ ...two, marks: [{ at: 250, kind: "checkpoint", label: "" }] });
  const above = plot.top - 9;
  expect(read(x.to(250), above)).toMatchObject({ title: "Checkpoint, step 250", rows: [], rule: x.to(250) });
  expect(read(x.to(250) + 20, above)).toBeNull();
  expect(read(x.to(250), plot.top + 60)?.rows).not.toEqual([]);
});
