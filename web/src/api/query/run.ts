/** Asking about runs, and changing what a person may change of one. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { MetricCourse, RunChange, RunDetail, RunRow } from "@/api/types";

export const runsQuery = () =>
  queryOptions({ queryKey: ["runs"], queryFn: ({ signal }) => answer(client.GET("/api/v1/runs", { signal })) });

export const runQuery = (run: string) =>
  queryOptions({
    queryKey: ["run", run, "detail"],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/runs/{run}", { params: { path: { run } }, signal })),
  });

/** Names, tags, notes, pins or archives a run; shown at once, taken back if the service refuses. */
export function useChangeRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ run, change }: { run: string; change: RunChange }) =>
      answer(client.PATCH("/api/v1/runs/{run}", { params: { path: { run } }, body: change })),
    onMutate: ({ run, change }) => {
      const before = queries.getQueryData<RunRow[]>(["runs"]);
      const given = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== null && value !== undefined),
      );
      queries.setQueryData<RunRow[]>(["runs"], (rows) =>
        rows?.map((row) => (row.id === run ? { ...row, ...given } : row)),
      );
      queries.setQueryData<RunDetail>(
        ["run", run, "detail"],
        (held) => held && { ...held, run: { ...held.run, ...given } },
      );
      return { before };
    },
    onError: (_, __, held) => held && queries.setQueryData(["runs"], held.before),
    onSettled: (_, __, { run }) => {
      void queries.invalidateQueries({ queryKey: ["runs"] });
      void queries.invalidateQueries({ queryKey: ["run", run, "detail"] });
    },
  });
}

/** Puts runs into the bin, the trials of searches along; they leave the list at once and can be restored for ten minutes. */
export function useTrashRuns() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ asked }: { asked: readonly string[]; trials: readonly string[] }) =>
      Promise.all(asked.map((run) => answer(client.DELETE("/api/v1/runs/{run}", { params: { path: { run } } })))),
    onMutate: ({ asked, trials }) =>
      queries.setQueryData<RunRow[]>(["runs"], (rows) =>
        rows?.filter(({ id }) => !asked.includes(id) && !trials.includes(id)),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["runs"] }),
  });
}

export function useRestoreRuns() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (runs: readonly string[]) =>
      Promise.all(runs.map((run) => answer(client.POST("/api/v1/runs/{run}/restore", { params: { path: { run } } })))),
    onSettled: () => queries.invalidateQueries({ queryKey: ["runs"] }),
  });
}

/** The run in words: what was found, and what to do. */
export const summaryQuery = (run: string) =>
  queryOptions({
    queryKey: ["run", run, "summary"],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/runs/{run}/summary", { params: { path: { run } }, signal })),
  });

/** Which analyses can be asked of the run, and what it lacks for the others. */
export const availableQuery = (run: string) =>
  queryOptions({
    queryKey: ["run", run, "available"],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/runs/{run}/available", { params: { path: { run } }, signal })),
  });

export interface MetricsAsked {
  metrics?: readonly string[]; // all if none
  split?: string; // all if none
  day?: "whole" | "every" | number;
  points?: number; // most a series
}

/** The evaluations as columns, thinned by the service; while others are on their way, those before stay in sight. */
export const metricsQuery = (run: string, { metrics, split, day = "whole", points = 500 }: MetricsAsked = {}) =>
  queryOptions<MetricCourse>({
    queryKey: ["run", run, "metrics", metrics ?? null, split ?? null, day, points],
    // the document names an Arrow stream beside the JSON, which leaves no type; JSON is what is asked for
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/v1/runs/{run}/metrics", {
          params: {
            path: { run },
            query: {
              day: String(day),
              points,
              ...(metrics && { metrics: metrics.join(",") }),
              ...(split && { split }),
            },
          },
          signal,
        }),
      ) as Promise<MetricCourse>,
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });

/** What the rows of the run hold: splits, fields, values. */
export const runDataQuery = (run: string) =>
  queryOptions({
    queryKey: ["run", run, "data"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => answer(client.GET("/api/v1/runs/{run}/data", { params: { path: { run } }, signal })),
  });
