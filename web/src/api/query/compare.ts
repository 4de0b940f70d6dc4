/** Asking what changed between two runs, two steps or two days. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";

export interface Compared {
  before: string;
  after: string;
  before_step?: number | null;
  after_step?: number | null;
  before_day?: number | null;
  after_day?: number | null;
}

export const compareQuery = (asked: Compared) =>
  queryOptions({
    queryKey: ["compare", asked],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/compare", { params: { query: asked }, signal })),
    placeholderData: (before) => before,
  });
