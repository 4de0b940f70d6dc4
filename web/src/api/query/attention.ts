/** Asking what the model weighs over many rows, and whether its weights can be believed. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";

/** `step` null: the best one; `split` null: the held-out one. */
export const attentionSampleQuery = (run: string, split: string | null, step: number | null) =>
  queryOptions({
    queryKey: ["run", run, "attention-sample", { split, step }],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/v1/runs/{run}/attention-sample", {
          params: {
            path: { run },
            query: { ...(split !== null && { split }), ...(step !== null && { step }) },
          },
          signal,
        }),
      ),
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });

export function attentionSamplePython(run: string, split: string | null, step: number | null): string {
  const given = [
    ...(split === null ? [] : [`split=${JSON.stringify(split)}`]),
    ...(step === null ? [] : [`step=${step}`]),
  ];
  return `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).attention_sample(${given.join(", ")})`;
}
