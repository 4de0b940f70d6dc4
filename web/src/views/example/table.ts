/** The tables behind the answers of the model itself, as files: the service keeps none of them. */
import type { Scan, WhatIf } from "@/api/types";
import { sayReading } from "@/views/example/reading";

/** A line for the row as it is, for each change alone, and for all of them together. */
export function whatIfTable({ before, after, changes }: WhatIf): Blob {
  const lines = [
    ["as it is", "", "", before.logit, before.pctr, 0],
    ...changes.map((one) => [
      one.field,
      sayReading(one.before),
      sayReading(one.after),
      one.alone.logit,
      one.alone.pctr,
      one.effect,
    ]),
    ["all together", "", "", after.logit, after.pctr, after.pctr - before.pctr],
  ];
  return csv(["change", "before", "after", "logit", "pctr", "effect"], lines);
}

/** A line for each value. */
export function scanTable({ points, own_score }: Scan): Blob {
  const lines = points.map(({ value, count, score, is_own, is_unknown }) => [
    sayReading(value),
    count ?? "",
    score.logit,
    score.pctr,
    score.pctr - own_score.pctr,
    is_own,
    is_unknown,
  ]);
  return csv(["value", "count", "logit", "pctr", "effect", "own", "unknown"], lines);
}

type Cell = string | number | boolean;

export function csv(head: readonly string[], lines: readonly (readonly Cell[])[]): Blob {
  const text = [head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
  return new Blob([`${text}\r\n`], { type: "text/csv" });
}

function cell(value: Cell): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
