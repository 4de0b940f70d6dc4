/** Registry: where each kind of result is looked at. A kind without a view does not compile. */
import type { ViewName } from "@/address/address";
import type { ResultKind } from "@/api/types";

export interface Home {
  view: ViewName | "compare";
  name: string; // as people call the result
  page: string; // of docs/methods that explains it
}

export const HOMES: Record<ResultKind, Home> = {
  scores: { view: "generalisation", name: "Scores", page: "scores" },
  fluctuation: { view: "generalisation", name: "Fluctuation", page: "fluctuation" },
  neurons: { view: "neurons", name: "Neurons", page: "neurons" },
  saliency: { view: "features", name: "Saliency", page: "saliency" },
  probe: { view: "layers", name: "Probes", page: "probe" },
  redundancy: { view: "layers", name: "Redundancy", page: "redundancy" },
  projection: { view: "map", name: "Map of inner states", page: "projection" },
  neuron: { view: "neurons", name: "One neuron", page: "neuron" },
  slices: { view: "explore", name: "Slices", page: "slices" },
  example: { view: "example", name: "One row", page: "example" },
  search: { view: "search", name: "Search", page: "search" },
  comparison: { view: "compare", name: "Comparison", page: "comparison" },
};
