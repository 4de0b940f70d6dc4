/** The figures of scores, by split and by day, as charts and tables take them. */
import type { ResultOf } from "@/api/types";
import type { Row } from "@/chart/BarChart";
import type { Calibration } from "@/chart/CalibrationChart";
import type { LineSeries } from "@/chart/LineChart";

export type ScoresResult = ResultOf<"scores">;
export type Figures = ScoresResult["splits"][number]["scores"];

export const FIGURES = [
  "auc",
  "gauc",
  "log_loss",
  "normalised_entropy",
  "pcoc",
  "ece",
  "average_precision",
  "rate",
] as const;
export type FigureName = (typeof FIGURES)[number];

/** A selection and the rest of the rows, side by side. */
export interface Parts {
  selection: ScoresResult | null; // null: not there yet, or no such rows
  rest: ScoresResult | null;
}

/** One row a split; the sides are the results given. */
export function bySplit(sides: readonly (ScoresResult | null)[], figure: FigureName): Row[] {
  const names = [...new Set(sides.flatMap((side) => side?.splits.map(({ split }) => split) ?? []))];
  return names.map((split) => {
    const found = sides.map((side) => side?.splits.find((one) => one.split === split)?.scores);
    const rows = found.map((scores) => scores?.rows ?? 0);
    return {
      key: split,
      name: split,
      values: found.map((scores) => scores?.[figure].value ?? null),
      low: found.map((scores) => scores?.[figure].interval?.low ?? null),
      high: found.map((scores) => scores?.[figure].interval?.high ?? null),
      note: `${rows.map((n) => n.toLocaleString("en-US")).join(" and ")} rows`,
    };
  });
}

/** A line a split over its days, with intervals. */
export function byDay({ days }: ScoresResult, figure: FigureName): LineSeries[] {
  const names = [...new Set(days.map(({ split }) => split))];
  return names.map((split) => {
    const own = days.filter((one) => one.split === split).sort((a, b) => a.day - b.day);
    return {
      key: split,
      name: split,
      split,
      x: own.map(({ day }) => day),
      y: own.map(({ scores }) => scores[figure].value),
      low: own.map(({ scores }) => scores[figure].interval?.low ?? null),
      high: own.map(({ scores }) => scores[figure].interval?.high ?? null),
    };
  });
}

/** AUC on train less AUC on each other split, step by step, on whole splits; and at this step with its interval. */
export function aucGaps({ trajectory, gaps, step }: ScoresResult): LineSeries[] {
  const at = (split: string) =>
    new Map(trajectory.filter((one) => one.split === split).map((one) => [one.step, one.values.auc ?? null]));
  const train = at("train");
  const others = [...new Set(trajectory.map(({ split }) => split))].filter((split) => split !== "train");
  const lines = others.flatMap((split): LineSeries[] => {
    const own = at(split);
    const steps = [...own.keys()].filter((one) => train.has(one)).sort((a, b) => a - b);
    if (!steps.length) return [];
    const y = steps.map((one) => less(train.get(one), own.get(one)));
    return [{ key: split, name: `train less ${split}`, split, x: steps, y }];
  });
  const now = gaps.map(
    ({ split, gap }): LineSeries => ({
      key: `${split} now`,
      name: lines.length ? "" : `train less ${split}`,
      split,
      x: [step],
      y: [gap.value],
      low: [gap.low],
      high: [gap.high],
    }),
  );
  return [...lines, ...now];
}

const less = (a: number | null | undefined, b: number | null | undefined) =>
  a === null || a === undefined || b === null || b === undefined ? null : a - b;

/** Where the model says 3%, is it 3%? */
export function calibrationOf(result: ScoresResult, split: string, look: Partial<Calibration> = {}): Calibration[] {
  const bins = result.splits.find((one) => one.split === split)?.calibration?.bins;
  if (!bins?.length) return [];
  return [
    {
      key: split,
      name: split,
      split,
      predicted: bins.map(({ pctr }) => pctr),
      observed: bins.map(({ rate }) => rate),
      low: bins.map(({ low }) => low),
      high: bins.map(({ high }) => high),
      rows: bins.map(({ n }) => n),
      ...look,
    },
  ];
}
