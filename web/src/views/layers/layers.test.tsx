import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { LIGHT_INK } from "@/chart/colour";
import { FLUCTUATION, PROBE, REDUNDANCY } from "@/testing/results";
import { courseLines, gainLines } from "@/views/layers/CoursePanels";
import { figuresOf } from "@/views/layers/LayerTable";
import {
  advice,
  aucRows,
  judgedSplit,
  layersOf,
  likeness,
  probedStep,
  probedSteps,
  tapsOf,
  verdict,
} from "@/views/layers/layers";
import { ProbeView } from "@/views/layers/ProbeView";
import { RedundancyView } from "@/views/layers/RedundancyView";
import { StatesView, stateLines } from "@/views/layers/StatesView";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const found = (text: string, remedy: string | null = null, severity = "info") => ({ text, remedy, severity });
const interval = (value: number, reach: number) => ({ value, low: value - reach, high: value + reach, level: 0.95 });
const show = (view: ReactElement) => render(<MantineProvider env="test">{view}</MantineProvider>);
const exportsOf = (name: string) => ({ name });

describe("advice", () => {
  const probe = [
    found("Layer 4 adds little"),
    found("Layer 3 earns its keep", null, "good"),
    found("lost", null, "warning"),
  ];

  it("opens with what can go, then says what the top layer adds, then warns", () => {
    const redundancy = [
      found("3 and 4 carry the same", "drop-layer 4"),
      found("2 and 3 too"),
      found("turned", null, "warning"),
    ];
    expect(advice(redundancy, probe).map(({ text }) => text)).toEqual([
      "3 and 4 carry the same",
      "Layer 4 adds little",
      "turned",
      "lost",
      "2 and 3 too",
      "Layer 3 earns its keep",
    ]);
  });

  it("offers one remedy once, however many findings ask for it", () => {
    const both = advice([found("same", "drop-layer 4")], [found("can go", "drop-layer 4"), ...probe]);
    expect(both.map(({ remedy }) => remedy)).toEqual(["drop-layer 4", null, null, null, null]);
  });

  it("opens with a warning where nothing can go", () => {
    expect(advice([], probe)[0]?.text).toBe("lost");
    expect(advice([], [])).toEqual([]);
  });
});

describe("the verdict on a layer", () => {
  const rule = { margin: 0.001, isKept: true };
  it("says no more than the interval allows", () => {
    expect(verdict(interval(0.0002, 0.0006), rule)).toBe("can go");
    expect(verdict(interval(0.0002, 0.0011), rule)).toBe("too few rows to say");
    expect(verdict(interval(0.0044, 0.0024), rule)).toBe("earns its keep");
    expect(verdict(null, rule)).toBe("cannot be told");
  });

  it("is no reason to drop a layer at a step that would not be kept", () => {
    expect(verdict(interval(-0.005, 0.0038), { ...rule, isKept: false })).toBe("adds nothing");
  });
});

describe("figures of the layers", () => {
  it("are judged on held-out rows even where training rows are looked at", () => {
    expect([judgedSplit(PROBE, "train"), judgedSplit(PROBE, null), judgedSplit(PROBE, "gone")]).toEqual([
      "test",
      "test",
      "test",
    ]);
  });

  it("come from the input up, whatever the letters of their names", () => {
    const renamed = JSON.parse(JSON.stringify([PROBE, REDUNDANCY]).replaceAll("layer_1", "zebra"));
    const [probe, redundancy] = renamed as [typeof PROBE, typeof REDUNDANCY];
    const sorted = { layer_2: 6, layer_3: 4, zebra: 8 };
    expect(tapsOf({ ...probe, taps: sorted })).toEqual(["zebra", "layer_2", "layer_3"]);
    expect(layersOf({ ...redundancy, layers: sorted })).toEqual(["zebra", "layer_2", "layer_3"]);
  });

  it("are those of the nearest step that was probed", () => {
    expect([probedStep(PROBE, 200), probedStep(PROBE, 240), probedStep({ ...PROBE, model: [] }, 1)]).toEqual([
      200,
      200,
      null,
    ]);
  });

  it("hold the model itself beside its layers", () => {
    const rows = aucRows([{ result: PROBE, split: "test" }], Object.keys(PROBE.taps), 200);
    expect(rows.map(({ name }) => name)).toEqual(["Layer 1", "Layer 2", "Layer 3", "The model itself"]);
    const own = PROBE.model.find(({ step, split }) => step === 200 && split === "test");
    expect(rows.at(-1)?.values).toEqual([own?.auc?.value]);
  });

  it("fill the table, with a dash where nothing is known", () => {
    const [first, , third] = figuresOf({
      probe: PROBE,
      redundancy: null,
      states: FLUCTUATION,
      best: 200,
      step: 200,
      split: null,
    });
    expect(first?.cells).toMatchObject({ layer: "Layer 1", gain: "–", verdict: "nothing below it", below: "–" });
    expect(third?.cells.gain).toBe("+0.0405 ± 0.0365");
    expect(third?.cells.silent).toMatch(/^\d of 4$/);
  });

  it("make a matrix that reads the same both ways, with 1 along the diagonal", () => {
    const values = likeness(REDUNDANCY);
    expect([values[0], values[4], values[8]]).toEqual([1, 1, 1]);
    expect([values[1], values[2], values[5]]).toEqual([values[3], values[6], values[7]]);
    expect(values[1]).toBe(REDUNDANCY.pairs[0]?.cka?.value);
    const unknown = { ...REDUNDANCY, pairs: REDUNDANCY.pairs.map((pair) => ({ ...pair, cka: null })) };
    expect(Number.isNaN(likeness(unknown)[1])).toBe(true);
  });
});

describe("which snapshots are probed", () => {
  const steps = (count: number) => Array.from({ length: count }, (_, i) => 100 * i);
  it("are all of a short run, and of a long one a share with the best and the last", () => {
    expect(probedSteps(steps(40), 40, [700])).toBeNull();
    const many = probedSteps(steps(300), 40, [700, 29_900]) ?? [];
    expect(many.length).toBeLessThanOrEqual(42);
    expect(many).toEqual(expect.arrayContaining([0, 700, 29_900]));
  });

  it("stay the same while the run grows by a few", () => {
    const before = probedSteps(steps(170), 40, []) ?? [];
    expect((probedSteps(steps(190), 40, []) ?? []).slice(0, before.length)).toEqual(before);
  });
});

describe("lines over training", () => {
  it("leave out the step before training, and keep a layer's colour", () => {
    const early = { ...PROBE, points: PROBE.points.map((point) => ({ ...point, step: point.step - 100 })) };
    const [first, second] = courseLines(early, "test", LIGHT_INK);
    expect(first?.x[0]).toBe(100);
    expect(gainLines(PROBE, "test", LIGHT_INK)[0]).toMatchObject({ name: "layer 2", colour: second?.colour });
  });

  it("have no line for a layer whose correlation was not kept", () => {
    const none = { ...FLUCTUATION, series: FLUCTUATION.series.map((state) => ({ ...state, correlation: null })) };
    expect(stateLines(none, "correlation", "test")).toEqual([]);
    expect(stateLines(FLUCTUATION, "fluctuation", "test")).toHaveLength(3);
  });
});

describe("the view of the layers", () => {
  const calls = () => ({ onStep: vi.fn(), explain: vi.fn() });
  const heads = () => screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
  const probe = { course: PROBE, best: 200, step: 200, split: null, snapshots: 6, marks: [], exportsOf };

  it("says what each layer adds at the step, with its verdict beside it", () => {
    show(<ProbeView {...probe} now={{ all: PROBE, selection: null, rest: null }} {...calls()} />);
    expect(heads()[0]).toBe("What each layer adds to the one below, step 200, test rows");
    expect(screen.getByRole("table", { name: heads()[0] ?? "" }).textContent).toContain("Layer 3: earns its keep");
  });

  it("holds the selection against the rest", () => {
    show(<ProbeView {...probe} now={{ all: PROBE, selection: PROBE, rest: PROBE }} {...calls()} />);
    const table = screen.getByRole("table", { name: heads()[0] ?? "" });
    expect(table.textContent).toContain("selection: AUC over the layer below");
  });

  it("says that only a part of a long run is probed", () => {
    show(<ProbeView {...probe} snapshots={300} now={{ all: PROBE, selection: null, rest: null }} {...calls()} />);
    expect(screen.getByText(/6 of 300 snapshots are probed/)).toBeTruthy();
  });

  it("names the two steps between which layers turned, in order", () => {
    const redundancy = { all: REDUNDANCY, selection: null, rest: null };
    show(
      <RedundancyView
        redundancy={redundancy}
        steps={[100, 200, 600]}
        onOther={vi.fn()}
        exportsOf={exportsOf}
        explain={vi.fn()}
      />,
    );
    expect(heads()).toEqual([
      "Which layers carry the same: CKA, step 200, test rows",
      "How far each layer turned between steps 200 and 600, test rows",
    ]);
  });

  it("goes to a step that is clicked in a line over training", () => {
    const { onStep, explain } = calls();
    show(
      <StatesView
        result={FLUCTUATION}
        step={200}
        split="test"
        marks={[]}
        onStep={onStep}
        exportsOf={exportsOf}
        explain={explain}
      />,
    );
    const chart = screen.getByRole("group", { name: /How much each layer moves/ });
    fireEvent.keyDown(chart, { key: "End" });
    fireEvent.keyDown(chart, { key: "Enter" });
    expect(onStep).toHaveBeenCalledWith(600);
  });
});
