/** DensityChart: where the scores lie, for clicked and not clicked rows of each split. */
import { useMemo } from "react";
import type { Axis } from "./axis";
import type { ChartProps } from "./Chart";
import { LineChart } from "./LineChart";
import type { LineSeries } from "./line";
import { useInk } from "./useInk";

export interface Density {
  key: string;
  name: string; // "clicked, test"
  clicked: boolean | null; // null: all rows
  split?: string | undefined; // gives the dash
  x: ArrayLike<number>;
  density: ArrayLike<number | null>;
}

export interface DensityChartProps extends ChartProps {
  x: Axis;
  y: Axis;
  curves: readonly Density[];
}

export function DensityChart({ curves, y, ...props }: DensityChartProps) {
  const ink = useInk();
  const series = useMemo(
    () =>
      curves.map(
        ({ clicked, density, ...curve }): LineSeries => ({
          ...curve,
          y: density,
          fill: true,
          ...(clicked === null ? {} : { colour: clicked ? ink.clicked : ink.notClicked }),
        }),
      ),
    [curves, ink],
  );
  const zeroed = useMemo(() => ({ ...y, zero: true }), [y]);
  return <LineChart {...props} y={zeroed} series={series} dots={false} namesAt="peak" />;
}
