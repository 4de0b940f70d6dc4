/** RowFilter in the address and in words: the one selection that all views show against the rest. */
import type { components } from "@/api/schema";
import { figure, percent, plural } from "@/format/number";
import { dayName } from "@/format/time";

export type RowFilter = components["schemas"]["Slice"]["filter"]; // all clauses hold
export type Clause = RowFilter["clauses"][number];
export type RangeClause = Extract<Clause, { kind: "range" }>; // low inclusive, high exclusive; null: open
export type AmongClause = Extract<Clause, { kind: "among" }>;
export type ExamplesClause = Extract<Clause, { kind: "examples" }>;
export type LassoClause = Extract<Clause, { kind: "lasso" }>;

export const NO_FILTER: RowFilter = { clauses: [] };

/** JSON with sorted keys and no spaces, as Python writes it: equal filters give equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, held]) => held !== undefined);
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${sorted.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export function encodeFilter(filter: RowFilter): string {
  const bytes = new TextEncoder().encode(canonical(filter));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Null for what is no filter: a cut link shows all rows and says so, it does not break the page. */
export function decodeFilter(text: string): RowFilter | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))),
    );
    return isFilter(value) ? value : null;
  } catch {
    return null;
  }
}

export function isFilter(value: unknown): value is RowFilter {
  return isObject(value) && Array.isArray(value.clauses) && value.clauses.every(isClause);
}

function isClause(value: unknown): value is Clause {
  if (!isObject(value)) return false;
  const bound = (end: unknown) => end === null || typeof end === "number";
  switch (value.kind) {
    case "range":
      return typeof value.column === "string" && bound(value.low) && bound(value.high);
    case "among":
      return typeof value.column === "string" && Array.isArray(value.values);
    case "examples":
      return Array.isArray(value.ids) && value.ids.every((id) => Number.isSafeInteger(id));
    case "lasso":
      return typeof value.tap === "string" && typeof value.step === "number" && Array.isArray(value.points);
    default:
      return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The filter with `clause` in place of the one on the same column (or of the same kind, where it has no column). */
export function withClause(filter: RowFilter | null, clause: Clause): RowFilter {
  return { clauses: [...(filter?.clauses ?? []).filter((held) => subject(held) !== subject(clause)), clause] };
}

export function withoutClause(filter: RowFilter, at: number): RowFilter | null {
  const clauses = filter.clauses.filter((_, index) => index !== at);
  return clauses.length ? { clauses } : null;
}

const subject = (clause: Clause) => ("column" in clause ? clause.column : clause.kind);

/** The filter in words: `clicked, pctr < 0.02, day 6`. */
export function sayFilter(filter: RowFilter): string {
  return filter.clauses.map(sayClause).join(", ") || "all rows";
}

export function sayClause(clause: Clause): string {
  switch (clause.kind) {
    case "range":
      return sayRange(clause);
    case "among":
      return sayAmong(clause);
    case "examples":
      return plural(clause.ids.length, "chosen example");
    case "lasso":
      return `lasso on the map of ${clause.tap}`;
  }
}

/** A column as people call it: `field:genre` is genre, `saliency:user_id` is saliency of user_id. */
export function sayColumn(column: string): string {
  const [head = "", ...rest] = column.split(":");
  const tail = rest.join(":");
  if (!tail) return head;
  if (head === "field") return tail;
  if (head === "saliency") return `saliency of ${tail}`;
  if (head === "neuron") return `neuron ${tail.replace(/:(\d+)$/, " #$1")}`;
  return column;
}

function sayRange({ column, low, high }: RangeClause): string {
  const name = sayColumn(column);
  if (low === null && high === null) return `any ${name}`;
  if (low === null) return `${name} < ${brief(column, high)}`;
  if (high === null) return `${name} ≥ ${brief(column, low)}`;
  if (column === "day" && high === low + 1) return dayName(low);
  return `${name} ${brief(column, low)} to ${brief(column, high)}`;
}

function brief(column: string, value: number | null): string {
  if (value === null) return "";
  if (column === "day") return dayName(value).replace(/^day /, "");
  return column === "pctr" && value !== 0 && value < 0.001
    ? percent(value)
    : figure(value)
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "");
}

function sayAmong({ column, values: given }: AmongClause): string {
  const values = given.map((value) => (value === null ? "nothing" : value));
  if (column === "label" && values.length === 1) return Number(values[0]) === 1 ? "clicked" : "not clicked";
  if (column === "day") return given.map((day) => (day === null ? "no day" : dayName(Number(day)))).join(" or ");
  const shown =
    values.length > 3 ? `${values.slice(0, 2).join(", ")} or ${values.length - 2} others` : values.join(" or ");
  return `${sayColumn(column)} is ${shown}`;
}
