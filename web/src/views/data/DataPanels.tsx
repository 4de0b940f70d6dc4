/** Panels on a data set: label rate by day, sizes of vocabularies, what fields lack, what each says alone. */
import { SegmentedControl, Table } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { BarChart } from "@/chart/BarChart";
import { DotInterval } from "@/chart/DotInterval";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count, percent } from "@/format/number";
import { dayName, dayShort } from "@/format/time";
import { csvBlob } from "@/view/csv";
import { type ExportsOf, Panel } from "@/view/Panel";
import { Empty } from "@/view/States";
import {
  aloneRows,
  type Description,
  LACKS,
  lackRows,
  rateLines,
  tasksOf,
  vocabularyRows,
} from "@/views/data/describe";

interface PanelProps {
  data: Description;
  exportsOf: ExportsOf;
}

const DAY: Axis = { name: "day", unit: null, whole: true, tick: dayShort };
const IDS: Axis = { name: "ids in train", unit: null, whole: true, log: true };
const LACK: Axis = { name: "share", unit: "%", zero: true };
const ALONE: Axis = { name: "AUC of the field alone", unit: null, digits: 3 };

export function RatePanel({
  data,
  exportsOf,
  task,
  onTask,
}: PanelProps & { task: string; onTask: (task: string) => void }) {
  const chart = useRef<ChartHandle>(null);
  const series = useMemo(() => rateLines(data, task), [data, task]);
  const rate = useMemo((): Axis => ({ name: `rate of ${task}`, unit: "%", zero: true }), [task]);
  const tasks = tasksOf(data);
  const title = `Rate of ${task} by day and split`;
  const csv = () =>
    csvBlob(
      ["split", "day", `rate_of_${task}_percent`],
      series.flatMap(({ key, x, y }) => Array.from(x, (day, at) => [key, dayName(day), y[at] ?? null])),
    );
  return (
    <Panel
      title={title}
      wide
      reading="A jump from one day to the next is a change in what was logged more often than in what people did. Days with few rows move by chance. Splits of other days hold rows of another time."
      exports={exportsOf("label-rate", { ...chartFiles(chart), csv })}
      table={<SplitTable data={data} />}
      controls={
        tasks.length > 1 ? (
          <SegmentedControl aria-label="Task" value={task} onChange={onTask} data={tasks} />
        ) : undefined
      }
    >
      {series.length > 0 ? (
        <LineChart ref={chart} title={title} x={DAY} y={rate} series={series} height={280} />
      ) : (
        <SplitTable data={data} />
      )}
    </Panel>
  );
}

export function SplitTable({ data: { splits, ...data } }: { data: Description }) {
  const tasks = tasksOf({ splits, ...data });
  const span = (first: number | null, last: number | null) =>
    first === null || last === null ? "–" : `${dayName(first)} to ${dayName(last)}`;
  return (
    <Table className="num" maw="46rem" verticalSpacing={3}>
      <Table.Caption ta="left" fz={12.5}>
        Splits: rows, days and the share of ones
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">split</Table.Th>
          <Table.Th scope="col" ta="right">
            rows
          </Table.Th>
          <Table.Th scope="col">days</Table.Th>
          {tasks.map((task) => (
            <Table.Th key={task} scope="col" ta="right">
              rate of {task}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {splits.map(({ name, rows, day_first, day_last, label_rate }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right">{count(rows)}</Table.Td>
            <Table.Td>{span(day_first, day_last)}</Table.Td>
            {tasks.map((task) => (
              <Table.Td key={task} ta="right">
                {percent(label_rate[task])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function VocabularyPanel({ data, exportsOf }: PanelProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(() => vocabularyRows(data.fields), [data]);
  const title = "How many ids each field has";
  return (
    <Panel
      title={title}
      reading="The vocabulary of train, log scale: each step to the right is ten times as many. A field with about as many ids as rows can be memorised."
      exports={exportsOf("vocabularies", chartFiles(chart))}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="field"
        value={IDS}
        sides={[{ name: "ids" }]}
        rows={rows}
        empty="No field of ids."
      />
    </Panel>
  );
}

export function LackPanel({ data, exportsOf }: PanelProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(() => lackRows(data.fields), [data]);
  const title = "What fields lack";
  return (
    <Panel
      title={title}
      reading="Empty cells; ids of later splits that train does not know; ids that occur once and can only be memorised. Fields that lack less than 0.1% are left out."
      exports={exportsOf("lacks", chartFiles(chart))}
    >
      {rows.length > 0 ? (
        <BarChart
          ref={chart}
          title={title}
          of="field"
          value={LACK}
          sides={LACKS.map((name) => ({ name }))}
          rows={rows}
        />
      ) : (
        <Empty title="Next to nothing">
          No field has 0.1% of empty cells, of later ids that train does not know, or of ids that occur once.
        </Empty>
      )}
    </Panel>
  );
}

export function AlonePanel({ data, exportsOf }: PanelProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(() => aloneRows(data.fields), [data]);
  const title = "How well each field alone ranks held-out rows";
  return (
    <Panel
      title={title}
      reading="AUC of the label rate of each value, learned on train: 0.5 is guessing. From 0.95 on a field gives the label away: ask whether its value is known before the label is."
      exports={exportsOf("alone", chartFiles(chart))}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="field"
        value={ALONE}
        sides={[{ name: "AUC alone" }]}
        rows={rows}
        reference={{ value: 0.5, label: "guessing" }}
        empty="Too few held-out rows of one class to measure it: 50 of each are needed."
      />
    </Panel>
  );
}
