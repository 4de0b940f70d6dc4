/** Moments of a run: where the time machine can stop, and what happened there. */
import { count } from "@/format/number";

export interface Happening {
  step: number; // optimiser steps
  kind: string; // best, alarm, checkpoint, stopped, resumed, …
  text?: string;
}

/** The signs that stand on the slider, the most telling first: where several fall together, the first is drawn. */
export const SIGNS: Record<string, { sign: string; name: string; tone: string }> = {
  alarm: { sign: "▲", name: "alarm", tone: "alarm" },
  failed: { sign: "✕", name: "failed", tone: "alarm" },
  best: { sign: "●", name: "best step", tone: "ink" },
  stopped: { sign: "‖", name: "stopped", tone: "faint" },
  paused: { sign: "‖", name: "paused", tone: "faint" },
  interrupted: { sign: "‖", name: "interrupted", tone: "faint" },
  resumed: { sign: "▸", name: "resumed", tone: "faint" },
  learning_rate: { sign: "↘", name: "learning rate changed", tone: "faint" },
  checkpoint: { sign: "◆", name: "checkpoint", tone: "faint" },
};

export interface Mark {
  step: number;
  sign: string;
  tone: string; // a colour's name
  label: string; // all that happened there
}

/** What happened, without the checkpoints that made room for others: no model is left there to go back to. */
export function standing<T extends Happening>(run: { events: readonly T[]; checkpoints: readonly number[] }): T[] {
  return run.events.filter(({ kind, step }) => kind !== "checkpoint" || run.checkpoints.includes(step));
}

/** One mark a step, told in full; snapshots are stops, not marks. Of `best` and `alarm` the last and the first count. */
export function marksOf(happenings: readonly Happening[], limits: { bestStep?: number | null } = {}): Mark[] {
  const best = limits.bestStep ?? happenings.findLast(({ kind }) => kind === "best")?.step ?? null;
  const known = happenings.some(({ kind, step }) => kind === "best" && step === best);
  const all = best === null || known ? happenings : [...happenings, { step: best, kind: "best" }];
  const shown = all.filter(({ kind, step }) => kind in SIGNS && (kind !== "best" || step === best));
  const order = Object.keys(SIGNS);
  const steps = [...new Set(shown.map(({ step }) => step))].sort((a, b) => a - b);
  return steps.flatMap((step) => {
    const here = shown.filter((one) => one.step === step).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    const first = here[0] && SIGNS[here[0].kind];
    if (!first) return [];
    const names = [...new Set(here.map((one) => one.text || SIGNS[one.kind]?.name || one.kind))];
    return [{ step, sign: first.sign, tone: first.tone, label: `Step ${count(step)}: ${names.join("; ")}` }];
  });
}

/** The stop nearest to a step; null without stops. */
export function nearestStop(stops: readonly number[], step: number): number | null {
  return stops.reduce<number | null>(
    (found, stop) => (found === null || Math.abs(stop - step) < Math.abs(found - step) ? stop : found),
    null,
  );
}

/** The stop that a run is shown at: the asked one or the nearest to it, else the last. */
export function shownStop(stops: readonly number[], asked: number | null): number | null {
  return asked === null ? (stops.at(-1) ?? null) : nearestStop(stops, asked);
}

/** The stop `by` places further on; stays at the ends. */
export function neighbour(stops: readonly number[], at: number | null, by: number): number | null {
  const place = at === null ? -1 : stops.indexOf(at);
  return stops[Math.min(stops.length - 1, Math.max(0, place + by))] ?? null;
}
