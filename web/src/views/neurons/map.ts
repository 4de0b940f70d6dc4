/** The map of one layer as a chart takes it: neurons in the order asked for, a column a step. */
import { nearest } from "@/chart/scale";
import type { LayerMap, Measure, NeuronsResult, Order } from "@/views/neurons/look";

export interface NeuronMap {
  layer: string;
  neurons: number[]; // of each row, by its number
  values: Float64Array; // row by row; NaN: not finite
  span: readonly [number, number] | null; // of the values
}

/** `rest`: the same layer on other rows, which is taken off. */
export function neuronMap(result: NeuronsResult, layer: LayerMap, order: Order, rest: LayerMap | null): NeuronMap {
  const { steps, measure } = result;
  const factor = measure === "zero_share" ? 100 : 1; // shares are drawn as percent
  const table = layer.values.map((row, neuron) =>
    row.map((value, column) => factor * (number(value) - (rest ? number(rest.values[neuron]?.[column]) : 0))),
  );
  const [at, from] = [columnOf(steps, result.step), columnOf(steps, result.reference_step)];
  const key = (row: readonly number[]) => number(row[at]) - (order === "change" ? number(row[from]) : 0);
  const neurons = table.map((_, neuron) => neuron);
  if (order !== "index") neurons.sort((a, b) => descending(key(table[a] ?? []), key(table[b] ?? [])) || a - b);
  const values = Float64Array.from(neurons.flatMap((neuron) => table[neuron] ?? []));
  return { layer: layer.layer, neurons, values, span: spanOf(values) };
}

/** The colours of maps side by side: signed ones share theirs, so do shares; deviations of two layers have no common scale. */
export function sharedSpan(maps: readonly NeuronMap[], measure: Measure, signed: boolean) {
  if (measure === "zero_share" && !signed) return [0, 100] as const;
  if (!signed) return null;
  const most = Math.max(0, ...maps.flatMap(({ span }) => (span ? span.map(Math.abs) : [])));
  return most > 0 ? ([-most, most] as const) : null;
}

/** The column of a step; where steps were left out, the nearest. */
export function columnOf(steps: readonly number[], step: number): number {
  return nearest(steps, step);
}

const number = (value: number | null | undefined) => value ?? Number.NaN;

/** What is not finite stands last. */
function descending(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}

function spanOf(values: Float64Array): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
