/** CoursePanel: every trial's figure in the order of the trials, and the best so far. */
import { useMemo, useRef } from "react";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { type ExportsOf, Panel } from "@/view/Panel";
import { bestSoFar, dots, metricAxis, type SearchResult } from "@/views/search/trials";

const TRIAL = { name: "trial", unit: null, whole: true };

interface CoursePanelProps {
  result: SearchResult;
  onTrial: (number: number) => void;
  exportsOf: ExportsOf;
}

export function CoursePanel({ result, onTrial, exportsOf }: CoursePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const y = useMemo(() => metricAxis(result), [result]);
  const series = useMemo(() => {
    const line = { key: "best", name: "best so far", ...bestSoFar(result), split: result.split };
    return [line, ...dots(result.trials, ({ number }) => number, ink.faint)];
  }, [result, ink]);
  const stops = useMemo(() => result.trials.map(({ number }) => number), [result]);
  const title = `${y.name} by trial, and the best so far`;
  return (
    <Panel
      title={title}
      reading="Every dot is a trial's best evaluation; hollow ones were ended early. A line that has been flat for long says that more trials of this kind would bring little. Click a trial to open it."
      exports={exportsOf("course", chartFiles(chart))}
    >
      <LineChart
        ref={chart}
        title={title}
        x={TRIAL}
        y={y}
        series={series}
        stops={stops}
        onCursor={onTrial}
        namesAt="none"
        height={300}
        empty="No trial has been evaluated yet."
      />
    </Panel>
  );
}
