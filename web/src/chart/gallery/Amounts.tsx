/** Named things and counts: bars, dots with intervals, histograms. */
import { useState } from "react";
import { BarChart } from "../BarChart";
import { DotInterval } from "../DotInterval";
import { Histogram } from "../Histogram";
import type { Span } from "../scale";
import { fields, normal, random } from "./made";

const next = random(7);
const SALIENCY = { name: "share of saliency", unit: "%" };
const bars = (count: number) =>
  fields(count).map((name, i) => {
    const value = 48 / (i + 1) + 0.5 * next();
    return {
      key: name,
      name,
      values: [value],
      low: [value * 0.9],
      high: [value * 1.12],
      note: "6,040 values, 48% seen once",
    };
  });
const five = bars(5);
const many = bars(200);
const signed = fields(14).map((name, i) => {
  const value = (i - 6) * 0.0012 + 0.0004 * normal(next);
  return { key: name, name, values: [value], low: [value - 0.0011], high: [value + 0.0011] };
});
const two = fields(8).map((name, i) => ({
  key: name,
  name,
  values: [40 / (i + 1), 30 / (i + 2)],
  low: [36 / (i + 1), 27 / (i + 2)],
  high: [44 / (i + 1), 33 / (i + 2)],
}));
const probes = ["embedding", "h1", "h2", "h3", "h4"].map((name, i) => ({
  key: name,
  name,
  values: [0.7 + 0.014 * i, 0.69 + 0.006 * i - 0.0015 * i * i],
  low: [0.695 + 0.014 * i, 0.683 + 0.006 * i - 0.0015 * i * i],
  high: [0.705 + 0.014 * i, 0.697 + 0.006 * i - 0.0015 * i * i],
}));
const genres = ["Drama", "Comedy", "科幻片", "Documentary about animals of the northern seas and coasts", "Noir"].map(
  (name, i) => ({ key: name, name, values: [9000 / (i + 1), 2200 / (i * i + 1)] }),
);
const edges = Float64Array.from({ length: 41 }, (_, i) => i / 40);
const all = Float64Array.from({ length: 40 }, (_, i) => Math.round(90000 * Math.exp(-i / 5) + 40 * next()));
const selected = all.map((count, i) => Math.round(count * (i < 6 ? 0.05 : 0.5)));

export function Amounts() {
  const [brush, setBrush] = useState<Span | null>([0.1, 0.25]);
  const [picked, setPicked] = useState<string[]>(["Comedy"]);
  return (
    <>
      <BarChart
        caption
        title="Share of saliency by field, five fields"
        of="field"
        value={SALIENCY}
        sides={[{ name: "test", split: "test" }]}
        rows={five}
        onPick={() => {}}
      />
      <BarChart
        caption
        title="Share of saliency by field, 200 fields"
        of="field"
        value={SALIENCY}
        sides={[{ name: "test", split: "test" }]}
        rows={many}
        onPick={() => {}}
      />
      <BarChart
        caption
        title="AUC lost when a field is taken out"
        of="field"
        value={{ name: "difference of AUC", unit: null, digits: 4 }}
        sides={[{ name: "difference" }]}
        rows={signed}
        signed
      />
      <BarChart
        caption
        title="Share of saliency, train and test"
        of="field"
        value={SALIENCY}
        sides={[
          { name: "train", split: "train" },
          { name: "test", split: "test" },
        ]}
        rows={two}
      />
      <BarChart
        caption
        title="Rows by genre"
        of="genre"
        value={{ name: "rows", unit: null, whole: true }}
        sides={[{ name: "all rows" }, { name: "selection" }]}
        rows={genres}
        overlaid
        picked={picked}
        onPick={(key) => setPicked([key])}
      />
      <DotInterval
        caption
        title="AUC of a probe on each layer, train and test"
        of="layer"
        value={{ name: "AUC of the probe", unit: null, digits: 4 }}
        sides={[
          { name: "train", split: "train" },
          { name: "test", split: "test" },
        ]}
        rows={probes}
        reference={{ value: 0.71, label: "the model, 0.7100" }}
      />
      <DotInterval
        caption
        title="Difference of AUC, before and after"
        of="slice"
        value={{ name: "difference of AUC", unit: null, digits: 4 }}
        sides={[{ name: "after − before", colour: undefined }]}
        rows={signed.slice(3, 11)}
        signed
      />
      <DotInterval
        caption
        title="Nothing compared yet"
        of="slice"
        value={{ name: "AUC", unit: null }}
        sides={[{ name: "before" }]}
        rows={[]}
        empty="No slice is saved: select rows and give them a name."
      />
      <Histogram
        caption
        title="Scores of all rows and of the selection"
        x={{ name: "pctr", unit: null }}
        y={{ name: "rows", unit: null }}
        edges={edges}
        all={all}
        selected={selected}
        brush={brush}
        onBrush={setBrush}
      />
      <Histogram
        caption
        title="Scores of all rows, log scale"
        x={{ name: "pctr", unit: null }}
        y={{ name: "rows", unit: null, log: true }}
        edges={edges}
        all={all}
        selected={selected}
        brush={brush}
        onBrush={setBrush}
      />
      <Histogram
        caption
        title="Rows by day"
        x={{ name: "day", unit: null, whole: true }}
        y={{ name: "rows", unit: null }}
        edges={[0, 1, 2, 3]}
        all={[4821, 4777, 5102]}
        onBrush={setBrush}
      />
    </>
  );
}
