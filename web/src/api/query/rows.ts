/** Asking for rows as people read them, sorted by what matters. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RowFilter } from "@/address/filter";
import { canonical } from "@/address/filter";
import { answer, client } from "@/api/client";

export interface RowsAsked {
  split: string;
  step: number;
  sort?: string; // a column
  descending?: boolean;
  limit?: number;
  columns?: readonly string[]; // scores and all fields if none
  filter?: RowFilter | null; // all rows if none
}

export const rowsQuery = (run: string, { split, step, columns, filter, ...how }: RowsAsked) =>
  queryOptions({
    queryKey: ["run", run, "rows", "page", { split, step, columns: columns ?? null, filter: filter ?? null, ...how }],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/v1/runs/{run}/rows", {
          params: {
            path: { run },
            query: {
              split,
              step,
              ...how,
              ...(columns && { columns: [...columns] }),
              ...(filter && { filter: canonical(filter) }),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
