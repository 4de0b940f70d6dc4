/** The columns that charts and clauses may name: which are shown at first, and how they are called. */
import { sayColumn } from "@/address/filter";
import type { RowColumn } from "@/api/rowTypes";
import type { Axis } from "@/chart/axis";
import { dayName, dayShort } from "@/format/time";

const BINS = { number: 30, category: 10, flag: 2 } as const;
const FIELDS_AT_FIRST = 3;

/** Score, error, day and label; then the fields that the model leans on most. */
export function defaultCharts(columns: readonly RowColumn[], salient: readonly string[] | null): string[] {
  const known = (name: string) => columns.some((column) => column.name === name && column.distinct > 1);
  const fields = columns.map(({ name }) => name).filter((name) => name.startsWith("field:"));
  const ranked = salient?.map((field) => `field:${field}`) ?? fields;
  return [
    "pctr",
    "error",
    "day",
    "label",
    ...ranked.filter((name) => fields.includes(name)).slice(0, FIELDS_AT_FIRST),
  ].filter(known);
}

export function binsOf(name: string, columns: readonly RowColumn[]): number {
  return BINS[columns.find((column) => column.name === name)?.kind ?? "number"];
}

/** As a person chooses them, by group. */
export function columnChoices(columns: readonly RowColumn[]) {
  const items = (test: (name: string) => boolean) =>
    columns.filter(({ name }) => test(name)).map(({ name }) => ({ value: name, label: chosenName(name) }));
  return [
    {
      group: "What the model says",
      items: items((name) => ["label", "pctr", "error", "loss"].includes(name)),
    },
    { group: "Rows", items: items((name) => ["day", "weight", "example_id"].includes(name)) },
    { group: "Fields", items: items((name) => name.startsWith("field:")) },
    { group: "Saliency of a field", items: items((name) => name.startsWith("saliency:")) },
  ].filter((one) => one.items.length > 0);
}

const chosenName = (name: string) => (name === "example_id" ? "row number" : sayColumn(name));

/** The axis along which a column is laid out. */
export function axisOf(column: string, unit: string): Axis {
  if (column === "day") return { name: "day", unit: null, whole: true, tick: dayShort };
  const name = chosenName(column);
  if (column.startsWith("saliency:")) return { name, unit: "|∂pctr/∂embedding|" };
  if (column.startsWith("neuron:")) return { name, unit: "output" };
  return { name, unit: unit || null };
}

export function sayValue(column: string, value: string | number | null): string {
  if (value === null) return "missing";
  if (column === "label") return Number(value) === 1 ? "clicked" : "not clicked";
  if (column === "day") return dayName(Number(value));
  return String(value);
}
