/** Layers in figures: what the charts and the table of this view take from the results. */
import type { Interval, ResultOf } from "@/api/types";
import type { Row } from "@/chart/row";
import { layerTitle } from "@/format/layer";
import type { Found } from "@/view/Finding";

export type ProbeResult = ResultOf<"probe">;
export type RedundancyResult = ResultOf<"redundancy">;
export type FluctuationResult = ResultOf<"fluctuation">;

/** A result of all rows, or of the selected ones and of the rest. */
export interface Sides<R> {
  all: R;
  selection: R | null; // null: none is selected, or on its way
  rest: R | null;
}

/** The results that are held against one another: two where rows are selected, else one. */
export function sidesOf<R>({ all, selection, rest }: Sides<R>): R[] {
  return selection && rest ? [selection, rest] : [all];
}

/** What to drop comes first, then what the topmost layer adds, then warnings, then the rest; a remedy is offered once. */
export function advice(redundancy: readonly Found[], probe: readonly Found[]): Found[] {
  const all = [...redundancy, ...probe];
  const adds = all.some(({ remedy }) => remedy) ? probe.find(({ remedy }) => !remedy) : undefined;
  const rank = (found: Found) => {
    if (found.remedy) return 0;
    if (found === adds) return 1;
    return { alarm: 2, warning: 3 }[found.severity] ?? 4;
  };
  const offered = new Set<string>();
  return all
    .sort((a, b) => rank(a) - rank(b))
    .map((found) => {
      if (!found.remedy || !offered.has(found.remedy)) {
        offered.add(found.remedy ?? "");
        return found;
      }
      return { ...found, remedy: null };
    });
}

/** Layers from the input up. The names of an object come by their letters, so the order is read off the lists. */
export function tapsOf({ taps, points }: ProbeResult): string[] {
  return inOrder(
    points.map((point) => point.tap),
    taps,
  );
}

export function layersOf({ layers, pairs, turns }: RedundancyResult): string[] {
  return inOrder([...pairs.flatMap(({ layer, other }) => [layer, other]), ...turns.map(({ layer }) => layer)], layers);
}

const inOrder = (met: readonly string[], all: Record<string, number>) => [...new Set([...met, ...Object.keys(all)])];

/** The probed step that stands for the one looked at: that itself, else the nearest. */
export function probedStep({ model }: ProbeResult, step: number): number | null {
  const steps = [...new Set(model.map((one) => one.step))];
  return steps.reduce<number | null>(
    (found, one) => (found === null || Math.abs(one - step) < Math.abs(found - step) ? one : found),
    null,
  );
}

/** The split on which layers are judged: the one looked at, but never training rows, which the network has seen. */
export function judgedSplit({ split, points }: ProbeResult, wanted: string | null): string {
  const known = wanted !== null && points.some((point) => point.split === wanted);
  return known && wanted !== "train" ? wanted : split;
}

export const MODEL = "model"; // the key of the model itself among the layers

/** AUC of each layer's probe and of the model itself, a column a side. */
export function aucRows(
  sides: readonly { result: ProbeResult; split: string }[],
  taps: readonly string[],
  step: number,
) {
  const row = (key: string, name: string, of: readonly (Interval | null)[]): Row => ({ key, name, ...columns(of) });
  const at = (result: ProbeResult) => probedStep(result, step);
  return [
    ...taps.map((tap) =>
      row(
        tap,
        layerTitle(tap),
        sides.map(({ result, split }) => probeAuc(result, at(result), tap, split)),
      ),
    ),
    row(
      MODEL,
      "The model itself",
      sides.map(({ result, split }) => modelAuc(result, at(result), split)),
    ),
  ];
}

export function probeAuc({ points }: ProbeResult, step: number | null, tap: string, split: string): Interval | null {
  return points.find((one) => one.step === step && one.tap === tap && one.split === split)?.auc ?? null;
}

export function modelAuc({ model }: ProbeResult, step: number | null, split: string): Interval | null {
  return model.find((one) => one.step === step && one.split === split)?.auc ?? null;
}

export function gainOf({ gains }: ProbeResult, step: number | null, tap: string, split: string): Interval | null {
  return gains.find((one) => one.step === step && one.tap === tap && one.split === split)?.gain ?? null;
}

/** No more than the interval allows. Only at the step that would be kept is it a reason to drop a layer. */
export function verdict(gain: Interval | null, { margin, isKept }: { margin: number; isKept: boolean }): string {
  if (!gain) return "cannot be told";
  if (gain.high < margin) return isKept ? "can go" : "adds nothing";
  if (gain.low > 0) return isKept ? "earns its keep" : "adds";
  return isKept ? "too few rows to say" : "unsure";
}

/** Values with the ends of their intervals, as charts take them. */
export function columns(intervals: readonly (Interval | null)[]) {
  return {
    values: intervals.map((one) => one?.value ?? null),
    low: intervals.map((one) => one?.low ?? null),
    high: intervals.map((one) => one?.high ?? null),
  };
}

/** CKA of all layers as a matrix, row by row; a layer with itself is 1 by definition. */
export function likeness(result: RedundancyResult): Float64Array {
  const taps = layersOf(result);
  const values = new Float64Array(taps.length ** 2).fill(Number.NaN);
  taps.forEach((_, i) => {
    values[i * taps.length + i] = 1;
  });
  for (const { layer, other, cka } of result.pairs) {
    const [i, j] = [taps.indexOf(layer), taps.indexOf(other)];
    if (i < 0 || j < 0 || !cka) continue;
    values[i * taps.length + j] = cka.value;
    values[j * taps.length + i] = cka.value;
  }
  return values;
}

export function ckaOf({ pairs }: RedundancyResult, a: string, b: string): Interval | null {
  return pairs.find((one) => (one.layer === a && one.other === b) || (one.layer === b && one.other === a))?.cka ?? null;
}

/** The snapshots that are probed: all, or of many an even share that stays the same while a run grows, and these. */
export function probedSteps(
  steps: readonly number[],
  most: number,
  always: readonly (number | null)[],
): number[] | null {
  if (steps.length <= most) return null;
  const every = 2 ** Math.ceil(Math.log2(steps.length / most));
  return steps.filter((step, at) => at % every === 0 || always.includes(step));
}
