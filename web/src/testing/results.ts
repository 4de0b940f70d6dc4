/** Results that the Python side wrote for tests (`python -m tests.page_fixtures`), by their own types. */
import type { ResultOf } from "@/api/types";
import fluctuation from "@/testing/data/fluctuation.json";
import neuron from "@/testing/data/neuron.json";
import neurons from "@/testing/data/neurons.json";
import probe from "@/testing/data/probe.json";
import redundancy from "@/testing/data/redundancy.json";

export const FLUCTUATION = fluctuation as unknown as ResultOf<"fluctuation">;
export const NEURON = neuron as unknown as ResultOf<"neuron">;
export const NEURONS = neurons as unknown as ResultOf<"neurons">;
export const PROBE = probe as unknown as ResultOf<"probe">;
export const REDUNDANCY = redundancy as unknown as ResultOf<"redundancy">;
