/** Asking what changed between two runs, two steps or two days. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { Compared } from "@/api/types";

export const compareQuery = (asked: Compared) =>
  queryOptions({
    queryKey: ["compare", asked],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/compare", { params: { query: asked }, signal })),
    placeholderData: (before) => before,
  });
