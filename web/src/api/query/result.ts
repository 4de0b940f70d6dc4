/** Asking an analysis of a run: the typed result, and the same as a file. */
import { queryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { canonical, type RowFilter } from "@/address/filter";
import { API, answer, client, fetchBytes, query } from "@/api/client";
import type { ResultOf, RunResultKind, Settings } from "@/api/types";

/** The result of `kind`; while another step is on its way, the one before stays in sight. */
export function useResult<K extends RunResultKind>(
  run: string,
  kind: K,
  settings: Settings = {},
  { rows, enabled = true, awaited = true }: ResultHow = {},
) {
  const found = useQuery({ ...resultQuery(run, kind, settings, rows), enabled, meta: { awaited } });
  return found as UseQueryResult<ResultOf<K>>; // the service answers with the kind that it was asked for
}

export interface ResultHow {
  rows?: RowPart;
  enabled?: boolean;
  awaited?: boolean; // false: it stands beside what a step shows, so a film does not wait for it
}

/** Which rows a result stands on: those that pass the filter, or the rest. */
export interface RowPart {
  filter: RowFilter;
  part: "selection" | "rest";
}

const rowsAsked = (rows?: RowPart) => (rows ? { selection: canonical(rows.filter), part: rows.part } : {});

export const resultQuery = (run: string, kind: RunResultKind, settings: Settings = {}, rows?: RowPart) => {
  const asked = canonical(settings);
  return queryOptions({
    queryKey: ["run", run, "result", kind, asked, rowsAsked(rows)],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/v1/runs/{run}/results/{kind}", {
          params: { path: { run, kind }, query: { settings: asked, ...rowsAsked(rows) } },
          signal,
        }),
      ),
    placeholderData: (before, held) => (held?.queryKey[1] === run && held.queryKey[3] === kind ? before : undefined),
  });
};

export type ResultFormat = "csv" | "parquet" | "arrow";

/** The table behind a result, as a file. */
export async function resultTable(
  run: string,
  kind: RunResultKind,
  settings: Settings,
  format: ResultFormat,
  rows?: RowPart,
): Promise<Blob> {
  const path = `${API}/runs/${encodeURIComponent(run)}/results/${kind}/table${query({ settings: canonical(settings), format, ...rowsAsked(rows) })}`;
  return (await fetchBytes(path)).blob();
}

/** The call that gives the same result in a notebook. */
export function resultPython(run: string, kind: RunResultKind, settings: Settings): string {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined && value !== null);
  const words = [JSON.stringify(kind), ...given.map(([name, value]) => `${name}=${pythonText(value)}`)];
  return `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).analyze(${words.join(", ")})`;
}

/** A plain value as Python writes it. */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonText).join(", ")}]`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, held]) => `${JSON.stringify(key)}: ${pythonText(held)}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}
