/** CoursePanels: AUC of each layer's probe over training, a panel a split on one scale; and what each layer adds. */
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { type Ink, lookOf } from "@/chart/colour";
import { LineChart, type LineSeries, type Reference } from "@/chart/LineChart";
import { extent } from "@/chart/scale";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { layerName } from "@/format/layer";
import { Panel } from "@/view/Panel";
import { AUC } from "@/views/layers/AucPanel";
import { columns, judgedSplit, MODEL, type ProbeResult, tapsOf } from "@/views/layers/layers";
import type { ProbeViewProps } from "@/views/layers/probe";

export const STEP: Axis = { name: "step", unit: null, whole: true };
const GAIN: Axis = { name: "AUC over the layer below", unit: null, digits: 4, signed: true, zero: true };
const UNTRAINED = "Step 0, before training, is left out.";

export function CoursePanels(props: ProbeViewProps) {
  const { course } = props;
  const ink = useInk();
  const judged = judgedSplit(course, props.split);
  const lines = useMemo(() => {
    const splits = [...new Set(course.points.map(({ split }) => split))];
    return splits.map((split) => ({ split, series: courseLines(course, split, ink) }));
  }, [course, ink]);
  const y = useMemo(() => {
    const span = extent(lines.flatMap(({ series }) => series.map((one) => one.y)));
    return { ...AUC, ...(span && { low: span[0], high: span[1] }) };
  }, [lines]);
  const gains = useMemo(() => gainLines(course, judged, ink), [course, judged, ink]);
  const margin = useMemo(() => [{ value: course.margin, label: `harmless below ${course.margin}` }], [course.margin]);
  return (
    <>
      {lines.map(({ split, series }) => (
        <CoursePanel
          key={split}
          {...props}
          part={`course-${split}`}
          title={`AUC of each layer's probe by step, ${split} rows`}
          y={y}
          series={series}
          reading={
            split === "train"
              ? `The same scale as for held-out rows: what rises here and falls there is learnt by heart. ${UNTRAINED}`
              : `Bands are 95% intervals, the dashed line is the model itself. Lines that lie on one another: the upper layer adds nothing. All falling together: over-fitting. ${UNTRAINED}`
          }
        />
      ))}
      {gains.length > 0 && (
        <CoursePanel
          {...props}
          part="course-gains"
          title={`What each layer adds to the one below by step, ${judged} rows`}
          y={GAIN}
          series={gains}
          references={margin}
          reading={`Difference of two probes' AUC on the same rows, with 95% bands. A band wholly below the dotted line: at that step the layer adds nothing that is worth it. ${UNTRAINED}`}
          wide
        />
      )}
    </>
  );
}

interface CoursePanelProps extends ProbeViewProps {
  part: string;
  title: string;
  reading: string;
  y: Axis;
  series: readonly LineSeries[];
  references?: readonly Reference[];
  wide?: boolean;
}

function CoursePanel({ title, reading, y, series, references, wide, ...props }: CoursePanelProps) {
  const chart = useRef<ChartHandle>(null);
  return (
    <Panel
      title={title}
      reading={reading}
      exports={props.exportsOf(`layers-${props.part}`, chartFiles(chart))}
      onExplain={props.explain}
      wide={wide ?? false}
    >
      <LineChart
        ref={chart}
        title={title}
        x={STEP}
        y={y}
        series={series}
        references={references}
        marks={props.marks}
        cursor={props.step}
        stops={series[0]?.x}
        onCursor={props.onStep}
        height={wide ? 240 : 270}
        empty="No step was probed yet but that before training."
      />
    </Panel>
  );
}

/** A line a layer with its interval, and the model's own. */
export function courseLines(course: ProbeResult, split: string, ink: Ink): LineSeries[] {
  const { points, model } = course;
  const own = line(MODEL, "the model", of(model, split));
  return [
    ...tapsOf(course).map((tap, i) => ({
      ...line(tap, layerName(tap), of(points, split, tap)),
      ...lookOf({}, i, ink),
    })),
    { ...own, low: undefined, high: undefined, colour: ink.ink, dash: [5, 4] },
  ];
}

/** A line a layer but the first, in the colour that the layer has in the other charts. */
export function gainLines(course: ProbeResult, split: string, ink: Ink): LineSeries[] {
  const gained = (tap: string) => of(course.gains, split, tap).map(({ step, gain }) => ({ step, auc: gain }));
  const all = tapsOf(course).map((tap, i) => ({ ...line(tap, layerName(tap), gained(tap)), ...lookOf({}, i, ink) }));
  return all.slice(1);
}

type Point = Pick<ProbeResult["model"][number], "step" | "auc">;

function line(key: string, name: string, points: readonly Point[]): LineSeries {
  const { values, low, high } = columns(points.map(({ auc }) => auc));
  return { key, name, x: points.map(({ step }) => step), y: values, low, high };
}

function of<P extends { step: number; split: string; tap?: string }>(
  points: readonly P[],
  split: string,
  tap?: string,
) {
  return points.filter((one) => one.step > 0 && one.split === split && one.tap === tap);
}
