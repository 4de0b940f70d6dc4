/** Attention over rows in figures: what the charts take from the answer. */
import type { AttentionSample } from "@/api/types";
import type { LineSeries } from "@/chart/LineChart";
import type { Row } from "@/chart/row";
import { plural } from "@/format/number";
import { csvBlob } from "@/view/csv";

export type PositionSample = AttentionSample["positions"][number];
export type PairSample = AttentionSample["pairs"][number];
export type FieldSample = AttentionSample["fields"][number];

/** The places where the model weighs, behaviours first. */
export function weighingNames({ positions, fields, pairs }: AttentionSample): string[] {
  return [...positions, ...fields, ...pairs].map(({ weighing }) => weighing);
}

/** Mean weight by place with its interval; undefined where too few rows have a behaviour there. */
export function placeLine({ places, weighing }: PositionSample, colour: string): LineSeries {
  return {
    key: weighing,
    name: "mean weight",
    x: places.map(({ back }) => back),
    y: places.map(({ weight }) => weight?.value ?? null),
    low: places.map(({ weight }) => weight?.low ?? null),
    high: places.map(({ weight }) => weight?.high ?? null),
    colour,
  };
}

export type Measure = "move" | "drop"; // how far the logit goes whichever way, or with its sign

/** Without k behaviours: those of most weight beside as many at random. */
export function removalRows({ removals }: PositionSample, measure: Measure): Row[] {
  return removals.map((one) => {
    const sides = measure === "move" ? [one.top_move, one.random_move] : [one.top, one.random];
    const gap = measure === "move" ? one.move_gap : one.gap;
    return {
      key: String(one.k),
      name: plural(one.k, "behaviour"),
      values: sides.map((side) => side?.value ?? null),
      low: sides.map((side) => side?.low ?? null),
      high: sides.map((side) => side?.high ?? null),
      note: `${plural(one.rows, "row")} with more; difference ${gap ? `${gap.value.toFixed(3)} [${gap.low.toFixed(3)}, ${gap.high.toFixed(3)}]` : "not known"}`,
    };
  });
}

export function fieldRows({ fields, weights }: FieldSample): Row[] {
  return fields.map((field, at) => {
    const weight = weights[at] ?? null;
    return {
      key: field,
      name: field,
      values: [weight?.value ?? null],
      low: [weight?.low ?? null],
      high: [weight?.high ?? null],
    };
  });
}

/** Mean weights by place, field and pair, and what the logit does without behaviours: a line for each. */
export function sampleTable({ positions, fields, pairs }: AttentionSample): Blob {
  type Interval = PositionSample["clicked"];
  const line = (weighing: string, of: string, figure: string, one: Interval) => [
    weighing,
    of,
    figure,
    one?.value,
    one?.low,
    one?.high,
  ];
  const lines = [
    ...positions.flatMap(({ weighing, places, removals, clicked, not_clicked }) => [
      ...places.map(({ back, weight }) => line(weighing, `${back} back`, "weight", weight)),
      line(weighing, "clicked rows", "sum of weights", clicked),
      line(weighing, "other rows", "sum of weights", not_clicked),
      ...removals.flatMap((one) => [
        line(weighing, `k = ${one.k}`, "drop without the heaviest", one.top),
        line(weighing, `k = ${one.k}`, "drop without random ones", one.random),
        line(weighing, `k = ${one.k}`, "difference of drops", one.gap),
        line(weighing, `k = ${one.k}`, "move without the heaviest", one.top_move),
        line(weighing, `k = ${one.k}`, "move without random ones", one.random_move),
        line(weighing, `k = ${one.k}`, "difference of moves", one.move_gap),
      ]),
    ]),
    ...fields.flatMap((one) =>
      one.fields.map((field, at) => line(one.weighing, field, "weight", one.weights[at] ?? null)),
    ),
    ...pairs.flatMap((one) =>
      one.weights.flatMap((row, at) =>
        row.map((weight, other) => [one.weighing, `${one.fields[at]} from ${one.fields[other]}`, "weight", weight]),
      ),
    ),
  ];
  return csvBlob(["weighing", "of", "figure", "value", "value_low", "value_high"], lines);
}
