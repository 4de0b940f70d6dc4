/** The queue in words: which jobs run, which wait and for what, and in what order. */
import type { Job, WorkerInfo } from "@/api/types";
import { percent, plural, short } from "@/format/number";
import { left } from "@/format/time";
import type { Severity } from "@/view/Finding";

export const SHOWN = ["all", "open", "failed", "ended"] as const;
export type Shown = (typeof SHOWN)[number];

const OPEN: Record<string, number> = { running: 0, queued: 1, paused: 2 };

export const isOpen = (job: Pick<Job, "state">) => job.state in OPEN;

/** What runs, then what waits as its turn comes, then what is paused, then what has ended, newest first. */
export function queueOrder(jobs: readonly Job[]): Job[] {
  const rank = (job: Job) => OPEN[job.state] ?? 3;
  return [...jobs].sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (!isOpen(a)) return (b.finished_at ?? b.created_at).localeCompare(a.finished_at ?? a.created_at);
    return b.priority - a.priority || a.created_at.localeCompare(b.created_at);
  });
}

export function shownJobs(jobs: readonly Job[], shown: Shown): Job[] {
  if (shown === "open") return jobs.filter(isOpen);
  if (shown === "failed") return jobs.filter(({ state }) => state === "failed");
  return shown === "ended" ? jobs.filter((job) => !isOpen(job)) : [...jobs];
}

/** The sentence that the page opens with. */
export function sayQueue(jobs: readonly Job[], workers: readonly WorkerInfo[]): { text: string; severity: Severity } {
  const inState = (state: Job["state"]) => jobs.filter((job) => job.state === state);
  const [running, queued, paused, failed] = [
    inState("running"),
    inState("queued"),
    inState("paused"),
    inState("failed"),
  ];
  const [first] = running;
  const parts = [
    first ? sayRunning(first, running.length) : "",
    queued.length ? `${plural(queued.length, "job")} ${queued.length === 1 ? "waits" : "wait"} for a turn` : "",
    paused.length ? `${plural(paused.length, "job")} ${paused.length === 1 ? "is" : "are"} paused` : "",
  ].filter(Boolean);
  const text = parts.length
    ? `${parts.join("; ")}.`
    : `Nothing is being worked on; ${plural(jobs.length, "job")} ended.`;
  if (!workers.length && queued.length)
    return {
      text: `${text} No worker lives that would take them: run \`clicklens worker\` beside the store.`,
      severity: "warning",
    };
  const newest = queueOrder(jobs).find((job) => !isOpen(job));
  if (newest?.state === "failed")
    return { text: `${text} The job that ended last failed: ${newest.name}.`, severity: "alarm" };
  return { text: failed.length ? `${text} ${plural(failed.length, "earlier job")} failed.` : text, severity: "info" };
}

function sayRunning(job: Job, many: number): string {
  if (many > 1) return `${plural(many, "job")} run`;
  const far = job.progress === null ? "" : `, ${percent(Math.floor(100 * job.progress) / 100)} done`;
  return `${job.name} runs${far}${job.seconds_left === null ? "" : `, ${left(job.seconds_left)}`}`;
}

/** Why a job that could run does not. */
export function sayWaiting(job: Job, jobs: readonly Job[], workers: readonly WorkerInfo[]): string {
  if (job.state !== "queued") return "";
  if (!workers.length) return "waits for a worker";
  const before = queueOrder(jobs)
    .filter(({ state }) => state === "queued")
    .findIndex(({ id }) => id === job.id);
  if (before > 0) return `${plural(before, "job")} before it`;
  const running = jobs.filter(({ state }) => state === "running");
  const most = Math.max(...workers.map(({ parallel }) => parallel));
  return running.length >= most ? `next; ${most === 1 ? "one job runs" : `${most} jobs run`} at a time` : "next";
}

/** "48 k rows/s". */
export function sayRate(job: Pick<Job, "rows_per_second" | "state">): string {
  return job.state === "running" && job.rows_per_second ? `${short(job.rows_per_second)} rows/s` : "";
}
