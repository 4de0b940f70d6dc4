/** RowCourse: what the model said of the row at every step, and how wrong it was beside all other rows. */
import { useMemo, useRef } from "react";
import { LineChart } from "@/chart/LineChart";
import type { Mark } from "@/chart/mark";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { count } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { type ExampleResult, outcome } from "@/views/example/reading";

interface RowCourseProps {
  result: ExampleResult;
  marks: readonly Mark[];
  stops: readonly number[];
  onStep: (step: number) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const STEP = { name: "step", unit: null, whole: true };
const PCTR = { name: "pctr", unit: null, digits: 4, low: 0, high: 1 };
const SMALL_PCTR = { name: "pctr", unit: null, digits: 4, log: true, high: 1 };
const SMALL = 0.02; // pctr below which a level axis shows nothing
const RANK = { name: "rows below it", unit: "%", low: 0, high: 100 };
const HIGH = 230; // pixels

export function RowCourse({ result, marks, stops, onStep, ...ways }: RowCourseProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const clicked = result.label === 1;
  const series = useMemo(
    () => [
      {
        key: "pctr",
        name: "pctr",
        x: result.film.map(({ step }) => step),
        y: result.film.map(({ pctr }) => pctr),
        colour: clicked ? ink.clicked : ink.notClicked,
      },
    ],
    [result, clicked, ink],
  );
  const y = result.film.some(({ pctr }) => pctr < SMALL) ? SMALL_PCTR : PCTR;
  const references = useMemo(
    () => [{ value: clicked ? 1 : 0, label: `what happened: ${outcome(result.label, result.task)}` }],
    [clicked, result],
  );
  const title = `pctr of row ${result.example_id} (${outcome(result.label, result.task)}) by step`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf("row-by-step", chartFiles(chart))}
      onExplain={ways.onExplain}
      reading={`${clicked || y === PCTR ? "The dashed line is what happened" : "It was not clicked, so the lower the better"}. ${
        result.split === "train"
          ? "The model trained on this row: a curve that runs to what happened after the best step, while rows near it do not, says that the row is learnt by heart."
          : "The model never trained on this row: a curve that leaves it after the best step is what over-fitting does to it."
      } Click a step to go there.`}
    >
      <LineChart
        ref={chart}
        title={title}
        height={HIGH}
        x={STEP}
        y={y}
        series={series}
        references={clicked || y === PCTR ? references : []}
        marks={marks}
        cursor={result.step}
        stops={stops}
        onCursor={onStep}
        namesAt="none"
      />
    </Panel>
  );
}

export function RowRank({ result, marks, stops, onStep, ...ways }: RowCourseProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const series = useMemo(() => {
    const x = result.film.map(({ step }) => step);
    return [
      { key: "rank", name: "by pctr", x, y: result.film.map(({ rank }) => 100 * rank), colour: ink.ink },
      {
        key: "loss",
        name: "by loss",
        x,
        y: result.film.map(({ loss_rank }) => 100 * loss_rank),
        colour: ink.faint,
        dash: [5, 3],
      },
    ];
  }, [result, ink]);
  const rows = count(result.rows[result.split]);
  const title = `Rank of row ${result.example_id} among ${rows} ${result.split} rows by step`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf("row-rank-by-step", chartFiles(chart))}
      onExplain={ways.onExplain}
      reading="By pctr: the share of rows that the model scores lower. By loss: the share of rows that it gets less wrong; near 100% the row is among the worst of all."
    >
      <LineChart
        ref={chart}
        title={title}
        height={HIGH}
        x={STEP}
        y={RANK}
        series={series}
        marks={marks}
        cursor={result.step}
        stops={stops}
        onCursor={onStep}
      />
    </Panel>
  );
}
