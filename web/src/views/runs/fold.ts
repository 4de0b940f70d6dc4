/** Folding: the trials of a search stand below it, and only when they are asked for. */
import type { RunRow } from "@/api/types";
import { plural } from "@/format/number";

/** Search -> how many trials it has. */
export function trialsOf(rows: readonly RunRow[]): ReadonlyMap<string, number> {
  const found = new Map(rows.filter((row) => row.is_search).map((row) => [row.id, 0]));
  for (const { parent } of rows)
    if (parent !== null && found.has(parent)) found.set(parent, (found.get(parent) ?? 0) + 1);
  return found;
}

/** What goes where these runs go: a search takes its trials along, and those need not be asked for themselves. */
export function going(runs: readonly string[], rows: readonly RunRow[]): { asked: string[]; trials: string[] } {
  const searches = new Set(rows.filter((row) => row.is_search && runs.includes(row.id)).map(({ id }) => id));
  const trials = rows.filter(({ parent }) => parent !== null && searches.has(parent)).map(({ id }) => id);
  return { asked: runs.filter((run) => !trials.includes(run)), trials };
}

/** "2 runs and 12 trials". */
export function sayGoing({ asked, trials }: ReturnType<typeof going>): string {
  return `${plural(asked.length, "run")}${trials.length ? ` and ${plural(trials.length, "trial")}` : ""}`;
}

/** Runs that are archived themselves, and the trials of searches that are. */
export function archivedOf(rows: readonly RunRow[]): ReadonlySet<string> {
  const { asked, trials } = going(
    rows.filter(({ archived }) => archived).map(({ id }) => id),
    rows,
  );
  return new Set([...asked, ...trials]);
}

/** The rows in their order, those of a search below it where it is open and nowhere where it is not. */
export function folded(rows: readonly RunRow[], open: readonly string[]): RunRow[] {
  const searches = new Set(rows.filter((row) => row.is_search).map((row) => row.id));
  const isTrial = ({ parent }: RunRow) => parent !== null && searches.has(parent);
  return rows
    .filter((row) => !isTrial(row))
    .flatMap((row) => [row, ...(open.includes(row.id) ? rows.filter(({ parent }) => parent === row.id) : [])]);
}
