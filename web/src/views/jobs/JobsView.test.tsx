import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { joined } from "@/api/query/jobWatch";
import type { Job, WorkerInfo } from "@/api/types";
import { readSettings } from "@/views/jobs/CloneJob";
import { JobLog } from "@/views/jobs/JobLog";
import { JobsView } from "@/views/jobs/JobsView";
import { OpenedJob } from "@/views/jobs/OpenedJob";
import { queueOrder, sayQueue, sayWaiting, shownJobs } from "@/views/jobs/queue";
import { usageStrips } from "@/views/jobs/usage";

const NOW = new Date("2026-03-14T12:00:00Z");
const job = (id: string, given: Partial<Job> = {}): Job => ({
  id,
  name: `train ${id}`,
  request: { kind: "report", run: "gwen" },
  state: "queued",
  wish: null,
  priority: 0,
  created_at: "2026-03-14T11:00:00Z",
  started_at: null,
  finished_at: null,
  attempt: 1,
  progress: null,
  progress_text: "",
  rows_per_second: null,
  seconds_left: null,
  run_id: null,
  result: null,
  message: "",
  worker: null,
  lease_until: null,
  memory: 2 ** 30,
  origin: null,
  cpu_percent: null,
  memory_bytes: null,
  peak_memory_bytes: null,
  ...given,
});
const worker: WorkerInfo = {
  id: "vm-1",
  pid: 1,
  host: "vm",
  since: "2026-03-14T11:00:00Z",
  heartbeat: "2026-03-14T11:59:59Z",
  parallel: 1,
  memory: 8e9,
  jobs: [],
};
const running = job("running", { state: "running", progress: 0.627, seconds_left: 180, rows_per_second: 48_000 });
const ended = (id: string, state: Job["state"], at: string) => job(id, { state, finished_at: at });
const jobs = [
  ended("old", "failed", "2026-03-14T09:00:00Z"),
  ended("new", "succeeded", "2026-03-14T10:00:00Z"),
  job("late", { created_at: "2026-03-14T11:30:00Z" }),
  job("early"),
  job("urgent", { priority: 5, created_at: "2026-03-14T11:40:00Z" }),
  running,
];

describe("the queue", () => {
  it("is in the order of turns, and what has ended stands last, newest first", () => {
    expect(queueOrder(jobs).map(({ id }) => id)).toEqual(["running", "urgent", "early", "late", "new", "old"]);
    expect(shownJobs(jobs, "failed").map(({ id }) => id)).toEqual(["old"]);
  });

  it("says what runs, what waits, and that an earlier job failed", () => {
    const said = sayQueue(jobs, [worker]);
    expect(said.text).toBe("train running runs, 62% done, 3 min left; 3 jobs wait for a turn. 1 earlier job failed.");
    expect(said.severity).toBe("info");
  });

  it("warns where nobody takes what waits, and alarms where the last job failed", () => {
    expect(sayQueue([job("one")], [])).toMatchObject({ severity: "warning" });
    expect(sayQueue([ended("one", "failed", "2026-03-14T10:00:00Z")], [worker])).toMatchObject({ severity: "alarm" });
  });

  it("says of each that waits what it waits for", () => {
    const say = (id: string, workers = [worker]) => sayWaiting(jobs.find((one) => one.id === id) as Job, jobs, workers);
    expect(say("urgent")).toBe("next; one job runs at a time");
    expect(say("late")).toBe("2 jobs before it");
    expect(say("late", [])).toBe("waits for a worker");
  });
});

describe("the page of jobs", () => {
  it("opens a job, and closes one that is open", async () => {
    const onOpen = vi.fn();
    const props = { jobs, workers: [worker], now: NOW, shown: "all" as const, onShow: vi.fn(), onOpen };
    const draw = (opened: string | null) => (
      <MantineProvider env="test">
        <MemoryRouter>
          <JobsView {...props} opened={opened} />
        </MemoryRouter>
      </MantineProvider>
    );
    const { rerender } = render(draw(null));
    await userEvent.click(screen.getByText("train running"));
    rerender(draw("running"));
    await userEvent.click(screen.getByText("train running"));
    expect(onOpen.mock.calls).toEqual([["running"], [null]]);
    expect(screen.getByText("vm-1")).toBeTruthy();
  });

  it("lets a job that waits have another place, and one that runs not be deleted", async () => {
    const calls = {
      onSteer: vi.fn(),
      onPriority: vi.fn(),
      onClone: vi.fn(),
      onDelete: vi.fn(),
      onReport: vi.fn(),
      onClose: vi.fn(),
    };
    const draw = (shown: Job) => (
      <MantineProvider env="test">
        <MemoryRouter>
          <OpenedJob job={shown} now={NOW} noWorker={false} busy={false} {...calls}>
            panels
          </OpenedJob>
        </MemoryRouter>
      </MantineProvider>
    );
    const { rerender } = render(draw(job("early")));
    const field = screen.getByLabelText("Priority, higher first");
    await userEvent.clear(field);
    await userEvent.type(field, "7{Enter}");
    expect(calls.onPriority).toHaveBeenCalledWith(expect.objectContaining({ id: "early" }), 7);
    expect(screen.getByRole("button", { name: "Delete" })).toBeTruthy();
    rerender(draw(running));
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  });
});

describe("the log", () => {
  it("stops following when scrolled up, and follows again when asked", async () => {
    render(
      <MantineProvider env="test">
        <JobLog text={"line\n".repeat(200)} cut={false} runs name="train" />
      </MantineProvider>,
    );
    const box = screen.getByRole("log");
    Object.defineProperty(box, "scrollHeight", { value: 4000 });
    box.scrollTop = 100;
    fireEvent.scroll(box);
    expect(screen.getByText(/Stays here/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Follow" }));
    expect(box.scrollTop).toBe(4000);
    expect(screen.getByText(/Follows/)).toBeTruthy();
  });

  it("puts what is new behind what is held, and cuts at a line", () => {
    const first = joined({ text: "", next: 0, cut: false }, { text: "one\n", next: 4 });
    expect(joined(first, { text: "two\n", next: 8 })).toEqual({ text: "one\ntwo\n", next: 8, cut: false });
    const long = joined(first, { text: `${"x".repeat(299_990)}\nend of it`, next: 9 });
    expect(long).toMatchObject({ cut: true, next: 9 });
    expect(long.text.endsWith("end of it")).toBe(true);
    expect(long.text.length).toBeLessThanOrEqual(300_000);
  });
});

describe("small parts", () => {
  it("read settings, or say why they cannot", () => {
    expect(readSettings("training:\n  epochs: 4")).toEqual({ training: { epochs: 4 } });
    expect(readSettings("four")).toMatch(/Settings are expected/);
    expect(readSettings("a: [1")).toMatch(/./);
  });

  it("draw a limit where the use comes near it", () => {
    const look = (at: string, memory_bytes: number) => ({ at, cpu_percent: 50, memory_bytes });
    const looks = [look("2026-03-14T11:00:00Z", 1e8), look("2026-03-14T11:00:10Z", 9e8)];
    expect(usageStrips(looks, 1e9)).toMatchObject({ at: [0, 10], strips: [{}, { limit: { value: 1000 } }] });
    expect(usageStrips(looks, 1e12).strips[1]?.limit).toBeUndefined();
  });
});
