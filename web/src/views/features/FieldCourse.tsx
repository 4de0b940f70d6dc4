/** FieldCourse: one field on its own: how far the model leans on it, on training and on held-out rows, over time. */
import { useMemo, useRef } from "react";
import { LineChart } from "@/chart/LineChart";
import type { Mark } from "@/chart/mark";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { listed, step as sayStep } from "@/format/number";
import { dayShort } from "@/format/time";
import { type ExportsOf, Panel } from "@/view/Panel";
import { sizeAxis } from "@/views/features/FieldShares";
import { fieldLines, MEASURES, type SaliencyResult, type Size, splitsOf } from "@/views/features/reading";
import { BY_DAY } from "@/views/features/ShareFilm";

interface CourseProps {
  result: SaliencyResult;
  field: string;
  size: Size;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

interface StepProps extends CourseProps {
  marks: readonly Mark[];
  stops: readonly number[];
  onStep: (step: number) => void;
}

const STEP = { name: "step", unit: null, whole: true };
const DAY = { name: "day", unit: null, whole: true, tick: dayShort };

const whatOf = (result: SaliencyResult, size: Size) =>
  size === "share" ? `Share of ${MEASURES[result.measure].noun}` : MEASURES[result.measure].word;

export function FieldCourse({ result, field, size, marks, stops, onStep, ...ways }: StepProps) {
  const chart = useRef<ChartHandle>(null);
  const splits = splitsOf(result);
  const lines = useMemo(
    () => fieldLines(result.series, { field, splits: splitsOf(result), size, along: "step" }),
    [result, field, size],
  );
  const y = useMemo(() => ({ ...sizeAxis(result, size), low: 0 }), [result, size]);
  const title = `${whatOf(result, size)} of ${field} by step, ${listed(splits)}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf(`${field}-by-step`, chartFiles(chart))}
      onExplain={ways.onExplain}
      reading="Bands hold 95% of what redrawn rows give; all steps share the same redraws, so a change between two steps is surer than the bands look. Click a step to go there."
    >
      <LineChart
        ref={chart}
        title={title}
        x={STEP}
        y={y}
        series={lines}
        marks={marks}
        cursor={result.step}
        stops={stops}
        onCursor={onStep}
      />
    </Panel>
  );
}

export function FieldByDay({ result, field, size, ...ways }: CourseProps) {
  const chart = useRef<ChartHandle>(null);
  const lines = useMemo(
    () => fieldLines(result.days, { field, splits: splitsOf(result), size, along: "day" }),
    [result, field, size],
  );
  const y = useMemo(() => ({ ...sizeAxis(result, size), low: 0 }), [result, size]);
  const title = `${whatOf(result, size)} of ${field} by day, step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf(`${field}-by-day`, chartFiles(chart))}
      onExplain={ways.onExplain}
      reading="Each dot stands on the rows of one day, its band holds 95% of what redrawn rows give. Held-out days far from the training days: the field's values have moved."
    >
      <LineChart ref={chart} title={title} height={BY_DAY} x={DAY} y={y} series={lines} dots />
    </Panel>
  );
}
