/** Asking for rows page by page, and for what their columns hold. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { canonical, type RowFilter } from "@/address/filter";
import { answer, client } from "@/api/client";

export interface RowsAt {
  split: string | null;
  step: number | null;
}

/** What filters and charts may name, but for single neurons. */
export const columnsQuery = (run: string, at: RowsAt) =>
  queryOptions({
    queryKey: ["run", run, "rows", "columns", at],
    queryFn: ({ signal }) =>
      answer(client.GET("/api/v1/runs/{run}/columns", { params: { path: { run }, query: at }, signal })),
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });

const PAGE = 200; // rows

export interface RowPagesAsked extends RowsAt {
  filter: RowFilter | null;
  sort: string; // a column
  descending: boolean;
}

/** The rows that pass; further pages as they are wanted. */
export const rowPagesQuery = (run: string, { filter, ...asked }: RowPagesAsked) =>
  infiniteQueryOptions({
    queryKey: ["run", run, "rows", "pages", { filter, ...asked }],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET("/api/v1/runs/{run}/rows", {
          params: {
            path: { run },
            query: { ...asked, offset: pageParam, limit: PAGE, ...(filter && { filter: canonical(filter) }) },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ offset, rows, total }) => (offset + rows.length < total ? offset + rows.length : undefined),
    placeholderData: (before, held) => (held?.queryKey[1] === run ? before : undefined),
  });
