import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Failure } from "@/api/failure";
import type { Job } from "@/api/types";
import { actionsOf } from "@/view/JobControls";
import { Refine, type RefineProps } from "@/view/Refine";
import { readRemedy, readVerdict, remedyOf } from "@/view/remedy";

const VERDICT = {
  change: "drop-layer 4",
  parent: "gwen",
  split: "test",
  seeds: [0, 1, 2],
  runs_before: ["gwen", "gwen-1"],
  runs_after: ["gwen-drop", "gwen-drop-1"],
  differences: [
    { metric: "auc", before: 0.7421, after: 0.7423, difference: { value: 0.0002, low: -0.0004, high: 0.0008 } },
    { metric: "log_loss", before: 0.4, after: 0.401, difference: null },
  ],
  held: true,
  text: "drop-layer 4: AUC on test goes from 0.7421 to 0.7423: no loss beyond 0.001; the finding holds.",
};

const job = (given: Partial<Job> = {}): Job => ({
  id: "refine-1",
  name: "refine gwen: drop-layer 4",
  request: { kind: "refine", run: "gwen", change: { kind: "drop-layer", layer: 4 }, seeds: 3 },
  state: "running",
  wish: null,
  priority: 0,
  created_at: "2026-03-14T11:00:00Z",
  started_at: null,
  finished_at: null,
  attempt: 1,
  progress: 0.42,
  progress_text: "step 300 of 900",
  rows_per_second: null,
  seconds_left: 130,
  run_id: "gwen",
  result: null,
  message: "",
  worker: null,
  lease_until: null,
  memory: 1,
  origin: null,
  cpu_percent: null,
  memory_bytes: null,
  peak_memory_bytes: null,
  ...given,
});

function show(given: Partial<RefineProps> = {}) {
  const calls = { onStart: vi.fn(), onSteer: vi.fn() };
  render(
    <MantineProvider env="test">
      <Refine
        remedy="drop-layer 4"
        job={null}
        {...calls}
        link={(to, words) => <a href={"run" in to ? to.run : `${to.before}/${to.after}`}>{words}</a>}
        {...given}
      />
    </MantineProvider>,
  );
  return calls;
}

describe("a remedy", () => {
  it("is a button that starts the job with three seeds", async () => {
    const { onStart } = show();
    await userEvent.click(screen.getByRole("button", { name: "Drop layer 4" }));
    expect(onStart).toHaveBeenCalledWith(3);
  });

  it("does not start while something stands against it", async () => {
    const { onStart } = show({ blocked: "The run still trains." });
    await userEvent.click(screen.getByRole("button", { name: "Drop layer 4" }));
    expect(onStart).not.toHaveBeenCalled();
  });

  it("shows how far its job is, and steers it", async () => {
    const { onSteer } = show({ job: job() });
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("42");
    expect(screen.getByText(/step 300 of 900 · 2 min left/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(onSteer).toHaveBeenCalledWith("refine-1", "stop");
  });

  it("says so where nobody would take the job", () => {
    show({ job: job({ state: "queued", progress: null }), noWorker: true });
    expect(screen.getByText(/No worker lives/)).toBeTruthy();
  });

  it("ends in a verdict with every difference and the runs behind it", () => {
    const result = { kind: "verdict" as const, run: "gwen", verdict: VERDICT, text: VERDICT.text };
    show({ job: job({ state: "succeeded", result }) });
    expect(screen.getByText(/the finding holds/)).toBeTruthy();
    expect(screen.getByText("+0.0002 ± 0.0006")).toBeTruthy();
    expect(screen.getByText("Compare the two").getAttribute("href")).toBe("gwen/gwen-drop");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("offers more seeds where the seeds cannot tell", async () => {
    const result = { kind: "verdict" as const, run: "gwen", verdict: { ...VERDICT, held: null }, text: "" };
    const { onStart } = show({ job: job({ state: "succeeded", result }) });
    await userEvent.click(screen.getByRole("button", { name: /6 seeds/ }));
    expect(onStart).toHaveBeenCalledWith(6);
  });

  it("says why the service refused", () => {
    show({ failure: new Failure({ status: 422, kind: "ConfigError", message: "the model has no layer 4" }) });
    expect(screen.getByRole("alert").textContent).toContain("The model has no layer 4.");
  });
});

describe("remedies in words", () => {
  it("reads every kind of change, and leaves unknown ones as they are", () => {
    expect(readRemedy("resize-layer 3=32").act).toBe("Give layer 3 32 neurons");
    expect(readRemedy("user-bias user_id").act).toBe("Make user_id a bias");
    expect(readRemedy("regularise a=b=0.001").act).toBe("Pull a=b towards zero (0.001)");
    expect(readRemedy("constructor x").act).toBe("constructor x");
  });

  it("knows a job's change again, however it is kept", () => {
    expect(remedyOf({ kind: "resize-layer", layer: 3, width: 32 })).toBe("resize-layer 3=32");
    expect(remedyOf(["drop-layer", "4"])).toBe("drop-layer 4");
    const fields = [
      ["user", "item"],
      ["device", "hour", "age"],
    ];
    expect(remedyOf({ kind: "cross", fields, top: null })).toBe("cross user,item device,hour,age");
    expect(readRemedy("cross user,item device,hour").act).toBe("Cross user × item, device × hour");
    expect(remedyOf({ kind: "regularise", field: "user id", strength: 0.001 })).toBe("regularise user id=0.001");
  });

  it("takes nothing for a verdict that is none", () => {
    expect(readVerdict({ text: "x" })).toBeNull();
    expect(readVerdict(VERDICT)?.differences).toHaveLength(2);
  });
});

describe("what may be asked of a job", () => {
  it("follows its state, and never the same wish twice", () => {
    expect(actionsOf({ state: "running", wish: null })).toEqual(["pause", "stop"]);
    expect(actionsOf({ state: "running", wish: "pause" })).toEqual(["stop"]);
    expect(actionsOf({ state: "running", wish: "stop" })).toEqual([]);
    expect(actionsOf({ state: "succeeded", wish: null })).toEqual([]);
    expect(actionsOf({ state: "failed", wish: null })).toEqual(["retry"]);
  });
});
