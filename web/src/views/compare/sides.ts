/** Sides: what is held against what: two runs, two steps of a run, or two days of a step. */

import type { Patch } from "@/address/address";
import type { Compared, RunDetail, RunRow } from "@/api/types";

export const MODES = ["runs", "steps", "days"] as const;
export type Mode = (typeof MODES)[number];

export interface Sides {
  before: string | null; // run ids
  after: string | null;
  before_step: number | null; // null: the best one
  after_step: number | null;
  before_day: number | null;
  after_day: number | null;
}

const whole = (text: string | null) => (text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null);

export function readSides(search: string): Sides {
  const keys = new URLSearchParams(search);
  const number = (name: keyof Sides) => whole(keys.get(name));
  return {
    before: keys.get("before") || null,
    after: keys.get("after") || null,
    before_step: number("before_step"),
    after_step: number("after_step"),
    before_day: number("before_day"),
    after_day: number("after_day"),
  };
}

export function writeSides(sides: Partial<Sides>): Patch {
  return Object.fromEntries(Object.entries(sides).map(([key, value]) => [key, value === null ? null : String(value)]));
}

export function modeOf({ before, after, before_day, after_day }: Sides): Mode {
  if (before_day !== null || after_day !== null) return "days";
  return before !== null && before === after ? "steps" : "runs";
}

/** The sides of another kind of comparison, with what is known kept: the best step against the last, the first day against the last. */
export function inMode(mode: Mode, sides: Sides, run: RunDetail | null): Partial<Sides> {
  const bare = { before_day: null, after_day: null, before_step: null, after_step: null };
  if (mode === "runs") return { ...bare, after: sides.after === sides.before ? null : sides.after };
  const same = { ...bare, after: sides.before };
  if (mode === "steps")
    return { ...same, before_step: run?.best_step ?? run?.steps[0] ?? null, after_step: run?.steps.at(-1) ?? null };
  return { ...same, before_day: run?.days[0] ?? null, after_day: run?.days.at(-1) ?? null };
}

export function swapped(sides: Sides): Sides {
  const day = modeOf(sides) === "days";
  return {
    before: sides.after,
    after: sides.before,
    before_step: day ? sides.before_step : sides.after_step,
    after_step: day ? null : sides.before_step,
    before_day: sides.after_day,
    after_day: sides.before_day,
  };
}

/** What is asked of the service; null: a side is still to be chosen. */
export function askedOf(sides: Sides): Compared | null {
  const { before, after } = sides;
  if (before === null || after === null) return null;
  const mode = modeOf(sides);
  if (mode === "days") {
    if (sides.before_day === null || sides.after_day === null) return null;
    return { before, after, before_step: sides.before_step, before_day: sides.before_day, after_day: sides.after_day };
  }
  if (mode === "steps" && sides.before_step === sides.after_step) return null;
  return { before, after, before_step: sides.before_step, after_step: sides.after_step };
}

/** A run among others: its name, with its id where two share the name. */
export function runLabels(runs: readonly Pick<RunRow, "id" | "name" | "change">[]): Map<string, string> {
  return new Map(
    runs.map(({ id, name, change }) => {
      const shared = runs.some((other) => other.id !== id && other.name === name);
      const said = change ? `${name} · ${change}` : name;
      return [id, shared ? `${said} · ${id}` : said];
    }),
  );
}
