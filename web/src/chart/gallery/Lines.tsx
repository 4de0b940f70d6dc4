/** Lines over steps: few, many, with intervals, with gaps, with marks. */
import { useState } from "react";
import { CalibrationChart } from "../CalibrationChart";
import { DensityChart } from "../DensityChart";
import { LineChart, type LineSeries, type Mark } from "../LineChart";
import { StackedShare } from "../StackedShare";
import { Timeline } from "../Timeline";
import { auc, fields, normal, random, shares, steps } from "./made";

const STEP = { name: "step", unit: null, whole: true };
const AUC = { name: "AUC", unit: null, digits: 4 };
const at37 = steps(37);
const band = (values: (number | null)[], wide: number) => ({
  low: values.map((value) => (value === null ? null : value - wide)),
  high: values.map((value) => (value === null ? null : value + wide)),
});

const splits = (at: number[], wide: number): LineSeries[] =>
  ["train", "validation", "test"].map((split, i) => {
    const y = auc(at, split, i + 1);
    return { key: split, name: split, split, x: at, y, ...band(y, wide) };
  });

const marks: Mark[] = [
  { at: 1600, kind: "best", label: "best 1,600" },
  { at: 1700, kind: "alarm", label: "over-fitting 1,700" },
  { at: 1000, kind: "checkpoint", label: "checkpoint" },
  { at: 2000, kind: "checkpoint", label: "checkpoint" },
  { at: 3000, kind: "checkpoint", label: "checkpoint" },
  { at: 2450, kind: "pause", label: "paused 8 min" },
  { at: 2500, kind: "change", label: "learning rate 0.01" },
];

const at300 = steps(300, 25);
const layers = fields(20).map((name, i): LineSeries => {
  const next = random(i + 40);
  return {
    key: name,
    name,
    x: at300,
    y: at300.map((step) => 0.02 * (1 + i / 8) * (1 + step / 4000) + 0.0008 * normal(next)),
  };
});
const gaps: LineSeries[] = [
  {
    key: "a",
    name: "GAUC on test",
    split: "test",
    x: at37,
    y: at37.map((step, i) => (i > 9 && i < 16 ? null : i === 12 ? 0.62 : 0.6 + step / 40000)),
  },
  { key: "b", name: "one value only", x: [1200], y: [0.66], low: [0.655], high: [0.665] },
];
const loss: LineSeries[] = ["train", "test"].map((split, i) => ({
  key: split,
  name: `log loss on ${split}`,
  split,
  x: at37,
  y: at37.map((step) => 0.003 + Math.exp(-step / 350) + (i ? (step / 4000) ** 4 * 0.04 : 0)),
}));
const grid = Array.from({ length: 80 }, (_, i) => (i + 0.5) / 80);
const bump = (x: number, middle: number, wide: number) => Math.exp(-(((x - middle) / wide) ** 2)) / wide;
const observed = [0.012, 0.034, 0.061, 0.09, 0.118, 0.14, 0.19, 0.21, 0.26, 0.29];
const predicted = [0.01, 0.03, 0.05, 0.08, 0.11, 0.15, 0.2, 0.25, 0.31, 0.38];
const names = fields(60);
const parts = shares(60, 37, 3).map((values, i) => ({ key: names[i] ?? "", name: names[i] ?? "", values }));
const seconds = Float64Array.from({ length: 240 }, (_, i) => i * 5);

export function Lines() {
  const [cursor, setCursor] = useState(1600);
  return (
    <>
      <LineChart
        caption
        title="AUC by step on train, validation and test"
        x={STEP}
        y={AUC}
        series={splits(at37, 0.006)}
        marks={marks}
        cursor={cursor}
        onCursor={setCursor}
        stops={at37}
        references={[{ value: 0.5, label: "chance" }]}
      />
      <LineChart
        caption
        title="AUC by step, a run of three steps"
        x={STEP}
        y={AUC}
        series={splits(at37.slice(0, 3), 0.01)}
      />
      <LineChart
        caption
        title="Fluctuation of 20 layers, 300 steps"
        x={STEP}
        y={{ name: "average fluctuation", unit: null }}
        series={layers}
        cursor={cursor}
        onCursor={setCursor}
        stops={at300}
      />
      <LineChart
        caption
        title="GAUC where it is defined"
        x={STEP}
        y={{ name: "GAUC", unit: null, digits: 4 }}
        series={gaps}
      />
      <LineChart
        caption
        title="Log loss on train and test"
        x={STEP}
        y={{ name: "log loss", unit: "nats", log: true }}
        series={loss}
        cursor={cursor}
        onCursor={setCursor}
      />
      <LineChart
        caption
        title="AUC before the first evaluation"
        x={STEP}
        y={AUC}
        series={[]}
        empty="No evaluation yet: the first comes at step 100."
      />
      <DensityChart
        caption
        title="Scores of clicked and not clicked rows, train and test"
        x={{ name: "pctr", unit: null }}
        y={{ name: "density", unit: null }}
        curves={[
          {
            key: "1",
            name: "clicked, train",
            clicked: true,
            split: "train",
            x: grid,
            density: grid.map((x) => bump(x, 0.62, 0.2)),
          },
          {
            key: "2",
            name: "not clicked, train",
            clicked: false,
            split: "train",
            x: grid,
            density: grid.map((x) => bump(x, 0.18, 0.15)),
          },
          {
            key: "3",
            name: "clicked, test",
            clicked: true,
            split: "test",
            x: grid,
            density: grid.map((x) => bump(x, 0.5, 0.24)),
          },
          {
            key: "4",
            name: "not clicked, test",
            clicked: false,
            split: "test",
            x: grid,
            density: grid.map((x) => bump(x, 0.24, 0.2)),
          },
        ]}
      />
      <CalibrationChart
        caption
        title="Observed click rate against predicted, test"
        x={{ name: "mean pctr", unit: null }}
        y={{ name: "click rate", unit: null }}
        curves={[
          {
            key: "test",
            name: "test",
            split: "test",
            predicted,
            observed,
            low: observed.map((v) => v * 0.85),
            high: observed.map((v) => v * 1.16),
            rows: predicted.map((p) => Math.round(9000 * (1 - p))),
          },
          { key: "train", name: "train", split: "train", predicted, observed: predicted.map((p) => p * 1.03) },
        ]}
      />
      <CalibrationChart
        caption
        title="Observed click rate against predicted, small rates"
        x={{ name: "mean pctr", unit: null, log: true }}
        y={{ name: "click rate", unit: null }}
        curves={[
          {
            key: "test",
            name: "test",
            split: "test",
            predicted: predicted.map((p) => p ** 3),
            observed: observed.map((o) => o ** 3),
            low: observed.map((v) => (v * 0.8) ** 3),
            high: observed.map((v) => (v * 1.2) ** 3),
          },
        ]}
      />
      <StackedShare
        caption
        title="Share of saliency by field, 60 fields"
        x={STEP}
        y={{ name: "share of saliency", unit: "%" }}
        at={at37}
        parts={parts}
        whole={100}
        cursor={cursor}
        onCursor={setCursor}
        marks={marks.slice(0, 2)}
      />
      <StackedShare
        caption
        title="Share of saliency by field, 5 fields, 3 steps"
        x={STEP}
        y={{ name: "share of saliency", unit: "%" }}
        at={[100, 200, 300]}
        parts={parts.slice(0, 5).map((p) => ({ ...p, values: [20, 20, 20] }))}
        whole={100}
      />
      <Timeline
        title="What the job uses of the machine"
        x={{ name: "time since the start" }}
        at={seconds}
        strips={[
          {
            key: "cpu",
            title: "Processor",
            y: { name: "used", unit: "% of one core" },
            values: seconds.map((s) => (s > 600 && s < 700 ? 5 : 160 + 30 * Math.sin(s / 40))),
            limit: { value: 200, label: "two cores" },
          },
          {
            key: "memory",
            title: "Memory",
            y: { name: "in use", unit: "GB" },
            values: seconds.map((s) => 1.2 + s / 2400),
          },
        ]}
        marks={[{ at: 600, kind: "pause", label: "paused 100 s" }]}
      />
    </>
  );
}
