import { MantineProvider } from "@mantine/core";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { SEARCH } from "@/testing/results";
import { SearchView, type SearchViewProps } from "@/views/search/SearchView";
import { bestSoFar, dots, placeOf, type SearchResult, sayValue, settingAxis } from "@/views/search/trials";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

function show(given: Partial<SearchViewProps> = {}) {
  const calls = { onOpen: vi.fn(), explain: vi.fn() };
  render(
    <MantineProvider env="test">
      <SearchView result={SEARCH} state="succeeded" message="" exportsOf={(name) => ({ name })} {...calls} {...given} />
    </MantineProvider>,
  );
  return calls;
}

const begun: SearchResult = {
  ...SEARCH,
  trials: [],
  best: null,
  yaml: "",
  command: "",
  settings: SEARCH.settings.map((setting) => ({ ...setting, importance: null })),
  findings: [
    { ...SEARCH.findings[0], text: "No trial of 14 has been trained to its end yet." },
  ] as typeof SEARCH.findings,
};

describe("the view of a search", () => {
  it("opens with the best trial and how far its figure can be believed", () => {
    show();
    expect(screen.getByText(/is the best of 12: AUC/)).toBeTruthy();
    expect(screen.getByText(/so that figure flatters it; on test, which chose nothing/)).toBeTruthy();
  });

  it("gives the settings and the command that trains with them", () => {
    show();
    expect(screen.getByLabelText("The best settings as YAML").textContent).toContain("lr: 0.01");
    expect(screen.getByLabelText("The command that trains with them").textContent).toContain("clicklens train");
  });

  it("draws the course, the importance and a picture of each setting", async () => {
    const calls = show();
    expect(screen.getByRole("heading", { name: /AUC on validation by trial/ })).toBeTruthy();
    expect(screen.getByRole("heading", { name: "AUC on validation by training.optimizer.lr" })).toBeTruthy();
    expect(screen.getByRole("heading", { name: "AUC on validation by model.hidden" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: /Method: What each setting matters/ }));
    expect(calls.explain).toHaveBeenCalled();
  });

  it("lists the trials, the best first, and opens one", async () => {
    const calls = show();
    const [, first, ...others] = within(screen.getByRole("table", { name: "Trials" })).getAllByRole("row");
    expect(first?.textContent?.startsWith(String(SEARCH.best))).toBe(true);
    expect(others).toHaveLength(11);
    await userEvent.click(first as HTMLElement);
    expect(calls.onOpen).toHaveBeenCalledWith(SEARCH.trials.find(({ number }) => number === SEARCH.best)?.run_id);
  });

  it("has no second figure on test where trials were chosen by the first", () => {
    show({ result: { ...SEARCH, split: "test" } });
    expect(screen.getAllByRole("columnheader", { name: /AUC, test/ })).toHaveLength(1);
    expect(screen.queryByText(/by which nothing was chosen/)).toBeNull();
  });

  it("says how far a search is that goes on, and how one that was stopped goes on", () => {
    show({ state: "running" });
    expect(screen.getByText(/11 of 14 trials are done/)).toBeTruthy();
    show({ state: "interrupted" });
    expect(screen.getByText(/clicklens tune --resume small-search/)).toBeTruthy();
    show({ state: "failed", message: "the disk is full" });
    expect(screen.getByText(/The search failed: the disk is full/)).toBeTruthy();
  });

  it("can be looked at before the first trial", () => {
    show({ result: begun, state: "running" });
    expect(screen.getByText("No trial has begun yet.")).toBeTruthy();
    expect(screen.queryByLabelText("The best settings as YAML")).toBeNull();
  });
});

describe("trials", () => {
  it("have a best so far that never gets worse, whichever way is better", () => {
    for (const lower_is_better of [false, true]) {
      const { y } = bestSoFar({ ...SEARCH, lower_is_better });
      const sign = lower_is_better ? -1 : 1;
      expect(y.every((value, at) => at === 0 || sign * (value - (y[at - 1] ?? 0)) >= 0)).toBe(true);
      expect(y).toHaveLength(7);
    }
  });

  it("stand on a setting's axis at their value or at their choice", () => {
    const [rate, hidden] = SEARCH.settings;
    if (!rate || !hidden) throw new Error("the fixture has two settings");
    expect(placeOf(rate, 0.01)).toBe(0.01);
    expect(placeOf(rate, undefined)).toBeNull();
    expect(placeOf(hidden, [512, 256])).toBe(1);
    expect(placeOf(hidden, [1])).toBeNull();
    expect(settingAxis(rate).log).toBe(true);
    expect(settingAxis(hidden).tick?.(0)).toBe("[400, 400, 400]");
  });

  it("are dots that nothing joins, those ended early apart", () => {
    const [whole, pruned] = dots(SEARCH.trials, ({ number }) => number, "#000000");
    expect(whole?.x).toHaveLength(14);
    expect(Array.from(whole?.y ?? []).filter((value) => value === null)).toHaveLength(7);
    expect([pruned?.name, pruned?.dot]).toEqual(["ended early", "hollow"]);
  });

  it("say their values short", () => {
    expect([
      sayValue(0.000123456),
      sayValue([400, 256]),
      sayValue("adam"),
      sayValue(null),
      sayValue(undefined),
    ]).toEqual(["0.0001235", "[400, 256]", "adam", "null", "–"]);
  });
});
