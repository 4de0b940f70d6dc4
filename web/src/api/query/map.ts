/** Asking for the rows as points on a map. */
import { queryOptions } from "@tanstack/react-query";
import { canonical, type RowFilter } from "@/address/filter";
import { API, fetchBytes, query } from "@/api/client";

export interface MapAsked {
  split: string | null;
  step: number | null;
  tap: string;
  method: "pca" | "tsne";
  colour?: string | null; // a column; label, pctr and error come anyway
  filter?: RowFilter | null; // adds which points pass
}

/** The points as Arrow's stream; whoever draws them reads it. Among the results, so that a film waits for its map. */
export const mapQuery = (run: string, { filter = null, ...asked }: MapAsked) =>
  queryOptions({
    queryKey: ["run", run, "result", "map", { ...asked, filter }],
    queryFn: async ({ signal }) => {
      const words = query({ ...asked, filter: filter && canonical(filter) });
      const response = await fetchBytes(`${API}/runs/${encodeURIComponent(run)}/map${words}`, { signal });
      return response.arrayBuffer();
    },
    structuralSharing: false,
    gcTime: 60_000, // ms; a million points are 30 MB
  });
