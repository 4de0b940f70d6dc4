/** Jobs that make a t-SNE: of which layer and split, at which steps. */
import type { Job } from "@/api/types";

const MOST_STEPS = 8; // of a film: each takes about half a minute

/** Those of this layer and split, newest first. */
export function mapJobs(jobs: readonly Job[], tap: string, split: string): Job[] {
  return jobs.filter(({ request }) => {
    if (request.kind !== "analyze" || request.analysis !== "projection") return false;
    const { method = "tsne", split: of = "train", taps = null } = request.settings;
    return method === "tsne" && of === split && (taps === null || (Array.isArray(taps) && taps.includes(tap)));
  });
}

/** The steps that a job draws. */
export function stepsOf({ request }: Job): number[] {
  if (request.kind !== "analyze") return [];
  const { step, through = [] } = request.settings;
  return [step, ...(Array.isArray(through) ? through : [])].filter((one) => typeof one === "number");
}

/** Evenly chosen snapshots, the first and the last among them, that a film of this step would go through. */
export function furtherSteps(steps: readonly number[], step: number): number[] {
  const others = steps.filter((one) => one !== step);
  const most = Math.min(MOST_STEPS - 1, others.length);
  if (most < 2) return [...others];
  const chosen = Array.from(
    { length: most },
    (_, i) => others[Math.round((i * (others.length - 1)) / (most - 1))] ?? 0,
  );
  return [...new Set(chosen)];
}
