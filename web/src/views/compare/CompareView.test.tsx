import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Failure } from "@/api/failure";
import type { RunDetail, RunRow } from "@/api/types";
import { COMPARISON } from "@/testing/results";
import { ChangeTable } from "@/views/compare/ChangeTable";
import { Choosers } from "@/views/compare/Choosers";
import { CompareView, Unseen } from "@/views/compare/CompareView";
import { differenceRows, moveCurve, sayChange, settingChanges, sideNames, sideRows } from "@/views/compare/figures";
import { ManyView } from "@/views/compare/ManyView";
import { askedOf, inMode, modeOf, readSides, runLabels, type Sides, swapped, writeSides } from "@/views/compare/sides";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));

const NONE: Sides = {
  before: null,
  after: null,
  before_step: null,
  after_step: null,
  before_day: null,
  after_day: null,
};
const run = (id: string, given: Partial<RunRow> = {}) =>
  ({
    id,
    name: id,
    change: null,
    best_auc: 0.74,
    best_step: 1600,
    created_at: "2026-03-14T11:00:00Z",
    ...given,
  }) as RunRow;
const detail = { best_step: 400, steps: [100, 400, 800], days: [17352, 17357] } as unknown as RunDetail;
const draw = (part: React.ReactNode) => render(<MantineProvider env="test">{part}</MantineProvider>);

describe("the sides", () => {
  it("stand in the address, and come back from it", () => {
    const sides = { ...NONE, before: "a", after: "a", before_step: 100, after_step: 400 };
    const keys = Object.entries(writeSides(sides)).filter((pair): pair is [string, string] => pair[1] !== null);
    expect(readSides(`?${new URLSearchParams(keys)}`)).toEqual(sides);
    expect(readSides("?before_step=much")).toEqual(NONE);
  });

  it("tell what is compared, and what has to be chosen still", () => {
    expect(modeOf({ ...NONE, before: "a", after: "b" })).toBe("runs");
    expect(askedOf({ ...NONE, before: "a" })).toBeNull();
    expect(askedOf({ ...NONE, before: "a", after: "a" })).toBeNull(); // a step against itself
    expect(askedOf({ ...NONE, before: "a", after: "a", before_day: 1 })).toBeNull();
    expect(askedOf({ ...NONE, before: "a", after: "a", before_day: 1, after_day: 2, before_step: 9 })).toEqual({
      before: "a",
      after: "a",
      before_step: 9,
      before_day: 1,
      after_day: 2,
    });
  });

  it("become two steps or two days of the run before", () => {
    const sides = { ...NONE, before: "a", after: "b" };
    expect(inMode("steps", sides, detail)).toMatchObject({ after: "a", before_step: 400, after_step: 800 });
    expect(inMode("days", sides, detail)).toMatchObject({ after: "a", before_day: 17352, after_day: 17357 });
    expect(inMode("runs", { ...sides, after: "a" }, detail).after).toBeNull();
  });

  it("swap back to what they were when swapped twice", () => {
    const sides = { ...NONE, before: "a", after: "b", before_step: 100, after_step: 400 };
    expect(swapped(sides)).toMatchObject({ before: "b", after: "a", before_step: 400, after_step: 100 });
    expect(swapped(swapped(sides))).toEqual(sides);
  });

  it("name runs by their ids where names are shared", () => {
    const labels = runLabels([
      run("one", { name: "gwen" }),
      run("two", { name: "gwen", change: "drop-layer 4" }),
      run("three"),
    ]);
    expect([...labels.values()]).toEqual(["gwen · one", "gwen · drop-layer 4 · two", "three"]);
  });
});

describe("figures", () => {
  const interval = (value: number, half: number) => ({ value, low: value - half, high: value + half, level: 0.95 });
  const change = (name: string, before: number, after: number, half: number) => ({
    name,
    before,
    after,
    difference: interval(after - before, half),
  });

  it("say which way is better, and when chance could bring it", () => {
    const says = (name: string, before: number, after: number, half: number) =>
      sayChange("metrics", change(name, before, after, half)).says;
    expect(says("auc", 0.74, 0.75, 0.002)).toBe("better, beyond chance");
    expect(says("log_loss", 0.4, 0.42, 0.002)).toBe("worse, beyond chance");
    expect(says("pcoc", 1.3, 1.1, 0.02)).toBe("better, beyond chance");
    expect(says("pcoc", 1.05, 0.8, 0.02)).toBe("worse, beyond chance");
    expect(says("auc", 0.74, 0.741, 0.002)).toBe("chance could bring it");
    expect(sayChange("shares", change("user_id", 0.09, 0.48, 0.02))).toMatchObject({
      before: "9.0%",
      after: "48%",
      difference: "+39.0 ± 2.0 points",
    });
    expect(sayChange("fluctuation", { name: "layer_4", before: 0.2, after: null, difference: null })).toMatchObject({
      name: "layer 4",
      after: "–",
      says: "no interval",
    });
  });

  it("are rows of charts with the interval of the difference", () => {
    const [row] = differenceRows([change("auc", 0.74, 0.75, 0.002)]);
    expect(row?.values[0]).toBeCloseTo(0.01);
    expect(row?.low?.[0]).toBeCloseTo(0.008);
    expect(differenceRows([{ name: "auc", before: null, after: 1, difference: null }])).toEqual([]);
    expect(sideRows("shares", [change("a", 0.25, 0.5, 0.1)], 100)[0]?.values).toEqual([25, 50]);
  });

  it("have a place for each bin of moves", () => {
    const moves = COMPARISON.moves;
    if (!moves) throw new Error("two steps have moves");
    const middles = moveCurve(moves);
    expect(middles).toHaveLength(moves.clicked.length);
    expect(middles[0]).toBeGreaterThan(moves.edges[0] ?? 0);
  });

  it("tell what was set differently, without the name", () => {
    const before = { name: "a", training: { epochs: 4, seed: 0 }, model: { kind: "gwen", hidden: [8, 4] } };
    const after = { name: "b", training: { epochs: 8, seed: 0 }, model: { kind: "logistic" } };
    expect(settingChanges(before, after)).toEqual([
      { path: "training.epochs", before: "4", after: "8" },
      { path: "model.kind", before: "gwen", after: "logistic" },
      { path: "model.hidden", before: "[8, 4]", after: "–" },
    ]);
  });
});

describe("the page of a comparison", () => {
  it("opens with the finding, shows every figure in words too, and opens a row as an example", async () => {
    const onExample = vi.fn();
    const names = sideNames(COMPARISON, new Map());
    expect(names[0]).toMatch(/^step /);
    draw(
      <CompareView
        comparison={COMPARISON}
        names={names}
        settings={null}
        python=""
        curves={null}
        onExample={onExample}
      />,
    );
    expect(screen.getByText(COMPARISON.findings[0]?.text ?? "")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: /^Table: How the metrics/ }));
    expect(screen.getAllByText(/beyond chance|chance could bring it/).length).toBeGreaterThan(3);
    await userEvent.click(
      screen.getByRole("table", { name: "Rows whose pctr moved most" }).querySelectorAll("[data-row]")[0] as Element,
    );
    expect(onExample).toHaveBeenCalledWith(COMPARISON.moved[0]?.example_id);
  });

  it("says that two days have no row in common", () => {
    const days = { ...COMPARISON, same_rows: false, moves: null, moved: [] };
    draw(
      <CompareView comparison={days} names={["a", "b"]} settings={[]} python="" curves={null} onExample={vi.fn()} />,
    );
    expect(screen.getByText(/stand on different rows/)).toBeTruthy();
    expect(screen.queryByText(/How far pctr moved/)).toBeNull();
    expect(screen.getByText(/same settings/)).toBeTruthy();
  });

  it("shows what there is where one run kept no rows", () => {
    const settings = [{ path: "model.hidden", before: "[8, 4]", after: "[8]" }];
    draw(<Unseen reason="Run 'b' kept no snapshots." names={["a", "b"]} settings={settings} curves="the curves" />);
    expect(screen.getByText("Run 'b' kept no snapshots.")).toBeTruthy();
    expect(screen.getByText("the curves")).toBeTruthy();
    expect(screen.getByText("model.hidden")).toBeTruthy();
  });

  it("has a caption on its tables", () => {
    draw(<ChangeTable caption="Metrics" part="metrics" changes={COMPARISON.metrics} names={["a", "b"]} />);
    expect(screen.getByRole("table", { name: "Metrics" })).toBeTruthy();
  });

  it("lets days be chosen only where there are days", () => {
    const show = (days: number[]) => (
      <MantineProvider env="test">
        <Choosers
          sides={{ ...NONE, before: "a" }}
          mode="runs"
          runs={[run("a")]}
          details={[{ ...detail, days }, null]}
          onChoose={vi.fn()}
          onMode={vi.fn()}
        />
      </MantineProvider>
    );
    const { rerender } = render(show([]));
    const days = () => screen.getByRole<HTMLInputElement>("radio", { name: "Two days" }).disabled;
    expect(days()).toBe(true);
    rerender(show([1, 2]));
    expect(days()).toBe(false);
  });
});

describe("several runs", () => {
  it("are told apart from the first where that can be, and open in full", async () => {
    const onOpen = vi.fn();
    const runs = ["first", "better", "broken", "late"].map((id) => run(id));
    const auc = {
      name: "auc",
      before: 0.74,
      after: 0.75,
      difference: { value: 0.01, low: 0.008, high: 0.012, level: 0.95 },
    };
    const pairs = [
      { run: "better", comparison: { ...COMPARISON, metrics: [auc] }, failure: null },
      {
        run: "broken",
        comparison: null,
        failure: new Failure({ status: 409, kind: "UnavailableError", message: "kept no rows" }),
      },
      { run: "late", comparison: null, failure: null },
    ];
    draw(<ManyView runs={runs} labels={runLabels(runs)} pairs={pairs} leftOut={1} curves={null} onOpen={onOpen} />);
    expect(
      screen.getByText(
        /better ranks best: AUC \+0.0100 ± 0.0020 against first; 1 run cannot be held against it; 1 pair still is worked out/,
      ),
    ).toBeTruthy();
    expect(screen.getByText("not comparable")).toBeTruthy();
    expect(screen.getByText("broken: Kept no rows.")).toBeTruthy();
    await userEvent.click(screen.getByText("better"));
    await userEvent.click(screen.getByText("first"));
    expect(onOpen.mock.calls).toEqual([["better"]]);
  });
});
