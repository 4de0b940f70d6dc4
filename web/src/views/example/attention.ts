/** Attention in figures: what the chart and the table of one row's weights take from the answer. */
import type { Attention } from "@/api/types";
import type { LineSeries } from "@/chart/LineChart";
import { csvBlob } from "@/view/csv";
import { sayReading } from "@/views/example/reading";

export type Positions = Attention["positions"][number];
export type Pairs = Attention["pairs"][number];
export type FieldWeights = Attention["fields"][number];
export type Candidate = Attention["candidates"][number];

export const OWN = "the row's own candidate";

/** The places where the model weighs, behaviours first. */
export function weighingsOf({ positions, fields, pairs }: Attention): string[] {
  return [...positions, ...fields, ...pairs].map(({ weighing }) => weighing);
}

export function candidateName({ changes }: Candidate): string {
  const told = Object.entries(changes).map(([field, value]) => `${field} = ${sayReading(value)}`);
  return told.length ? told.join(", ") : OWN;
}

export const behaviourName = (one: Positions["behaviours"][number]) =>
  one.values.map((value) => value ?? "unknown").join(" / ");

/** A line for each candidate along the behaviours, oldest first. */
export function behaviourLines({ candidates }: Attention, { behaviours }: Positions): LineSeries[] {
  const x = behaviours.map((_, place) => place);
  return candidates.map((candidate, at) => ({
    key: candidateName(candidate),
    name: candidateName(candidate),
    x,
    y: behaviours.map(({ weights }) => weights[at] ?? null),
  }));
}

/** A line for each behaviour, field or pair and each candidate. */
export function attentionTable(answer: Attention): Blob {
  const names = answer.candidates.map(candidateName);
  const lines = [
    ...answer.positions.flatMap(({ weighing, behaviours }) =>
      behaviours.flatMap((one) =>
        one.weights.map((weight, at) => [weighing, behaviourName(one), one.back, names[at] ?? "", weight]),
      ),
    ),
    ...answer.fields.flatMap(({ weighing, fields, weights }) =>
      weights.flatMap((of, place) =>
        of.map((weight, at) => [weighing, fields[place] ?? "", "", names[at] ?? "", weight]),
      ),
    ),
    ...answer.pairs.flatMap(({ weighing, fields, weights }) =>
      weights.flatMap((row, at) =>
        row.map((weight, other) => [weighing, `${fields[at]} from ${fields[other]}`, "", names[0] ?? "", weight]),
      ),
    ),
  ];
  return csvBlob(["weighing", "of", "back", "candidate", "weight"], lines);
}
