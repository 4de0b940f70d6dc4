/** Asking for named selections, keeping one, forgetting one. */
import { type QueryClient, type QueryKey, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { RowFilter } from "@/address/filter";
import { answer, client } from "@/api/client";
import type { UsableSlice } from "@/api/rowTypes";
import type { Slice } from "@/api/types";

export const slicesQuery = () =>
  queryOptions({
    queryKey: ["slices"],
    // openapi-fetch takes the pairs of a lasso for lists of any length; the schema says that they are pairs
    queryFn: ({ signal }) => answer(client.GET("/api/v1/slices", { signal })) as Promise<Slice[]>,
  });

/** All slices, and which columns this run lacks for them. */
export const usableSlicesQuery = (run: string) =>
  queryOptions({
    queryKey: ["slices", run],
    queryFn: ({ signal }) =>
      answer(client.GET("/api/v1/runs/{run}/slices", { params: { path: { run } }, signal })) as Promise<UsableSlice[]>,
  });

/** Keeps a filter under a name for all runs; a Failure of status 409 where the name is taken. */
export function useSaveSlice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ run, name, filter, note = "", replace = false }: NewSlice) =>
      answer(client.POST("/api/v1/slices", { body: { run, name, filter, note, replace } })),
    onSettled: () => settle(queries),
  });
}

export interface NewSlice {
  run: string; // whose columns the filter names
  name: string;
  filter: RowFilter;
  note?: string;
  replace?: boolean; // a slice of that name, if there is one
}

export function useForgetSlice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => answer(client.DELETE("/api/v1/slices/{name}", { params: { path: { name } } })),
    onSettled: () => settle(queries),
  });
}

/** The lists of slices, and what analyses said of them. */
function settle(queries: QueryClient) {
  const judged = ({ queryKey }: { queryKey: QueryKey }) => queryKey[2] === "result" && queryKey[3] === "slices";
  return Promise.all([
    queries.invalidateQueries({ queryKey: ["slices"] }),
    queries.invalidateQueries({ predicate: judged }),
  ]);
}
