import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import fluctuationData from "@/testing/data/fluctuation.json";
import scoresData from "@/testing/data/scores.json";
import { alarmTitle, errorRates, type Fluctuation, signalName } from "@/views/generalisation/alarm";
import { densityCurves, rescaled } from "@/views/generalisation/density";
import { ratioLines } from "@/views/generalisation/FluctuationPanels";
import { aucGaps, bySplit, type ScoresResult } from "@/views/generalisation/figures";
import { GeneralisationView, merged } from "@/views/generalisation/GeneralisationView";
import { linesOf } from "@/views/generalisation/ScoreTable";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const fluctuation = fluctuationData as unknown as Fluctuation;
const scores = scoresData as unknown as ScoresResult;
type Props = Parameters<typeof GeneralisationView>[0];

function show(given: Partial<Props> = {}) {
  const calls = {
    onStep: vi.fn(),
    onDay: vi.fn(),
    onFigure: vi.fn(),
    onSignal: vi.fn(),
    onExplain: vi.fn(),
    onCompute: vi.fn(),
  };
  const take = (name: string) => ({ name });
  render(
    <MantineProvider env="test">
      <GeneralisationView
        fluctuation={{ result: fluctuation }}
        scores={{ result: scores }}
        layers={{ result: null, computing: false, failure: null, onCompute: calls.onCompute }}
        step={fluctuation.step}
        split="test"
        figure="auc"
        signal={null}
        day={null}
        dayColumn="day"
        stops={fluctuation.steps}
        parts={null}
        partsNote={null}
        take={{ fluctuation: take, scores: take }}
        action={(remedy) => <button type="button">{remedy}</button>}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return calls;
}

describe("the view", () => {
  it("opens with the findings of both results, the worst first", () => {
    const found = merged(fluctuation, scores);
    expect(found).toHaveLength(fluctuation.findings.length + scores.findings.length);
    const order = ["alarm", "warning", "good", "info"];
    const places = found.map(({ severity }) => order.indexOf(severity));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    show();
    expect(screen.getByRole("region", { name: "What was found" })).toBeTruthy();
  });

  it("shows each half as it comes, and says that the other is on its way", () => {
    show({ fluctuation: null });
    expect(screen.getByRole("heading", { name: /Clicks promised and clicks that came/ })).toBeTruthy();
    expect(screen.getByText(/being computed over all snapshots/)).toBeTruthy();
    expect(screen.queryByRole("heading", { name: /Over-fitting alarm/ })).toBeNull();
  });

  it("says why one half is missing, and shows the other", () => {
    show({ fluctuation: { instead: <p>The run kept no sample of the training split.</p> } });
    expect(screen.getByText(/kept no sample/)).toBeTruthy();
    expect(screen.getByRole("heading", { name: /AUC by split/ })).toBeTruthy();
  });

  it("offers to compute the layers of an earlier step instead of doing so at every move", async () => {
    const { onCompute } = show({ step: fluctuation.steps[1] ?? 0 });
    await userEvent.click(screen.getByRole("button", { name: /Compute for step/ }));
    expect(onCompute).toHaveBeenCalledOnce();
  });

  it("holds a selection against the rest", () => {
    show({ parts: { selection: scores, rest: null }, partsNote: "The rest is being judged …" });
    expect(screen.getByRole("heading", { name: "AUC by split, selection against rest" })).toBeTruthy();
    expect(screen.getByText(/being judged/)).toBeTruthy();
    expect(linesOf(scores, { selection: scores, rest: null }).every(({ rows }) => rows === "selection")).toBe(true);
  });
});

describe("the alarm in words", () => {
  it("says when it rang, or until when it was silent", () => {
    expect(alarmTitle({ ...fluctuation.alarm, rang_at: 1100 })).toBe("Over-fitting alarm: rang at step 1,100");
    expect(alarmTitle({ ...fluctuation.alarm, rang_at: null })).toContain("silent until step");
  });

  it("tells error rates of the usual rule only", () => {
    expect(errorRates(fluctuation.alarm)).toContain("17 times");
    const own = { ...fluctuation.alarm, rule: { ...fluctuation.alarm.rule, threshold: 2 } };
    expect(errorRates(own)).toBeNull();
  });

  it("names every signal that the service sends", () => {
    for (const signal of Object.keys(fluctuation.signals)) expect(signalName(signal)).not.toMatch(/_/);
    expect(signalName("saliency_share:user_id")).toContain("user_id");
  });
});

describe("figures", () => {
  it("put train less held out at every evaluated step, and this step with its interval", () => {
    const lines = aucGaps(scores);
    const line = lines.find(({ key }) => key === "test");
    const { step } = scores.trajectory[0] ?? { step: -1 };
    const at = (split: string) => scores.trajectory.find((one) => one.step === step && one.split === split)?.values.auc;
    if (line) expect(line.y[0]).toBeCloseTo((at("train") ?? 0) - (at("test") ?? 0), 12);
    const now = lines.find(({ key }) => key === "test now");
    expect(now?.y[0]).toBe(scores.gaps[0]?.gap.value);
    expect(now?.low?.[0]).toBe(scores.gaps[0]?.gap.low);
  });

  it("lose next to no rows at the left end of the densities", () => {
    const { curves, cut } = densityCurves(scores, ["train", "test"]);
    expect(curves).toHaveLength(4);
    expect(cut).toBeLessThanOrEqual(0.01);
    const even = densityCurves(
      { ...scores, density: { ...scores.density, is_log: false, edges: [0, 1, 2], classes: [] } },
      ["train"],
    );
    expect(even).toEqual({ curves: [], cut: 0 });
  });

  it("put the densities of a part on the axis of all rows, with the same rows below each curve", () => {
    const log = { ...scores.density, base_rate: 0.5, is_log: true };
    const curve = { split: "test", clicked: true, rows: 9, x: [1, 2], density: [0.4, 0.6] };
    const moved = rescaled(curve, { ...log, base_rate: 0.25 }, log);
    expect(moved.x).toEqual([0.5, 1]);
    expect(moved.density[0]).toBeCloseTo(0.4, 12);
    expect(moved.density[1]).toBeCloseTo(0.6, 12);
    const even = { ...log, is_log: false };
    expect(rescaled(curve, { ...even, base_rate: 0.25 }, even).density).toEqual([0.8, 1.2]);
    expect(rescaled(curve, log, even).density[0]).toBeCloseTo(0.4 / Math.LN10, 12);
  });

  it("divide the fluctuation on train by that held out, layer by layer", () => {
    const [first] = ratioLines(fluctuation);
    const of = (split: string) =>
      fluctuation.series.find((one) => one.layer === first?.key && one.split === split && one.step === first?.x[0]);
    const held = of(fluctuation.held_out)?.fluctuation ?? 1;
    expect(first?.y[0]).toBeCloseTo((of("train")?.fluctuation ?? 0) / held, 12);
  });

  it("stand by split with their intervals, undefined ones as gaps", () => {
    const rows = bySplit([scores, null], "auc");
    expect(rows.map(({ key }) => key)).toEqual(scores.splits.map(({ split }) => split));
    expect(rows[0]?.values[1]).toBeNull();
  });
});
