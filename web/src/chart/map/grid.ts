/** Grid: finds the point nearest to a place among a million, by looking into a few cells only. */
import { extent } from "../scale";

export interface Grid {
  nearest(x: number, y: number, reach: number, wanted?: (index: number) => boolean): number; // -1: none within reach
}

const IN_CELL = 4; // points, on the average

export function makeGrid(xs: ArrayLike<number>, ys: ArrayLike<number>): Grid {
  const [x, y] = [extent([xs]), extent([ys])];
  if (!x || !y) return { nearest: () => -1 };
  const side = Math.max(1, Math.min(1024, Math.ceil(Math.sqrt(xs.length / IN_CELL))));
  const [wide, tall] = [(x[1] - x[0]) / side || 1, (y[1] - y[0]) / side || 1];
  const across = (value: number) => Math.min(side - 1, Math.max(0, Math.floor((value - x[0]) / wide)));
  const down = (value: number) => Math.min(side - 1, Math.max(0, Math.floor((value - y[0]) / tall)));
  const starts = new Int32Array(side * side + 1);
  const cellOf = (i: number) => {
    const [px, py] = [xs[i] ?? Number.NaN, ys[i] ?? Number.NaN];
    return Number.isFinite(px + py) ? down(py) * side + across(px) : -1;
  };
  for (let i = 0; i < xs.length; i++) {
    const cell = cellOf(i);
    if (cell >= 0) starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
  }
  for (let cell = 0; cell < side * side; cell++) starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(starts[side * side] ?? 0);
  for (let i = 0; i < xs.length; i++) {
    const cell = cellOf(i);
    if (cell < 0) continue;
    order[next[cell] ?? 0] = i;
    next[cell] = (next[cell] ?? 0) + 1;
  }
  return {
    nearest(px, py, reach, wanted) {
      let [best, far] = [-1, reach * reach];
      if (px + reach < x[0] || px - reach > x[1] || py + reach < y[0] || py - reach > y[1]) return -1;
      const [left, right, low, high] = [across(px - reach), across(px + reach), down(py - reach), down(py + reach)];
      for (let row = low; row <= high; row++)
        for (let k = starts[row * side + left] ?? 0; k < (starts[row * side + right + 1] ?? 0); k++) {
          const i = order[k] ?? -1;
          const away = ((xs[i] ?? 0) - px) ** 2 + ((ys[i] ?? 0) - py) ** 2;
          if (away <= far && (!wanted || wanted(i))) [best, far] = [i, away];
        }
      return best;
    },
  };
}
