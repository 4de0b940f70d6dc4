/** Along: what the evaluations are drawn along: optimiser steps, passes over the training rows, or time. */
import type { RunDetail } from "@/api/types";
import type { Axis } from "@/chart/axis";

export const ALONGS = ["step", "epoch", "time"] as const;
export type AlongKind = (typeof ALONGS)[number];

export interface Along {
  axis: Axis;
  at: (step: number) => number; // the place of a step
}

type Knot = readonly [step: number, value: number];

/** The scale of a kind; null where the run kept too little for it. `epochs`: what evaluations say of steps. */
export function makeAlong(kind: AlongKind, run: RunDetail, epochs: readonly Knot[]): Along | null {
  if (kind === "step") return { axis: { name: "optimiser step", unit: null, whole: true }, at: (step) => step };
  if (kind === "epoch")
    return epochs.length
      ? { axis: { name: "passes over the training rows", unit: "epochs" }, at: between([[0, 0], ...epochs]) }
      : null;
  const knots = timeKnots(run);
  const last = knots.at(-1);
  if (knots.length < 2 || !last) return null;
  const [unit, seconds] = last[1] < 180 ? ["s", 1] : last[1] < 10_800 ? ["min", 60] : ["h", 3600];
  const at = between(knots.map(([step, value]): Knot => [step, value / Number(seconds)]));
  return { axis: { name: "time since the start", unit: String(unit) }, at };
}

/** Seconds since the start at which a step was reached, as far as events tell; pauses are jumps. */
function timeKnots({ run, events, step }: RunDetail): Knot[] {
  const start = Date.parse(run.created_at);
  const told = events.map((event): Knot => [event.step, (Date.parse(event.at) - start) / 1000]);
  const end: Knot[] = run.finished_at && step !== null ? [[step, (Date.parse(run.finished_at) - start) / 1000]] : [];
  return ([[0, 0], ...told, ...end] as Knot[])
    .filter(([, seconds]) => Number.isFinite(seconds))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Straight lines between the knots, which rise; at a knot its first value, beyond the last at the pace of all. */
export function between(knots: readonly Knot[]): (step: number) => number {
  return (step) => {
    const next = knots.findIndex(([at]) => at >= step);
    const after = knots[next];
    if (after?.[0] === step) return after[1];
    const before = knots[(next === -1 ? knots.length : next) - 1];
    if (!before) return 0;
    const pace = after ? (after[1] - before[1]) / (after[0] - before[0]) : before[0] > 0 ? before[1] / before[0] : 0;
    return before[1] + (step - before[0]) * pace;
  };
}
