/** Clauses as charts and forms give them: a brushed range, bars that were pressed. */
import type { Clause, RowFilter } from "@/address/filter";
import type { RowChart } from "@/api/rowTypes";
import type { Span } from "@/chart/scale";

export type Value = string | number | null; // null: a row without any

/** The filter with another clause on that column, or none; null without any clause. */
export function changed(filter: RowFilter | null, column: string, clause: Clause | null): RowFilter | null {
  const others = (filter?.clauses ?? []).filter((held) => !("column" in held) || held.column !== column);
  const clauses = clause ? [...others, clause] : others;
  return clauses.length ? { clauses } : null;
}

export function clauseOn(filter: RowFilter | null, column: string): Clause | null {
  return filter?.clauses.find((clause) => "column" in clause && clause.column === column) ?? null;
}

/** A brush as a clause: an end at the edge of the chart is left open; all of it is no clause. */
export function rangeClause({ column, edges }: RowChart, brush: Span | null): Clause | null {
  if (!brush || !edges) return null;
  const low = brush[0] <= (edges[0] ?? brush[0]) ? null : brush[0];
  const high = brush[1] >= (edges.at(-1) ?? brush[1]) ? null : brush[1];
  return low === null && high === null ? null : { kind: "range", column, low, high };
}

/** What of the chart a clause holds; null where it holds none or all. */
export function brushOf({ edges }: RowChart, clause: Clause | null): Span | null {
  if (clause?.kind !== "range" || !edges?.length) return null;
  const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 0];
  const inside = (value: number) => Math.min(last, Math.max(first, value));
  return [inside(clause.low ?? first), inside(clause.high ?? last)];
}

export function valuesOf(clause: Clause | null): readonly Value[] {
  return clause?.kind === "among" ? clause.values : [];
}

/** A bar that was pressed: its value comes in, or goes out again. */
export function toggled(column: string, clause: Clause | null, value: Value): Clause | null {
  const held = valuesOf(clause);
  const values = held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  return values.length ? { kind: "among", column, values } : null;
}
