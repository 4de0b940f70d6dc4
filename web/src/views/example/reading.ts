/** What the view reads from one row's answers: values in words, what may be edited, what came of a change. */
import type { Field, Reading, ResultOf, Scan } from "@/api/types";
import { difference, figure, NONE, percent, step as sayStep } from "@/format/number";

export type ExampleResult = ResultOf<"example">;
export type Changes = Readonly<Record<string, Reading>>; // field -> value; null: missing

export type Editor = "value" | "values" | "number" | "none";

/** How a field's value is edited; vectors and pictures are not typed in. */
export function editorOf(field: Field | undefined): Editor {
  if (field === undefined) return "none";
  if (field.kind === "numeric") return "number";
  if (field.kind === "sequence") return "values";
  if (field.kind === "categorical") return field.multi ? "values" : "value";
  return "none";
}

/** A value as a sentence calls it; a dash where it is missing. */
export function sayReading(value: Reading): string {
  if (value === null) return NONE;
  if (Array.isArray(value)) return value.length ? value.map(sayReading).join(", ") : NONE;
  return typeof value === "number" ? figure(value) : value;
}

export function isChanges(value: unknown): value is Changes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isReading);
}

function isReading(value: unknown): value is Reading {
  const single = (one: unknown) => one === null || typeof one === "string" || Number.isFinite(one);
  return single(value) || (Array.isArray(value) && value.every(single));
}

export function sameReading(a: Reading, b: Reading): boolean {
  const listed = (value: Reading) => JSON.stringify(value === null ? [] : value);
  return listed(a) === listed(b);
}

/** Four decimals, and as many more as tell it from 1: near 0 and 1 pctr hardly moves. */
export function sayPctr(pctr: number): string {
  if (pctr <= 0.9995 || pctr >= 1) return figure(pctr);
  return pctr.toFixed(Math.min(12, 1 + Math.ceil(-Math.log10(1 - pctr))));
}

/** A move of pctr with its sign; small ones with two digits that count, for click rates are small. */
export function sayMove(move: number): string {
  const size = Math.abs(move);
  if (size === 0 || size >= 1e-3 || size < 1e-7) return difference(move, figure);
  const digits = 1 + Math.ceil(-Math.log10(size));
  return difference(move, (value) => value.toFixed(digits).replace("-", "−"));
}

/** How much greater or smaller, in percent of what it was. */
export function sayRelative(before: number, after: number): string {
  return before > 0 ? difference(after / before - 1, percent) : "";
}

/** The changes with one more; a value that the row holds anyway is no change. */
export function changed(changes: Changes, field: string, value: Reading, own: Reading): Changes {
  const { [field]: _, ...others } = changes;
  return sameReading(value, own) ? others : { ...others, [field]: value };
}

export function unchanged(changes: Changes, field: string): Changes {
  const { [field]: _, ...others } = changes;
  return others;
}

/** Which model answered; where it is that of another step, a finding of the answer says so. */
export function sayModel({ step, asked_step }: { step: number; asked_step: number }): string {
  return step === asked_step ? `Answered by the model of step ${sayStep(step)}.` : "";
}

/** A field to scan at first: the one that the score reacts to most, of those whose values can be gone through. */
export function scannable({ fields }: Pick<ExampleResult, "fields">, known: ReadonlyMap<string, Field>): string[] {
  return fields.map(({ field }) => field).filter((name) => editorOf(known.get(name)) !== "none");
}

/** A scanned value as one that the row may take. */
export function pointKey(value: Scan["points"][number]["value"]): string {
  return JSON.stringify(value);
}

export function outcome(label: number, task: string): string {
  if (task !== "click") return `${task}: ${figure(label)}`;
  return label === 1 ? "clicked" : "not clicked";
}
