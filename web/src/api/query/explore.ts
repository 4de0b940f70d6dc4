/** Asking which rows pass a filter, what charts show of them, and how the selection differs from the rest. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

export type ExploreQuestion = Partial<components["schemas"]["ExploreQuestion"]>;

export const exploreQuery = (run: string, { filter, charts = [], figures = true, ...at }: ExploreQuestion) =>
  queryOptions({
    queryKey: ["run", run, "rows", "explore", { filter, charts, figures, ...at }],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/explore", {
          params: { path: { run } },
          body: { filter: filter ?? { clauses: [] }, charts, figures, ...at },
          signal,
        }),
      ),
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });

export type SharingQuestion = Partial<components["schemas"]["SharingQuestion"]>;

/** Which values of which fields the chosen rows hold more often than the rest. */
export const sharingQuery = (run: string, { filter, ...at }: SharingQuestion) =>
  queryOptions({
    queryKey: ["run", run, "rows", "sharing", { filter, ...at }],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/v1/runs/{run}/explore/sharing", {
          params: { path: { run } },
          body: { filter: filter ?? { clauses: [] }, ...at },
          signal,
        }),
      ),
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });
