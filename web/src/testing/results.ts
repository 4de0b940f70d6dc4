/** Results that the Python side wrote for tests (`python -m tests.page_fixtures`), by their own types. */
import type {
  Attention,
  AttentionSample,
  EmbeddingMap,
  Interactions,
  ModelWeights,
  ResultOf,
  RowInteractions,
  Scan,
  WhatIf,
} from "@/api/types";
import attention from "@/testing/data/attention.json";
import attentionSample from "@/testing/data/attention_sample.json";
import comparison from "@/testing/data/comparison.json";
import embeddingMap from "@/testing/data/embedding_map.json";
import example from "@/testing/data/example.json";
import fluctuation from "@/testing/data/fluctuation.json";
import interactions from "@/testing/data/interactions.json";
import neuron from "@/testing/data/neuron.json";
import neurons from "@/testing/data/neurons.json";
import probe from "@/testing/data/probe.json";
import redundancy from "@/testing/data/redundancy.json";
import rowInteractions from "@/testing/data/row_interactions.json";
import saliency from "@/testing/data/saliency.json";
import scan from "@/testing/data/scan.json";
import search from "@/testing/data/search.json";
import weights from "@/testing/data/weights.json";
import whatIf from "@/testing/data/what_if.json";

export const ATTENTION = attention as unknown as Attention;
export const ATTENTION_SAMPLE = attentionSample as unknown as AttentionSample;
export const COMPARISON = comparison as unknown as ResultOf<"comparison">;
export const EMBEDDING_MAP = embeddingMap as unknown as EmbeddingMap;
export const EXAMPLE = example as unknown as ResultOf<"example">;
export const FLUCTUATION = fluctuation as unknown as ResultOf<"fluctuation">;
export const INTERACTIONS = interactions as unknown as Interactions;
export const NEURON = neuron as unknown as ResultOf<"neuron">;
export const NEURONS = neurons as unknown as ResultOf<"neurons">;
export const PROBE = probe as unknown as ResultOf<"probe">;
export const REDUNDANCY = redundancy as unknown as ResultOf<"redundancy">;
export const ROW_INTERACTIONS = rowInteractions as unknown as RowInteractions;
export const SALIENCY = saliency as unknown as ResultOf<"saliency">;
export const SCAN = scan as unknown as Scan;
export const SEARCH = search as unknown as ResultOf<"search">;
export const WEIGHTS = weights as unknown as ModelWeights;
export const WHAT_IF = whatIf as unknown as WhatIf;
