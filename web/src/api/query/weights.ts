/** Asking what the parameters of a checkpoint hold. One near the step must be kept. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";

/** `step` null: the best one. */
export const weightsQuery = (run: string, step: number | null) =>
  queryOptions({
    queryKey: ["run", run, "weights", step],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/v1/runs/{run}/weights", {
          params: { path: { run }, query: step === null ? {} : { step } },
          signal,
        }),
      ),
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });

export function weightsPython(run: string, step: number | null): string {
  const given = step === null ? "" : `step=${step}`;
  return `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).weights(${given})`;
}
