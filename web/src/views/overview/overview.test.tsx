import { MantineProvider } from "@mantine/core";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Job, MetricCourse, RunDetail, RunEvent, RunSummary } from "@/api/types";
import { between, makeAlong } from "@/views/overview/along";
import { courseCsv, eventMarks, linesOf, shownMetrics } from "@/views/overview/course";
import { OverviewView } from "@/views/overview/OverviewView";
import { furtherActions, maxSteps, Summary, worstFirst } from "@/views/overview/Summary";
import { courseWords, ownerWords } from "@/views/overview/Training";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const START = "2026-03-14T11:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(START) + 1000 * seconds).toISOString();
const event = (step: number, kind: string, seconds: number): RunEvent => ({
  step,
  kind,
  text: "",
  figures: {},
  at: after(seconds),
});

const detail = (given: Partial<RunDetail> = {}, run: Partial<RunDetail["run"]> = {}): RunDetail => ({
  run: {
    id: "gwen-0412",
    name: "gwen",
    state: "succeeded",
    created_at: START,
    finished_at: after(400),
    spec: { name: "gwen", training: { seed: 0 } },
    features: {
      name: "movielens",
      fields: [
        {
          kind: "categorical",
          name: "user_id",
          side: "user",
          column: "user_id",
          table: "user_id",
          delimiter: null,
          multi: false,
          pooling: "sum",
          max_length: 64,
        },
      ],
      tasks: [{ name: "click", column: "click" }],
      tables: [],
      day: null,
      time: null,
      group: null,
      weight: null,
    },
    data_digest: "abc",
    data_path: "/data/movielens",
    environment: { process: "box/120/1.5", torch: "2.13" },
    parent: null,
    change: null,
    tags: [],
    note: "",
    message: "",
    pinned: false,
    archived: false,
    search: null,
    trashed_at: null,
    ...run,
  },
  steps: [100, 200, 300],
  step: 300,
  total_steps: 300,
  rows_per_second: null,
  seconds_left: null,
  splits: ["train", "test"],
  held_out: "test",
  days: [],
  taps: [],
  tasks: ["click"],
  gradient_fields: [],
  best_step: 200,
  checkpoints: [100],
  best_auc: 0.74,
  metric_names: ["auc", "log_loss", "pcoc"],
  events: [event(100, "checkpoint", 100), event(200, "stopped", 200), event(200, "resumed", 300)],
  job_id: null,
  ...given,
});

const series = (split: string, metric: string, values: (number | null)[], day: number | null = null) => ({
  split,
  metric,
  day,
  steps: [100, 200, 300],
  epochs: [1, 2, 3],
  values,
});
const COURSE: MetricCourse = {
  run_id: "gwen-0412",
  last_step: 300,
  series: [
    series("test", "auc", [0.7, 0.74, 0.73]),
    series("train", "auc", [0.72, 0.8, 0.9]),
    series("train", "pcoc", [null, null, null]),
  ],
};
const SHOWN = { metrics: ["auc"], along: "step" as const, byDay: false, split: "test", day: null, step: 200 };

describe("what curves are drawn along", () => {
  it("knows when a step was reached, pauses included", () => {
    const time = makeAlong("time", detail(), []);
    expect(time?.axis.unit).toBe("min");
    expect(time?.at(0)).toBe(0);
    expect(time?.at(150)).toBeCloseTo(150 / 60);
    expect(time?.at(200)).toBeCloseTo(200 / 60);
    expect(time?.at(250)).toBeCloseTo(350 / 60); // after a pause of 100 s
    expect(time?.at(300)).toBeCloseTo(400 / 60);
  });

  it("goes on at the pace so far beyond what is known", () => {
    const at = between([
      [0, 0],
      [100, 10],
    ]);
    expect(at(200)).toBeCloseTo(20);
    expect(between([])(5)).toBe(0);
  });

  it("offers no epochs or time where the run kept none", () => {
    expect(makeAlong("epoch", detail(), [])).toBeNull();
    expect(makeAlong("time", detail({ events: [], step: null }, { finished_at: null }), [])).toBeNull();
    expect(makeAlong("epoch", detail(), [[100, 1]])?.at(50)).toBe(0.5);
  });
});

describe("curves", () => {
  it("are those asked for that the run has, else the usual ones, else the first", () => {
    expect(shownMetrics(["pcoc", "nonsense"], ["auc", "pcoc"])).toEqual(["pcoc"]);
    expect(shownMetrics([], ["log_loss", "auc"])).toEqual(["auc", "log_loss"]);
    expect(shownMetrics([], ["own"])).toEqual(["own"]);
    expect(shownMetrics([], [])).toEqual([]);
  });

  it("are a line a split, without those that have no value", () => {
    const along = { axis: { name: "step", unit: null }, at: (step: number) => step };
    expect(linesOf(COURSE, "auc", along, false).map(({ split }) => split)).toEqual(["test", "train"]);
    expect(linesOf(COURSE, "pcoc", along, false)).toEqual([]);
    const days = { ...COURSE, series: [series("test", "auc", [1, 2, 3], 16364)] };
    expect(linesOf(days, "auc", along, true)[0]?.name).toBe("2014-10-21");
  });

  it("carry the best step and what happened", () => {
    const along = { axis: { name: "step", unit: null }, at: (step: number) => step };
    expect(eventMarks(detail(), along).map(({ kind, label }) => [kind, label])).toEqual([
      ["best", "best 200"],
      ["checkpoint", "checkpoint 100"],
      ["pause", "stopped 200"],
      ["change", "resumed 200"],
    ]);
    const many = [1, 2, 3, 4].map((step) => event(step, "checkpoint", step));
    const all = { events: many, checkpoints: [1, 2, 3, 4], best_step: null };
    expect(eventMarks(all, along).every(({ label }) => label === "")).toBe(true);
    expect(eventMarks({ ...all, checkpoints: [3, 4] }, along).map(({ at, label }) => [at, label])).toEqual([
      [3, "checkpoint 3"],
      [4, "checkpoint 4"],
    ]);
  });

  it("leave as a table", () => {
    expect(courseCsv(COURSE, "auc").split("\n").slice(0, 2)).toEqual(["split,day,step,epoch,auc", "test,,100,1,0.7"]);
  });
});

describe("the summary", () => {
  const summary: RunSummary = {
    run_id: "gwen-0412",
    lines: [
      { text: "Run gwen-0412 on movielens.", severity: "info", remedy: null, field: null },
      { text: "Layer 4 adds nothing.", severity: "info", remedy: "drop-layer 4", field: null },
      { text: "Over-fitting since step 300.", severity: "alarm", remedy: null, field: null },
    ],
    actions: [
      { command: "clicklens train config.yaml --set training.max_steps=200", why: "Training on cost 0.01 AUC." },
      { command: "clicklens refine gwen-0412 drop-layer 4 --seeds 3", why: "Layer 4 adds nothing." },
      { command: "clicklens refine gwen-0412 drop-layer 41 --seeds 3", why: "Another." },
    ],
  };

  it("leads with the worst, and says first which run it is", () => {
    const { head, found } = worstFirst(summary.lines);
    expect(head?.text).toContain("Run gwen-0412");
    expect(found.map(({ severity }) => severity)).toEqual(["alarm", "info"]);
  });

  it("offers beneath only what no line offers", () => {
    expect(furtherActions(summary).map(({ why }) => why)).toEqual(["Training on cost 0.01 AUC.", "Another."]);
    expect(maxSteps(summary.actions[0]?.command ?? "")).toBe(200);
    expect(maxSteps("clicklens refine a")).toBeNull();
  });

  it("makes a button of each remedy", () => {
    const acts = { remedy: (remedy: string) => <b>do {remedy}</b>, retrain: (steps: number) => <b>end at {steps}</b> };
    render(
      <MantineProvider env="test">
        <Summary summary={summary} acts={acts} />
      </MantineProvider>,
    );
    expect(screen.getByText("do drop-layer 4")).toBeTruthy();
    expect(screen.getByText("end at 200")).toBeTruthy();
  });
});

describe("who trains it", () => {
  it("is said in words, with the rate and the time left while it trains", () => {
    const running = detail({ rows_per_second: 48_000, seconds_left: 190, step: 120 }, { state: "running" });
    expect(courseWords(running)).toBe("Step 120 of 300, 48 k rows/s, 3 min left.");
    expect(ownerWords(running)).toContain("process 120 on box");
    expect(ownerWords(running)).toContain("Ctrl-C");
    expect(courseWords(detail())).toBe("Trained 300 steps in 6 min 40 s.");
    const failed = detail({ step: 40 }, { state: "failed", message: "the loss is not finite", finished_at: null });
    expect(courseWords(failed)).toBe("It failed at step 40: the loss is not finite.");
  });
});

function show(given: Partial<Parameters<typeof OverviewView>[0]> = {}) {
  const calls = { onMetrics: vi.fn(), onAlong: vi.fn(), onByDay: vi.fn(), onStep: vi.fn() };
  const training = { job: null, onSteer: vi.fn(), onGoOn: vi.fn(), onClone: vi.fn() };
  render(
    <MantineProvider env="test">
      <OverviewView
        run={detail()}
        now={new Date(START)}
        summary={<p>words</p>}
        training={training}
        course={COURSE}
        shown={SHOWN}
        waiting={<p>waiting</p>}
        arrow={async () => new Blob()}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return { ...calls, ...training };
}

describe("the view", () => {
  it("shows words, curves, the configuration and the fields", () => {
    show();
    expect(screen.getByRole("heading", { name: "AUC by step, each split" })).toBeTruthy();
    expect(screen.getByText(/seed: 0/)).toBeTruthy();
    expect(within(screen.getByRole("table", { name: "Fields of the schema" })).getByTitle("user_id")).toBeTruthy();
    expect(screen.queryByText("waiting")).toBeNull();
  });

  it("draws the curves once they are there, and all else before", () => {
    show({ course: undefined });
    expect(screen.getByText("waiting")).toBeTruthy();
    expect(screen.getByText("words")).toBeTruthy();
  });

  it("says why a chart is empty", () => {
    show({ shown: { ...SHOWN, metrics: ["pcoc"] } });
    expect(screen.getByText("PCOC was never evaluated.")).toBeTruthy();
  });

  it("steers the job that trains it", async () => {
    const job = { id: "train-1", name: "train", state: "running", wish: null, progress: 0.5, progress_text: "" };
    const training = {
      job: { ...job, seconds_left: null, message: "" } as Job,
      onSteer: vi.fn(),
      onGoOn: vi.fn(),
      onClone: vi.fn(),
    };
    show({ run: detail({ job_id: "train-1" }, { state: "running", finished_at: null }), training });
    await userEvent.click(screen.getByRole("button", { name: "Pause" }));
    expect(training.onSteer).toHaveBeenCalledWith("pause");
    await userEvent.click(screen.getByRole("button", { name: "Clone as a new run" }));
    expect(training.onClone).toHaveBeenCalledOnce();
  });

  it("says once how far the job is that trains it", () => {
    const job = {
      id: "train-1",
      name: "train",
      state: "running",
      wish: null,
      progress: 0.5,
      progress_text: "step 150",
    };
    const training = { job: { ...job, seconds_left: null, message: "" } as Job, onSteer: vi.fn(), onGoOn: vi.fn() };
    show({ run: detail({ step: 140 }, { state: "running", finished_at: null }), training });
    expect(screen.getAllByRole("progressbar")).toHaveLength(1);
    expect(screen.queryByText(/^Step 140 of/)).toBeNull();
  });

  it("opens with why a run failed, told once, and draws no choice among metrics that are not there", () => {
    const message = "the loss at step 2 is nan";
    const job = { id: "train-1", name: "train", state: "failed", wish: null, progress: 0, progress_text: "" };
    const training = { job: { ...job, seconds_left: null, message } as Job, onSteer: vi.fn(), onGoOn: vi.fn() };
    show({ run: detail({ step: 0, metric_names: [] }, { state: "failed", message }), training });
    const why = screen.getByText(/the loss at step 2 is nan/);
    expect(why.compareDocumentPosition(screen.getByText("words"))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.queryByText("along")).toBeNull();
  });

  it("lets an interrupted run of nobody's go on", async () => {
    const { onGoOn } = show({ run: detail({}, { state: "interrupted" }) });
    await userEvent.click(screen.getByRole("button", { name: "Go on from its last checkpoint" }));
    expect(onGoOn).toHaveBeenCalledOnce();
  });
});
