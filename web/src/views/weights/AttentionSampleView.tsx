/** AttentionSampleView: what the model weighs over many rows, and whether that tells what moves its score. */
import { SegmentedControl, Select } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import type { AttentionSample } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { DotInterval } from "@/chart/DotInterval";
import { LineChart } from "@/chart/LineChart";
import { MatrixChart } from "@/chart/MatrixChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { count } from "@/format/number";
import { Findings } from "@/view/Finding";
import { type ExportsOf, Panel, Panels } from "@/view/Panel";
import {
  type FieldSample,
  fieldRows,
  type Measure,
  type PairSample,
  type PositionSample,
  placeLine,
  removalRows,
  weighingNames,
} from "@/views/weights/attention";
import classes from "@/views/weights/Weights.module.css";

export interface AttentionSampleViewProps {
  result: AttentionSample;
  weighing: string | null; // the place that is looked at; null: the first
  onWeighing: (weighing: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function AttentionSampleView({ result, weighing, onWeighing, ...ways }: AttentionSampleViewProps) {
  const names = weighingNames(result);
  const shown = names.find((name) => name === weighing) ?? names[0] ?? null;
  const positions = result.positions.find((one) => one.weighing === shown);
  const fields = result.fields.find((one) => one.weighing === shown);
  const pairs = result.pairs.find((one) => one.weighing === shown);
  const where = `${count(result.rows[result.split])} rows of ${result.split}`;
  return (
    <>
      <div className={classes.bar}>
        <h2 className={classes.part}>What it weighs, over {where}</h2>
        <Select
          aria-label="Where the model weighs"
          allowDeselect={false}
          w="min(26rem, 80vw)"
          data={names}
          value={shown}
          onChange={(next) => next && onWeighing(next)}
        />
      </div>
      <Findings findings={result.findings} looked={`the weights of ${names.length} parts`} />
      <Panels least="30rem">
        {positions && <RemovalPanel {...ways} positions={positions} where={where} draws={result.draws} />}
        {positions && <PlacePanel {...ways} positions={positions} where={where} />}
        {fields && <FieldPanel {...ways} fields={fields} where={where} split={result.split} />}
        {pairs && <PairPanel {...ways} pairs={pairs} where={where} />}
      </Panels>
    </>
  );
}

interface PartProps {
  where: string;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const WEIGHT: Axis = { name: "mean weight", unit: null, digits: 4, zero: true };
const BACK: Axis = { name: "behaviour, 1: the newest", unit: null, whole: true };

function RemovalPanel({ positions, where, draws, ...ways }: PartProps & { positions: PositionSample; draws: number }) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const [measure, setMeasure] = useState<Measure>("move");
  const rows = useMemo(() => removalRows(positions, measure), [positions, measure]);
  const sides = useMemo(
    () => [
      { name: "of most weight", colour: ink.accent },
      { name: "at random", colour: ink.rest },
    ],
    [ink],
  );
  const title = `The logit without behaviours of ${positions.fields.join(", ")}: of most weight, and at random; ${where}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf(`faithfulness-of-${positions.weighing}`, chartFiles(chart))}
      onExplain={ways.onExplain}
      controls={
        <SegmentedControl
          aria-label="What the logit does"
          value={measure}
          onChange={(next) => setMeasure(next as Measure)}
          data={[
            { value: "move", label: "Move" },
            { value: "drop", label: "Drop" },
          ]}
        />
      }
      reading={`Behaviours are taken out as if they had never been, and the rows are scored again; at random is the mean of ${draws} choices in the same row. Dots far apart: the weights of ${positions.weighing} tell what moves the score. Dots together: they are a picture and no explanation. Move: whichever way; drop: with its sign.`}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="taken out"
        value={{ name: `${measure} of the logit`, unit: null, digits: 3, zero: true }}
        sides={sides}
        rows={rows}
        empty="Too few rows hold more than one behaviour."
      />
    </Panel>
  );
}

function PlacePanel({ positions, where, ...ways }: PartProps & { positions: PositionSample }) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const series = useMemo(() => [placeLine(positions, ink.accent)], [positions, ink]);
  const title = `Weight by place, ${positions.weighing}, ${where}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf(`places-of-${positions.weighing}`, chartFiles(chart))}
      onExplain={ways.onExplain}
      reading="Mean over the rows that have a behaviour there; the band holds 95% of what redrawn rows give. A line that falls: newer behaviours count more."
    >
      <LineChart ref={chart} title={title} x={BACK} y={WEIGHT} series={series} namesAt="none" dots />
    </Panel>
  );
}

function FieldPanel({ fields, where, split, ...ways }: PartProps & { fields: FieldSample; split: string }) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(() => fieldRows(fields), [fields]);
  const title = `Weight by field, ${fields.weighing}, ${where}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf(`fields-of-${fields.weighing}`, chartFiles(chart))}
      onExplain={ways.onExplain}
      reading="Mean over rows, with 95% intervals. What the model multiplies the field by, not what the field does to the score."
    >
      <DotInterval ref={chart} title={title} of="field" value={WEIGHT} sides={[{ name: split, split }]} rows={rows} />
    </Panel>
  );
}

const TAKER: Axis = { name: "taker", unit: null };
const GIVER: Axis = { name: "taken from", unit: null };

function PairPanel({ pairs, where, ...ways }: PartProps & { pairs: PairSample }) {
  const chart = useRef<ChartHandle>(null);
  const values = useMemo(() => Float64Array.from(pairs.weights.flat()), [pairs]);
  const span = useMemo<readonly [number, number]>(() => [Math.min(0, ...values), Math.max(...values, 1e-12)], [values]);
  const title = `How much each field takes from each, ${pairs.weighing}, ${where}`;
  return (
    <Panel
      title={title}
      wide
      exports={ways.exportsOf(`pairs-of-${pairs.weighing}`, chartFiles(chart))}
      onExplain={ways.onExplain}
      reading={`Row: the field that takes; column: the field that it takes from; mean over rows. Equal shares would be ${(1 / Math.max(1, pairs.fields.length)).toFixed(3)}.`}
    >
      <MatrixChart
        ref={chart}
        title={title}
        x={GIVER}
        y={TAKER}
        value={WEIGHT}
        rows={pairs.fields}
        columns={pairs.fields}
        values={values}
        span={span}
      />
    </Panel>
  );
}
