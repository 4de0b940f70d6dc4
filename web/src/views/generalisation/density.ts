/** Densities of scores over the training click rate, a curve a class and split (DeepInsight, arXiv:1806.08541). */
import type { ScoresResult } from "@/views/generalisation/figures";

export interface Curve {
  split: string;
  clicked: boolean;
  rows: number;
  x: number[]; // middles of the bins
  density: number[];
}

export interface Shown {
  curves: Curve[];
  cut: number; // the largest share of a class that lies left of what is drawn
}

const LEAST = 0.01; // of a class: as many rows at most may lie left of what is drawn

/** Without the long left end, which on a logarithmic axis can take most of the room. */
export function densityCurves({ density }: ScoresResult, splits: readonly string[]): Shown {
  const { edges, is_log: isLog } = density;
  const classes = density.classes.filter(({ split }) => splits.includes(split));
  const middle = (bin: number) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    return isLog ? Math.sqrt(low * high) : (low + high) / 2;
  };
  const width = (bin: number) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    return isLog ? Math.log10(high / low) : high - low;
  };
  const bins = edges.slice(1).map((_, bin) => bin);
  const left = (heights: readonly number[], bin: number) =>
    bins.slice(0, bin).reduce((sum, one) => sum + (heights[one] ?? 0) * width(one), 0);
  const most = (bin: number) => Math.max(0, ...classes.map((one) => left(one.density, bin)));
  const first = bins.findLast((bin) => most(bin) <= LEAST) ?? 0;
  return {
    curves: classes.map(({ split, clicked, rows, density: heights }) => ({
      split,
      clicked,
      rows,
      x: bins.slice(first).map(middle),
      density: heights.slice(first),
    })),
    cut: most(first),
  };
}

/**
 * The same curves over the click rate of `whole`, a share of rows a decade or a unit as there: what some rows are
 * divided by is their own click rate, so two parts can be held against each other only on the whole's axis.
 */
export function rescaled(curve: Curve, from: ScoresResult["density"], whole: ScoresResult["density"]): Curve {
  const factor = from.base_rate / whole.base_rate;
  const x = curve.x.map((ratio) => ratio * factor);
  const density = curve.density.map((height, at) => {
    const decade = (x[at] ?? 0) * Math.LN10; // units that a decade spans there
    const perUnit = from.is_log ? height / decade : height / factor;
    return whole.is_log ? perUnit * decade : perUnit;
  });
  return { ...curve, x, density };
}
