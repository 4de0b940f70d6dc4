/** Thousands of lines as one picture. */
import type { Look } from "./colour";
import type { Frame } from "./frame";
import type { LineBatch, LineData, LineSeries } from "./line";

/** Thousands of lines, a few batches: one for each colour. */
export function lineBatches(
  data: LineData,
  looks: readonly Look[],
  { x, y, plot }: Pick<Frame, "x" | "y" | "plot">,
): LineBatch[] {
  const colours = new Map<string, LineSeries[]>();
  data.series.forEach((series, i) => {
    const colour = looks[i]?.colour ?? "#888888";
    const list = colours.get(colour);
    if (list) list.push(series);
    else colours.set(colour, [series]);
  });
  const opacity = Math.min(0.7, Math.max(0.08, 30 / data.series.length + 0.05));
  return [...colours].map(([colour, list]) => {
    const points = new Float32Array(list.reduce((sum, series) => sum + 2 * series.x.length + 2, 0)).fill(Number.NaN);
    let at = 0;
    for (const series of list) {
      for (let i = 0; i < series.x.length; i++) {
        const value = series.y[i];
        points[at++] = x.to(series.x[i] ?? 0) - plot.left;
        points[at++] = value === null || value === undefined ? Number.NaN : y.to(value) - plot.top;
      }
      at += 2;
    }
    return { colour, opacity, lines: list.length, points };
  });
}
