/** CurvePanel: the evaluations of the compared runs over each other. */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { MetricCourse } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { LineChart, type Mark } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { csvBlob } from "@/view/csv";
import { metricName, metricOf } from "@/view/metric";
import { type Exports, Panel } from "@/view/Panel";

export interface Course {
  run: string;
  name: string;
  course: MetricCourse | null; // null: not there yet
}

export const CURVES = ["auc", "log_loss"] as const;
export type Curve = (typeof CURVES)[number];

interface CurvePanelProps {
  courses: readonly Course[];
  metric: Curve;
  split: string;
  marks?: readonly Mark[];
  wide?: boolean;
  onMetric: (metric: Curve) => void;
}

const STEP: Axis = { name: "step", unit: null, whole: true };

export function CurvePanel({ courses, metric, split, marks, wide, onMetric }: CurvePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const series = useMemo(
    () =>
      courses.flatMap(({ run, name, course }) => {
        const found = course?.series.find((one) => one.split === split && one.metric === metric && one.day === null);
        return found ? [{ key: run, name, x: found.steps, y: found.values }] : [];
      }),
    [courses, metric, split],
  );
  const { unit, digits, means } = metricOf(metric);
  const axis = useMemo((): Axis => ({ name: metricName(metric), unit, digits }), [metric, unit, digits]);
  const title = `${metricName(metric)} on ${split} by step${courses.length > 1 ? ", the runs over each other" : ""}`;
  const csv = () =>
    csvBlob(
      ["run", "step", metric],
      series.flatMap(({ key, x, y }) => x.map((step, at) => [key, step, y[at] ?? null])),
    );
  const exports: Exports = { name: `compare-${metric}`, files: { ...chartFiles(chart), csv } };
  return (
    <Panel
      title={title}
      reading={`${metricName(metric)}: ${means}. Whole evaluations on ${split}; drag to look closer.`}
      exports={exports}
      wide={wide ?? false}
      controls={
        <SegmentedControl
          aria-label="Metric of the curves"
          value={metric}
          onChange={(value) => onMetric(value as Curve)}
          data={CURVES.map((value) => ({ value, label: metricName(value) }))}
        />
      }
    >
      <LineChart
        ref={chart}
        title={title}
        x={STEP}
        y={axis}
        series={series}
        marks={marks}
        height={320}
        empty="No evaluation on this split yet."
      />
    </Panel>
  );
}
