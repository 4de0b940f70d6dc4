/** CalibrationChart: observed click rate against predicted probability, with intervals and the diagonal. */
import { useCallback, useMemo } from "react";
import { Chart, type ChartProps } from "./Chart";
import { type CalibrationData, calibrationDrawing } from "./calibrationOption";
import type { Ink } from "./colour";
import type { Size } from "./drawing";

export type { Calibration } from "./calibrationOption";

export interface CalibrationChartProps extends ChartProps, CalibrationData {}

export function CalibrationChart(props: CalibrationChartProps) {
  const { x, y, curves } = props;
  const data = useMemo(() => ({ x, y, curves }), [x, y, curves]);
  const draw = useCallback((size: Size, ink: Ink) => calibrationDrawing(data, size, ink), [data]);
  return (
    <Chart
      {...props}
      height={props.height ?? 300}
      draw={draw}
      isEmpty={curves.every(({ predicted }) => predicted.length === 0)}
    />
  );
}
