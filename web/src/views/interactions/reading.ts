/** What the view reads off the sets: names, rows of charts and tables, and matrices of values. */
import type { Field, Interactions, RowInteractions, RunDetail } from "@/api/types";
import type { Row } from "@/chart/row";
import { count, NONE, plural } from "@/format/number";
import { csvBlob } from "@/view/csv";

export type FoundSet = Interactions["sets"][number];
export type SetTable = NonNullable<FoundSet["table"]>;

const SURE = 0.05; // p, as the service's findings have it

export const setKey = ({ fields }: Pick<FoundSet, "fields">): string => fields.map(encodeURIComponent).join(",");
export const setName = ({ fields }: Pick<FoundSet, "fields">): string => fields.join(" × ");
export const isSure = ({ p }: Pick<FoundSet, "p">): boolean => typeof p === "number" && p < SURE;

/** The best step, where its checkpoint is kept: elsewhere no model is left to ask. */
export function keptBest({ best_step, checkpoints }: Pick<RunDetail, "best_step" | "checkpoints">): number | null {
  return best_step !== null && checkpoints.includes(best_step) ? best_step : null;
}

/** The set that is looked at: the one that is named, else the first. */
export function shownSet({ sets }: Interactions, key: string | null): FoundSet | null {
  return sets.find((one) => setKey(one) === key) ?? sets[0] ?? null;
}

/** The most frequent set in which both fields stand. */
export function setOfPair({ sets, fields }: Interactions, first: number, second: number): FoundSet | null {
  const pair = [fields[first], fields[second]];
  return first === second ? null : (sets.find((one) => pair.every((name) => one.fields.includes(name ?? ""))) ?? null);
}

/** Why a set can be no cross; null: it can. A cross is of one id a field, or of a number's ranges. */
export function uncrossable(set: FoundSet, schema: readonly Field[]): string | null {
  const kinds = new Map(schema.map((field) => [field.name, field]));
  const bad = set.fields.filter((name) => {
    const field = kinds.get(name);
    if (field?.kind === "numeric") return false;
    return field?.kind !== "categorical" || ("multi" in field && field.multi === true);
  });
  return bad.length ? `no: ${bad.join(", ")} ${bad.length === 1 ? "is" : "are"} not one value a row` : null;
}

const MOST_CROSSES = 5; // that are ticked where nobody ticked any

/** The sets that a person would try first as crosses: surely more than chance, the most frequent first. */
export function worthACross({ sets }: Interactions, schema: readonly Field[]): FoundSet[] {
  const worth = sets.filter((set) => isSure(set) && !uncrossable(set, schema));
  return worth.slice(0, MOST_CROSSES);
}

export function sayP(p: number | null | undefined): string {
  if (typeof p !== "number") return NONE;
  return p < 0.001 ? "< 0.001" : p.toPrecision(2);
}

export type Measure = "logit" | "additive" | "beyond" | "rows";

/** Row by row: the first field's values downwards, the others' combinations to the right. */
export function cellsOf(table: SetTable, measure: Measure): Float64Array {
  return Float64Array.from(table.cells, (cell) => (measure === "beyond" ? cell.beyond.value : cell[measure]));
}

export const acrossOf = (table: SetTable): string[] =>
  table.cells
    .slice(0, table.cells.length / Math.max(1, table.values[0]?.length ?? 1))
    .map(({ values }) => values.slice(1).join(" / "));

/** The span that the logit and what adds up share, so that colours compare. */
export function logitSpan(table: SetTable): readonly [number, number] {
  const values = [...cellsOf(table, "logit"), ...cellsOf(table, "additive")];
  return [Math.min(...values), Math.max(...values)];
}

/** The combination that is farthest from what adds up, among those that rows hold, in a sentence. */
export function farthest(set: FoundSet): string | null {
  const held = set.table?.cells.filter((cell) => cell.rows > 0) ?? [];
  const most = held.reduce<(typeof held)[number] | null>(
    (best, cell) => (best === null || Math.abs(cell.beyond.value) > Math.abs(best.beyond.value) ? cell : best),
    null,
  );
  if (!most || !set.table) return null;
  const { value, low, high } = most.beyond;
  const values = set.fields.map((field, at) => `${field} ${most.values[at]}`).join(", ");
  return `Farthest from the sum: the logit of ${values} lies ${value < 0 ? "below" : "above"} what its values alone would add up to, by ${signed(value)} [${signed(low)}, ${signed(high)}]; ${plural(most.rows, "row")} of ${count(set.table.sample)} hold it.`;
}

export const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

export function setsTable({ sets }: Interactions): Blob {
  const head =
    "fields,count,share,share_low,share_high,by_chance,p,stability,strength,strength_low,strength_high,examples";
  return csvBlob(
    head.split(","),
    sets.map((set) => [
      setName(set),
      set.count,
      set.share.value,
      set.share.low,
      set.share.high,
      set.by_chance,
      set.p,
      set.stability,
      set.strength.value,
      set.strength.low,
      set.strength.high,
      set.examples.join(" "),
    ]),
  );
}

export function pairsTable({ fields, counts, strengths }: Interactions): Blob {
  return csvBlob(
    ["field", "other", "rows", "strength"],
    fields.flatMap((field, i) =>
      fields.slice(i + 1).map((other, k) => [field, other, counts[i]?.[i + 1 + k], strengths[i]?.[i + 1 + k]]),
    ),
  );
}

export function cellsTable(set: FoundSet): Blob {
  return csvBlob(
    [...set.fields, "rows", "logit", "additive", "beyond", "beyond_low", "beyond_high"],
    (set.table?.cells ?? []).map(({ values, rows, logit, additive, beyond }) => [
      ...values,
      rows,
      logit,
      additive,
      beyond.value,
      beyond.low,
      beyond.high,
    ]),
  );
}

/** The sets of a row by what they are beyond the sum of their fields. */
export function beyondRows({ sets }: RowInteractions): Row[] {
  return sets.map((set) => ({
    key: setKey(set),
    name: setName(set),
    values: [set.beyond],
    note: `together they bring ${signed(set.brings)} to the logit`,
  }));
}

export function saliencyRows({ fields }: RowInteractions, say: (value: unknown) => string): Row[] {
  return [...fields]
    .sort((a, b) => b.saliency - a.saliency)
    .map(({ field, value, saliency, brings }) => ({
      key: field,
      name: `${field}: ${say(value)}`,
      values: [saliency],
      note: `alone it brings ${signed(brings)} to the logit`,
    }));
}

export function rowTable({ fields, sets }: RowInteractions): Blob {
  return csvBlob(
    ["fields", "brings", "beyond", "strength", "saliency"],
    [
      ...fields.map(({ field, brings, saliency }) => [field, brings, null, null, saliency]),
      ...sets.map((set) => [setName(set), set.brings, set.beyond, set.strength, null]),
    ],
  );
}
