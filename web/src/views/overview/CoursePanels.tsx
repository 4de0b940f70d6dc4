/** CoursePanels: how the run went, a chart a metric, all along the same axis. */
import { useMemo, useRef, useState } from "react";
import type { MetricCourse, RunDetail } from "@/api/types";
import { LineChart, type Mark } from "@/chart/LineChart";
import type { Span } from "@/chart/scale";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { dayName } from "@/format/time";
import { metricOf } from "@/view/metric";
import { type Exports, Panel, Panels } from "@/view/Panel";
import { type Along, type AlongKind, makeAlong } from "@/views/overview/along";
import { courseCsv, epochsOf, eventMarks, linesOf } from "@/views/overview/course";

export interface CourseShown {
  metrics: readonly string[];
  along: AlongKind;
  byDay: boolean; // a line a day of the split, else a line a split
  split: string | null;
  day: number | null; // null: all days together
  step: number | null; // that is looked at
}

export interface CourseProps {
  run: RunDetail;
  course: MetricCourse;
  shown: CourseShown;
  onStep: (step: number) => void;
  arrow: (metric: string) => Promise<Blob>; // all that is shown of a metric, as an Arrow table
}

export function CoursePanels(props: CourseProps) {
  const { run, course, shown } = props;
  const [zoom, setZoom] = useState<{ along: AlongKind; span: Span | null }>({ along: shown.along, span: null });
  const epochs = useMemo(() => epochsOf(course), [course]);
  const along = useMemo(
    () => makeAlong(shown.along, run, epochs) ?? (makeAlong("step", run, epochs) as Along),
    [shown.along, run, epochs],
  );
  const marks = useMemo(() => eventMarks(run, along), [run, along]);
  const stops = useMemo(() => run.steps.map(along.at), [run.steps, along]);
  return (
    <Panels least={shown.metrics.length > 1 ? "26rem" : "100%"}>
      {shown.metrics.map((metric) => (
        <MetricPanel
          key={metric}
          {...props}
          metric={metric}
          place={{ along, marks, stops }}
          zoom={zoom.along === shown.along ? zoom.span : null}
          onZoom={(span) => setZoom({ along: shown.along, span })}
        />
      ))}
    </Panels>
  );
}

interface MetricPanelProps extends CourseProps {
  metric: string;
  place: { along: Along; marks: readonly Mark[]; stops: readonly number[] };
  zoom: Span | null;
  onZoom: (span: Span | null) => void;
}

function MetricPanel({ metric, run, course, shown, place, zoom, onZoom, onStep, arrow }: MetricPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { name, unit, digits, better, means } = metricOf(metric);
  const { along, stops } = place;
  const series = useMemo(() => linesOf(course, metric, along, shown.byDay), [course, metric, along, shown.byDay]);
  const axis = useMemo(() => ({ name, unit, digits }), [name, unit, digits]);
  const title = titleOf(name, shown, series.length);
  const exports: Exports = {
    name: `${run.run.id}-${metric}`,
    files: {
      ...chartFiles(chart),
      csv: () => new Blob([courseCsv(course, metric)], { type: "text/csv" }),
      arrow: () => arrow(metric),
    },
    python: pythonCall(run.run.id, metric, shown),
  };
  return (
    <Panel
      title={title}
      exports={exports}
      reading={`${means ? `${capital(name)}: ${means}. ` : ""}${READING[better ?? "none"]}${
        shown.byDay ? " A line a day." : ""
      } Drag to look closer; a click goes to the nearest snapshot.`}
    >
      <LineChart
        ref={chart}
        title={title}
        height={shown.metrics.length > 1 ? 260 : 340}
        x={along.axis}
        y={axis}
        series={series}
        marks={place.marks}
        references={metric === "pcoc" ? ONE : undefined}
        cursor={shown.step === null ? null : along.at(shown.step)}
        stops={stops}
        onCursor={(at) => {
          const step = run.steps[stops.indexOf(at)];
          if (step !== undefined) onStep(step);
        }}
        zoom={zoom}
        onZoom={onZoom}
        empty={emptyWords(run, name, shown)}
      />
    </Panel>
  );
}

const ONE = [{ value: 1, label: "as many as came" }];
const READING = {
  higher: "Higher is better.",
  lower: "Lower is better.",
  one: "1 is right.",
  none: "",
};

function titleOf(name: string, { along, byDay, split, day }: CourseShown, lines: number): string {
  const by = along === "time" ? "over time" : `by ${along}`;
  const what = capital(name);
  if (byDay) return `${what} ${by} on ${split ?? "the split"}, ${lines === 1 ? "one day" : `each of ${lines} days`}`;
  return `${what} ${by}${day === null ? ", each split" : `, each split, ${dayName(day)} only`}`;
}

const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function emptyWords(run: RunDetail, name: string, { byDay, day, split }: CourseShown): string {
  if (byDay || day !== null)
    return `${name} was not evaluated by day${split ? ` on ${split}` : ""}: rows need a day, and not too many of them.`;
  return run.run.state === "running" ? "No evaluation yet: the first comes soon." : `${name} was never evaluated.`;
}

function pythonCall(id: string, metric: string, { day, byDay, split }: CourseShown): string {
  const rows = byDay
    ? `metrics[(metrics.split == ${JSON.stringify(split)}) & metrics.day.notna()]`
    : day === null
      ? "metrics[metrics.day.isna()]"
      : `metrics[metrics.day == ${day}]`;
  const columns = JSON.stringify(["step", "epoch", "split", "day", metric]);
  return `import clicklens as cl\n\nmetrics = cl.open_run(${JSON.stringify(id)}).metrics\n${rows}[${columns}]`;
}
