/** AttentionPanel: what the model weighs in this row: its past behaviours for one candidate and another, fields, pairs. */
import { Select, TagsInput } from "@mantine/core";
import { type RefObject, useMemo, useRef } from "react";
import type { Attention } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { BarChart } from "@/chart/BarChart";
import { LineChart } from "@/chart/LineChart";
import { MatrixChart } from "@/chart/MatrixChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { figure } from "@/format/number";
import { type Live, NoModel } from "@/view/Answering";
import { type Column, DataTable } from "@/view/DataTable";
import { Finding } from "@/view/Finding";
import { type Exports, Panel } from "@/view/Panel";
import { ChartSkeleton, Empty, Unavailable } from "@/view/States";
import {
  behaviourLines,
  behaviourName,
  type Candidate,
  candidateName,
  type FieldWeights,
  type Pairs,
  type Positions,
  weighingsOf,
} from "@/views/example/attention";
import classes from "@/views/example/Example.module.css";
import { sayModel, sayPctr } from "@/views/example/reading";

export interface AttentionPanelProps {
  answer: Live<Attention>;
  weighing: string | null; // the place that is looked at; null: the first
  candidates: readonly string[]; // other values of the field that behaviours are compared with
  offered: readonly string[]; // values that training knows, the most frequent first
  exportsOf: (pictures: ReturnType<typeof chartFiles>) => Exports;
  onWeighing: (weighing: string) => void;
  onCandidates: (values: string[]) => void;
  onStep: (step: number) => void;
  onExplain: () => void;
}

export function AttentionPanel({ answer, weighing, ...calls }: AttentionPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { data, failure } = answer;
  const names = data ? weighingsOf(data) : [];
  const shown = names.find((name) => name === weighing) ?? names[0] ?? null;
  const positions = data?.positions.find((one) => one.weighing === shown) ?? null;
  const title = "What the model weighs in the row";
  return (
    <Panel
      title={shown ? `${title}: ${shown}` : title}
      exports={calls.exportsOf(chartFiles(chart))}
      onExplain={calls.onExplain}
      reading={data && shown ? `${readingOf(positions)} ${sayModel(data)}` : undefined}
      wide
    >
      {failure && <NoModel failure={failure} onStep={calls.onStep} retry={answer.retry} />}
      {!failure && !data && <ChartSkeleton height={260} bare />}
      {!failure && data && !shown && <Unavailable reason={data.findings[0]?.text ?? "It weighs nothing by itself."} />}
      {!failure && data && shown && (
        <>
          {data.findings.map((finding) => (
            <Finding key={finding.text} severity={finding.severity}>
              {finding.text}
            </Finding>
          ))}
          <div className={classes.controls}>
            {names.length > 1 && (
              <Select
                aria-label="Where the model weighs"
                allowDeselect={false}
                w={220}
                data={names}
                value={shown}
                onChange={(next) => next && calls.onWeighing(next)}
              />
            )}
            {positions?.candidate && (
              <TagsInput
                aria-label={`Other values of ${positions.candidate}`}
                placeholder={`other values of ${positions.candidate}`}
                flex="1 1 14rem"
                maxTags={8}
                limit={200}
                data={[...calls.offered]}
                value={[...calls.candidates]}
                onChange={calls.onCandidates}
              />
            )}
          </div>
          <Weights answer={data} shown={shown} chart={chart} />
        </>
      )}
    </Panel>
  );
}

function readingOf(positions: Positions | null): string {
  if (!positions)
    return "Raw weights, as the model multiplies by them: where it looked, not what it would have said without.";
  return "Behaviours from the oldest to the newest, each with the raw weight that the model multiplies it by; a line for each candidate. Another value stands alone: the other fields of the row stay, also those that describe the candidate. A weight says where the model looked, not what it would have said without.";
}

interface WeightsProps {
  answer: Attention;
  shown: string;
  chart: RefObject<ChartHandle | null>;
}

function Weights({ answer, shown, chart }: WeightsProps) {
  const positions = answer.positions.find(({ weighing }) => weighing === shown);
  const fields = answer.fields.find(({ weighing }) => weighing === shown);
  const pairs = answer.pairs.find(({ weighing }) => weighing === shown);
  if (positions) return <Behaviours answer={answer} positions={positions} chart={chart} />;
  if (fields) return <ByField answer={answer} fields={fields} chart={chart} />;
  return pairs ? <ByPair pairs={pairs} chart={chart} /> : null;
}

const WEIGHT: Axis = { name: "weight", unit: null, digits: 4, zero: true };

function Behaviours({ answer, positions, chart }: Omit<WeightsProps, "shown"> & { positions: Positions }) {
  const { behaviours, intensity } = positions;
  const series = useMemo(() => behaviourLines(answer, positions), [answer, positions]);
  const x = useMemo<Axis>(
    () => ({
      name: "behaviours, oldest to newest",
      unit: null,
      whole: true,
      tick: (place) => (behaviours[place] ? behaviourName(behaviours[place]) : ""),
    }),
    [behaviours],
  );
  const rows = answer.candidates.map((candidate, at) => ({ candidate, sum: intensity[at] ?? 0 }));
  if (!behaviours.length)
    return <Empty title="No past behaviour">The row's history is empty, or holds nothing that training knows.</Empty>;
  return (
    <>
      <LineChart
        ref={chart}
        title={`Weight of each behaviour by ${positions.weighing}`}
        x={x}
        y={WEIGHT}
        series={series}
        dots
      />
      {rows.length > 1 && (
        <DataTable
          label="Candidates with the strength of the interest that they meet"
          columns={CANDIDATES}
          rows={rows}
          rowKey={({ candidate }) => candidateName(candidate)}
          sort={null}
          height={34 * (rows.length + 1) + 4}
        />
      )}
    </>
  );
}

interface CandidateRow {
  candidate: Candidate;
  sum: number;
}

const CANDIDATES: readonly Column<CandidateRow>[] = [
  { key: "name", name: "candidate", width: "minmax(160px, 3fr)", cell: ({ candidate }) => candidateName(candidate) },
  { key: "sum", name: "sum of weights", width: 140, align: "right", cell: ({ sum }) => figure(sum) },
  { key: "pctr", name: "pctr", width: 110, align: "right", cell: ({ candidate }) => sayPctr(candidate.score.pctr) },
];

function ByField({ answer, fields, chart }: Omit<WeightsProps, "shown"> & { fields: FieldWeights }) {
  const ink = useInk();
  const rows = useMemo(
    () => fields.fields.map((field, at) => ({ key: field, name: field, values: [...(fields.weights[at] ?? [])] })),
    [fields],
  );
  const sides = useMemo(
    () => answer.candidates.map((one, at) => ({ name: candidateName(one), colour: at ? ink.rest : ink.accent })),
    [answer, ink],
  );
  return (
    <BarChart
      ref={chart}
      title={`Weight of each field by ${fields.weighing}`}
      of="field"
      value={WEIGHT}
      sides={sides}
      rows={rows}
    />
  );
}

const TAKER: Axis = { name: "taker", unit: null };
const GIVER: Axis = { name: "taken from", unit: null };

function ByPair({ pairs, chart }: { pairs: Pairs; chart: RefObject<ChartHandle | null> }) {
  const values = useMemo(() => Float64Array.from(pairs.weights.flat()), [pairs]);
  const span = useMemo<readonly [number, number]>(() => [Math.min(0, ...values), Math.max(...values, 1e-12)], [values]);
  return (
    <MatrixChart
      ref={chart}
      title={`How much each field takes from each by ${pairs.weighing}`}
      x={GIVER}
      y={TAKER}
      value={WEIGHT}
      rows={pairs.fields}
      columns={pairs.fields}
      values={values}
      span={span}
    />
  );
}
