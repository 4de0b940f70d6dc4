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

const NEXT_TO_NOTHING = 0.002; // of the highest density: bins below it at the left end are not drawn

/** Without the empty left end, which on a logarithmic axis can take most of the room. */
export function densityCurves({ density }: ScoresResult, splits: readonly string[]): Shown {
  const { edges, is_log: isLog } = density;
  const classes = density.classes.filter(({ split }) => splits.includes(split));
  const highest = Math.max(0, ...classes.flatMap((one) => one.density));
  const found = edges
    .slice(1)
    .findIndex((_, bin) => classes.some((one) => (one.density[bin] ?? 0) > NEXT_TO_NOTHING * highest));
  const first = Math.max(0, found - 1);
  const middle = (bin: number) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    return isLog ? Math.sqrt(low * high) : (low + high) / 2;
  };
  const width = (bin: number) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0];
    return isLog ? Math.log10(high / low) : high - low;
  };
  const bins = edges.slice(1).map((_, bin) => bin);
  return {
    curves: classes.map(({ split, clicked, rows, density: heights }) => ({
      split,
      clicked,
      rows,
      x: bins.slice(first).map(middle),
      density: heights.slice(first),
    })),
    cut: Math.max(
      0,
      ...classes.map((one) => bins.slice(0, first).reduce((sum, bin) => sum + (one.density[bin] ?? 0) * width(bin), 0)),
    ),
  };
}
