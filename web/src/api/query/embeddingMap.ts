/** Asking for the ids of a field as points. A checkpoint near the step must be kept. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pythonText } from "@/api/query/result";

export interface MapAsked {
  field: string;
  category: string | null;
  method: "pca" | "tsne";
  example: number | null; // the row that each id is put into
  step: number | null; // null: the best one
}

export const embeddingMapQuery = (run: string, asked: MapAsked) =>
  queryOptions({
    queryKey: ["run", run, "embedding-map", asked],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/embedding-map", {
          params: { path: { run } },
          body: {
            field: asked.field,
            category: asked.category,
            method: asked.method,
            example_id: asked.example,
            step: asked.step,
            ids: 1000,
            k: 10,
            seed: 0,
          },
          signal,
        }),
      ),
    placeholderData: (before, held) =>
      held?.queryKey[1] === run && before?.field === asked.field ? before : undefined,
  });

export function embeddingMapPython(run: string, { example, ...asked }: MapAsked): string {
  const given = Object.entries({ ...asked, row: example }).filter(([, value]) => value !== null);
  const words = given.map(([name, value]) => `${name}=${pythonText(value)}`);
  return `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).embedding_map(${words.join(", ")})`;
}
