/** ScanPanel: how far one field can take this row: its pctr with each value that training knows. */
import { SegmentedControl, Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { Reading, Scan } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { BarChart } from "@/chart/BarChart";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { count, figure, plural } from "@/format/number";
import { type Live, NoModel } from "@/view/Answering";
import { Finding } from "@/view/Finding";
import { type Exports, Panel } from "@/view/Panel";
import { ChartSkeleton, Empty } from "@/view/States";
import classes from "@/views/example/Example.module.css";
import { pointKey, sayModel, sayPctr, sayReading } from "@/views/example/reading";

export type Scale = "pctr" | "logit"; // near 0 and 1 pctr hardly moves, the logit does

interface ScanPanelProps {
  field: string | null; // null: no field of the row can be gone through
  fields: readonly string[]; // that can
  ordered: boolean; // its values are numbers, or ranges of them
  answer: Live<Scan>;
  limit: number;
  most: number; // more values are not asked for
  scale: Scale;
  exportsOf: (pictures: ReturnType<typeof chartFiles>) => Exports;
  onField: (field: string) => void;
  onLimit: (limit: number) => void;
  onScale: (scale: Scale) => void;
  onValue: (field: string, value: Reading) => void;
  onStep: (step: number) => void;
  onExplain: () => void;
}

const LIMITS = [20, 50, 200, 1000];

export function ScanPanel({ field, fields, ordered, answer, limit, most, scale, ...calls }: ScanPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { data, failure } = answer;
  const title = `${scale} of the row by value of ${field ?? "a field"}`;
  return (
    <Panel
      title={title}
      exports={calls.exportsOf(chartFiles(chart))}
      onExplain={calls.onExplain}
      reading={data && readingOf(data, scale, ordered)}
    >
      <Controls {...{ field, fields, limit, most, scale, calls }} />
      {field === null && <Empty title="No field can be scanned">Vectors and pictures have no list of values.</Empty>}
      {failure && <NoModel failure={failure} onStep={calls.onStep} retry={answer.retry} />}
      {!failure && field !== null && !data && <ChartSkeleton height={300} bare />}
      {!failure && data && (
        <>
          {data.findings.map((finding) => (
            <Finding key={finding.text} severity={finding.severity}>
              {finding.text}
            </Finding>
          ))}
          <ScanChart
            scan={data}
            scale={scale}
            ordered={ordered}
            title={title}
            chart={chart}
            onValue={(value) => calls.onValue(data.field, value)}
          />
        </>
      )}
    </Panel>
  );
}

type ControlsProps = Pick<ScanPanelProps, "field" | "fields" | "limit" | "most" | "scale"> & {
  calls: Pick<ScanPanelProps, "onField" | "onLimit" | "onScale">;
};

function Controls({ field, fields, limit, most, scale, calls }: ControlsProps) {
  return (
    <div className={classes.controls}>
      <Select
        aria-label="Field that is scanned"
        searchable
        allowDeselect={false}
        flex="1 1 9rem"
        maw={340}
        data={[...fields]}
        value={field}
        onChange={(next) => next && calls.onField(next)}
      />
      <Select
        aria-label="How many values are scanned"
        allowDeselect={false}
        w={100}
        data={LIMITS.filter((one) => one <= most).map((one) => ({ value: String(one), label: `top ${one}` }))}
        value={String(limit)}
        onChange={(next) => next && calls.onLimit(Number(next))}
      />
      <SegmentedControl
        aria-label="Scale of the score"
        value={scale}
        onChange={(next) => calls.onScale(next as Scale)}
        data={["pctr", "logit"]}
      />
    </div>
  );
}

function readingOf(scan: Scan, scale: Scale, ordered: boolean): string {
  const numbers = isNumber(scan);
  const own = ordered ? "is coloured" : "is coloured and stands first, the others are ordered by pctr";
  const marks = numbers
    ? "Dots are numbers that training held; the upright line is the row's own"
    : `In brackets: how often training holds the value; the row's own ${own}`;
  return `${marks}; the dashed line is the row as it is. ${
    scale === "logit" ? "A logit of 0 is a pctr of 0.5. " : ""
  }All other fields stay as the data hold them. ${
    ordered && !numbers
      ? "The model reads ranges, not numbers: edit the field to try one."
      : "Click a value to try it in the row."
  } ${sayModel(scan)}`;
}

const isNumber = ({ points }: Scan) => points.length > 0 && points.every(({ value }) => typeof value === "number");

interface ScanChartProps {
  scan: Scan;
  scale: Scale;
  ordered: boolean;
  title: string;
  chart: React.RefObject<ChartHandle | null>;
  onValue: (value: Reading) => void;
}

function ScanChart(props: ScanChartProps) {
  return isNumber(props.scan) ? <AlongNumber {...props} /> : <ByValue {...props} />;
}

const AXES: Record<Scale, Axis> = {
  pctr: { name: "pctr", unit: null, digits: 4 },
  logit: { name: "logit", unit: null, digits: 2 },
};

function ByValue({ scan, scale, ordered, title, chart, onValue }: ScanChartProps) {
  const ink = useInk();
  const rows = useMemo(
    () =>
      (ordered ? scan.points : ownFirst(scan)).map((point) => ({
        key: pointKey(point.value),
        name: `${sayReading(point.value)}${point.count === null ? "" : ` (${count(point.count)})`}`,
        values: [point.score[scale]],
        colour: point.is_own ? ink.accent : ink.rest,
        note: noteOf(point),
      })),
    [scan, scale, ordered, ink],
  );
  const reference = useMemo(() => asItIs(scan, scale), [scan, scale]);
  const sides = useMemo(() => [{ name: scale, colour: ink.rest }], [scale, ink]);
  return (
    <BarChart
      ref={chart}
      title={title}
      of={`${scan.field} (times in training)`}
      value={AXES[scale]}
      sides={sides}
      rows={rows}
      reference={reference}
      most={560}
      onPick={ordered ? undefined : (key) => onValue(JSON.parse(key) as Reading)}
    />
  );
}

/** The row's own value stands first, so that it is in sight; the others by pctr. */
function ownFirst({ points }: Scan): Scan["points"] {
  return [...points.filter((point) => point.is_own), ...points.filter((point) => !point.is_own)];
}

function noteOf(point: Scan["points"][number]): string {
  const times = point.count === null ? "" : `training holds it ${plural(point.count, "time")}`;
  return [point.is_own ? "the row's own value" : "", point.is_unknown ? "unknown to training" : times]
    .filter(Boolean)
    .join("; ");
}

function AlongNumber({ scan, scale, title, chart, onValue }: ScanChartProps) {
  const points = useMemo(
    () =>
      scan.points
        .flatMap(({ value, score }) => (typeof value === "number" ? [{ value, score: score[scale] }] : []))
        .sort((a, b) => a.value - b.value),
    [scan, scale],
  );
  const series = useMemo(
    () => [{ key: scale, name: scale, x: points.map(({ value }) => value), y: points.map(({ score }) => score) }],
    [points, scale],
  );
  const x = useMemo(() => ({ name: scan.field, unit: null }), [scan.field]);
  const references = useMemo(() => [asItIs(scan, scale)], [scan, scale]);
  return (
    <LineChart
      ref={chart}
      title={title}
      x={x}
      y={AXES[scale]}
      series={series}
      references={references}
      cursor={typeof scan.own === "number" ? scan.own : null}
      stops={series[0]?.x}
      onCursor={onValue}
      dots
      namesAt="none"
    />
  );
}

const asItIs = ({ own_score }: Scan, scale: Scale) => ({
  value: own_score[scale],
  label: `as it is: ${scale === "pctr" ? sayPctr(own_score.pctr) : figure(own_score.logit)}`,
});
