/** Asking which fields act together: what was kept of many rows, and one row by itself. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pythonText } from "@/api/query/result";
import type { Settings } from "@/api/types";

/** Null where it was never asked. `settings` name the step, or the best one answers. */
export const interactionsQuery = (run: string, settings: Settings) =>
  queryOptions({
    queryKey: ["run", run, "interactions", settings],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/v1/runs/{run}/interactions", {
          params: { path: { run }, query: { settings: JSON.stringify(settings) } },
          signal,
        }),
      ),
  });

interface RowAsked {
  example: number;
  split: string;
  step: number;
  settings: Settings;
}

export const rowInteractionsQuery = (run: string, { example, split, step, settings }: RowAsked) =>
  queryOptions({
    queryKey: ["run", run, "row-interactions", example, split, step, settings],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/row-interactions", {
          params: { path: { run } },
          // What the question leaves out is as Python says; the generated type asks for all of it.
          body: { example_id: example, split, step, settings } as never,
          signal,
        }),
      ),
  });

/** The same in a notebook. */
export function interactionsPython(run: string, settings: Settings): string {
  const given = Object.entries(settings).map(([name, value]) => `${name}=${pythonText(value)}`);
  return `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).interactions(${given.join(", ")})`;
}
