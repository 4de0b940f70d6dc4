/** Asking about the store as a whole. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";

export const storeQuery = () =>
  queryOptions({ queryKey: ["store"], queryFn: ({ signal }) => answer(client.GET("/api/v1/store", { signal })) });

/** Ready-made data sets, and the encoded folders that are known. */
export const dataQuery = () =>
  queryOptions({ queryKey: ["data"], queryFn: ({ signal }) => answer(client.GET("/api/v1/data", { signal })) });

/** Every analysis: its question, its settings, the page that explains it. */
export const analysesQuery = () =>
  queryOptions({
    queryKey: ["analyses"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => answer(client.GET("/api/v1/analyses", { signal })),
  });
