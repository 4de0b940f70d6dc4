/** What the view draws, read from a saliency result: shares of fields by step, by day, in a selection and the rest. */
import type { Interval, ResultOf } from "@/api/types";
import type { Row } from "@/chart/BarChart";
import type { LineSeries } from "@/chart/LineChart";
import type { Part } from "@/chart/StackedShare";
import { count, step as sayStep } from "@/format/number";
import type { Found } from "@/view/Finding";

export type SaliencyResult = ResultOf<"saliency">;
export type FieldSaliency = SaliencyResult["series"][number];
export type Measure = SaliencyResult["measure"];
export type Size = "share" | "size";

export interface SelectedParts {
  selection: SaliencyResult;
  rest: SaliencyResult;
}

export const MEASURES: Record<Measure, { word: string; noun: string; size: string; means: string }> = {
  gradient: {
    word: "Saliency",
    noun: "saliency",
    size: "mean |∂pctr/∂element|",
    means:
      "Saliency: how far pctr moves when an element of the field's vector moves by one, the mean over rows. " +
      "Compare one field with itself over steps; fields with short vectors look large beside others.",
  },
  effect: {
    word: "Effect",
    noun: "effect",
    size: "mean |move of pctr|",
    means:
      "Effect: how far pctr would move if the row's value were drawn anew from the sample, the mean over rows. " +
      "Fields of very different kinds can be compared by it.",
  },
};

/** Splits that the result holds, the training rows first. */
export function splitsOf({ rows }: SaliencyResult): string[] {
  return Object.keys(rows).sort((a, b) => Number(b === "train") - Number(a === "train"));
}

/** The field's values on one split, by step. */
export function courseOf({ series }: SaliencyResult, field: string, split: string): FieldSaliency[] {
  return series.filter((point) => point.field === field && point.split === split).sort((a, b) => a.step - b.step);
}

/** Every field at the result's step, by its name. */
export function nowOf({ series, step, split: own }: SaliencyResult, split = own): Map<string, FieldSaliency> {
  return new Map(
    series.filter((one) => one.step === step && one.split === split).map((point) => [point.field, point] as const),
  );
}

export function sized(point: FieldSaliency | undefined, size: Size): Interval | null {
  if (!point) return null;
  if (size === "size") return point.saliency;
  return point.share && inPercent(point.share);
}

const inPercent = ({ value, low, high, level }: Interval): Interval => ({
  value: 100 * value,
  low: 100 * low,
  high: 100 * high,
  level,
});

/** One row a field, one value a side; the order is that of `fields`. */
export function fieldRows(fields: readonly string[], sides: readonly Map<string, FieldSaliency>[], size: Size): Row[] {
  return fields.map((field) => {
    const found = sides.map((side) => sized(side.get(field), size));
    return {
      key: field,
      name: field,
      values: found.map((interval) => interval?.value ?? null),
      low: found.map((interval) => interval?.low ?? null),
      high: found.map((interval) => interval?.high ?? null),
    };
  });
}

export interface Film {
  at: number[]; // steps or days; rise
  parts: Part[]; // a field each, in percent of all
}

/** The shares of all fields, by step or by day. */
export function filmOf(points: readonly FieldSaliency[], fields: readonly string[], along: "step" | "day"): Film {
  const placed = points.flatMap((point) => {
    const at = point[along];
    return at === null ? [] : [{ at, field: point.field, share: point.share?.value ?? null }];
  });
  const at = [...new Set(placed.map((point) => point.at))].sort((a, b) => a - b);
  const places = new Map(at.map((one, place) => [one, place]));
  const values = new Map(fields.map((field) => [field, new Array<number | null>(at.length).fill(null)]));
  for (const point of placed) {
    const place = places.get(point.at);
    const known = values.get(point.field);
    if (known && place !== undefined) known[place] = point.share === null ? null : 100 * point.share;
  }
  return { at, parts: fields.map((field) => ({ key: field, name: field, values: values.get(field) ?? [] })) };
}

/** Share or size of one field, a line a split, by step or by day. */
export function fieldLines(
  points: readonly FieldSaliency[],
  { field, splits, size, along }: { field: string; splits: readonly string[]; size: Size; along: "step" | "day" },
): LineSeries[] {
  return splits.map((split) => {
    const course = points
      .filter((point) => point.field === field && point.split === split && point[along] !== null)
      .sort((a, b) => (a[along] ?? 0) - (b[along] ?? 0));
    const found = course.map((point) => sized(point, size));
    return {
      key: split,
      name: split,
      split,
      x: course.map((point) => point[along] ?? 0),
      y: found.map((interval) => interval?.value ?? null),
      low: found.map((interval) => interval?.low ?? null),
      high: found.map((interval) => interval?.high ?? null),
    };
  });
}

/** A field of which the model began to learn ids by heart also has remedies where a finding names none. */
export function remediesOf(result: SaliencyResult, remedy: string): string[] {
  const field = /^user-bias (.+)$/.exec(remedy)?.[1];
  const leans = result.leanings.some((leaning) => leaning.field === field);
  return field && leans ? [remedy, `regularise ${field}=0.001`] : [remedy];
}

/** Findings, with a remedy for a field that cannot be a bias: a sequence of ids can still be held small. */
export function findingsOf(result: SaliencyResult): Found[] {
  return result.findings.map((finding) => {
    const leaning = result.leanings.find(
      ({ field }) => finding.text.startsWith(`The model now leans on \`${field}\``) && !finding.remedy,
    );
    return leaning ? { ...finding, remedy: `regularise ${leaning.field}=0.001` } : finding;
  });
}

/** What tells the selection from the rest: the field whose shares lie furthest apart, if their intervals do. */
export function selectionFinding({ selection, rest }: SelectedParts, words: string, noun: string): Found {
  const [inside, outside] = [nowOf(selection), nowOf(rest)];
  const apart = selection.fields.flatMap((field) => {
    const [a, b] = [inside.get(field)?.share, outside.get(field)?.share];
    return a && b && (a.low > b.high || a.high < b.low) ? [{ field, a, b, by: Math.abs(a.value - b.value) }] : [];
  });
  const rows = [...inside.values()][0]?.rows ?? 0;
  const most = apart.sort((a, b) => b.by - a.by)[0];
  const about = `On the selection (${words}; ${count(rows)} rows)`;
  if (!most)
    return { severity: "info", text: `${about} no field's share of ${noun} is told apart from that on the rest.` };
  return {
    severity: "info",
    text: `${about} \`${most.field}\` carries ${between(most.a)} of the ${noun} at step ${sayStep(selection.step)}, on the rest ${between(most.b)}: the share that differs most.`,
  };
}

const between = ({ value, low, high }: Interval) => `${tenths(value)} [${tenths(low)}, ${tenths(high)}]`;
const tenths = (share: number) => `${(100 * share).toFixed(1)}%`;
