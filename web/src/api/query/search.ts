/** Asking what a search for better settings knows now. */
import { queryOptions } from "@tanstack/react-query";
import { API, answer, client, fetchBytes } from "@/api/client";

export const searchQuery = (run: string) =>
  queryOptions({
    queryKey: ["run", run, "search"],
    queryFn: ({ signal }) => answer(client.GET("/api/v1/runs/{run}/search", { params: { path: { run } }, signal })),
  });

/** A row for each trial, as a file. */
export async function trialTable(run: string, format: "csv" | "parquet"): Promise<Blob> {
  return (await fetchBytes(`${API}/runs/${encodeURIComponent(run)}/search/table?format=${format}`)).blob();
}
