/** Asking the model itself: what it would say of a row with other values. A checkpoint near the step must be kept. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pythonText } from "@/api/query/result";
import type { Reading } from "@/api/types";

export interface LiveRow {
  example: number;
  split: string;
  step: number;
}

/** The row's score as it is, with each change alone, and with all of them. At least one change. */
export const whatIfQuery = (
  run: string,
  { example, split, step }: LiveRow,
  changes: Readonly<Record<string, Reading>>,
) =>
  queryOptions({
    queryKey: ["run", run, "rows", "what-if", { example, split, step, changes }],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/what-if", {
          params: { path: { run } },
          body: { example_id: example, split, step, changes },
          signal,
        }),
      ),
    placeholderData: (before, held) => (sameRow(held?.queryKey[4], example) ? before : undefined),
  });

/** The row's score with each value of one field: the most frequent ones, or a number's quantiles. */
export const scanQuery = (run: string, { example, split, step }: LiveRow, field: string, limit = 50) =>
  queryOptions({
    queryKey: ["run", run, "rows", "scan", { example, split, step, field, limit }],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/scan", {
          params: { path: { run } },
          body: { example_id: example, split, step, field, limit },
          signal,
        }),
      ),
    placeholderData: (before, held) =>
      sameRow(held?.queryKey[4], example) && before?.field === field ? before : undefined,
  });

/** What the model weighs in the row, for its own candidate and for each of the others. */
export const attentionQuery = (
  run: string,
  { example, split, step }: LiveRow,
  candidates: readonly Readonly<Record<string, Reading>>[],
) =>
  queryOptions({
    queryKey: ["run", run, "rows", "attention", { example, split, step, candidates }],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/attention", {
          params: { path: { run } },
          body: { example_id: example, split, step, candidates: [...candidates] },
          signal,
        }),
      ),
    placeholderData: (before, held) => (sameRow(held?.queryKey[4], example) ? before : undefined),
  });

export function attentionPython(
  run: string,
  row: LiveRow,
  candidates: readonly Readonly<Record<string, Reading>>[],
): string {
  return python(run, `attention(${row.example}, ${pythonText(candidates)}, ${where(row)})`);
}

export function whatIfPython(run: string, row: LiveRow, changes: Readonly<Record<string, Reading>>): string {
  return python(run, `what_if(${row.example}, ${pythonText(changes)}, ${where(row)})`);
}

export function scanPython(run: string, row: LiveRow, field: string, limit: number): string {
  return python(run, `scan(${row.example}, ${JSON.stringify(field)}, limit=${limit}, ${where(row)})`);
}

const where = ({ split, step }: LiveRow) => `split=${JSON.stringify(split)}, step=${step}`;
const python = (run: string, call: string) => `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).${call}`;

/** While the next answer is on its way, the one before stays, unless it was about another row. */
function sameRow(asked: unknown, example: number): boolean {
  return typeof asked === "object" && asked !== null && "example" in asked && asked.example === example;
}
