/** How the neurons are looked at: what is measured, in which order, of which rows; and how a neuron stands in the address. */
import type { ResultOf } from "@/api/types";
import type { Axis } from "@/chart/axis";

export type NeuronsResult = ResultOf<"neurons">;
export type LayerMap = NeuronsResult["layers"][number];
export type NeuronResult = ResultOf<"neuron">;

export const MEASURES = ["deviation", "mean", "zero_share", "gap"] as const;
export type Measure = (typeof MEASURES)[number];
export const ORDERS = ["value", "change", "index"] as const;
export type Order = (typeof ORDERS)[number];
export const PARTS = ["difference", "selection", "rest"] as const; // of the rows, where some are selected
export type Part = (typeof PARTS)[number];

export interface NeuronsLook {
  measure: Measure;
  order: Order;
  layer: string | null; // null: all
  part: Part;
}

/** A neuron by its place: its layer and its number in it, counted from 0. */
export interface Place {
  layer: string;
  neuron: number;
}

/** `layer_4.7`; the name of a layer may hold dots itself. */
export function writePlace({ layer, neuron }: Place): string {
  return `${layer}.${neuron}`;
}

export function readPlace(text: string | null): Place | null {
  const found = /^(.+)\.(\d{1,9})$/.exec(text ?? "");
  return found?.[1] && found[2] ? { layer: found[1], neuron: Number(found[2]) } : null;
}

export const MEASURE_WORDS: Record<Measure, { name: string; title: string; means: string }> = {
  deviation: { name: "Deviation", title: "How much neurons move", means: "deviation of its output over rows" },
  mean: { name: "Mean", title: "Mean output", means: "mean of its output over rows" },
  zero_share: {
    name: "Silence",
    title: "How often neurons are silent",
    means: "share of rows in which its output is 0",
  },
  gap: {
    name: "Gap",
    title: "How much more neurons move on training rows",
    means: "deviation on training rows less that on held-out rows",
  },
};

export const ORDER_WORDS: Record<Order, string> = { value: "Value at the step", change: "Change", index: "Number" };

/** What the colours of the map mean. */
export function measureAxis(measure: Measure, differs: boolean): Axis {
  const name = {
    deviation: "deviation",
    mean: "mean output",
    zero_share: "rows with output 0",
    gap: "deviation, train − held out",
  }[measure];
  return {
    name: differs ? `${name}, selection − rest` : name,
    unit: measure === "zero_share" ? (differs ? "points of %" : "%") : null,
    signed: differs || measure === "gap",
  };
}
