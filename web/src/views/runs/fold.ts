/** Folding: the trials of a search stand below it, and only when they are asked for. */
import type { RunRow } from "@/api/types";

/** Search -> how many trials it has. */
export function trialsOf(rows: readonly RunRow[]): ReadonlyMap<string, number> {
  const found = new Map(rows.filter((row) => row.is_search).map((row) => [row.id, 0]));
  for (const { parent } of rows)
    if (parent !== null && found.has(parent)) found.set(parent, (found.get(parent) ?? 0) + 1);
  return found;
}

/** The rows in their order, those of a search below it where it is open and nowhere where it is not. */
export function folded(rows: readonly RunRow[], open: readonly string[]): RunRow[] {
  const searches = new Set(rows.filter((row) => row.is_search).map((row) => row.id));
  const isTrial = ({ parent }: RunRow) => parent !== null && searches.has(parent);
  return rows
    .filter((row) => !isTrial(row))
    .flatMap((row) => [row, ...(open.includes(row.id) ? rows.filter(({ parent }) => parent === row.id) : [])]);
}
