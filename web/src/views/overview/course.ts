/** Course: evaluations and events of a run as charts take them. */
import type { MetricCourse, MetricSeries, RunDetail } from "@/api/types";
import type { LineSeries, Mark, MarkKind } from "@/chart/LineChart";
import { step as sayStep } from "@/format/number";
import { dayName } from "@/format/time";
import { standing } from "@/view/moment";
import type { Along } from "@/views/overview/along";

/** Shown before anyone chooses: how well rows are ordered, and how surprised the model is. */
const FIRST = ["auc", "log_loss"];

/** The metrics to show: those asked for that the run has, else the usual ones, else whatever there is first. */
export function shownMetrics(asked: readonly string[], names: readonly string[]): string[] {
  const known = asked.filter((name) => names.includes(name));
  if (known.length) return known;
  const usual = FIRST.filter((name) => names.includes(name));
  return usual.length ? usual : names.slice(0, 1);
}

/** Steps with their epochs, as the longest series tells them. */
export function epochsOf(course: MetricCourse | undefined): [number, number][] {
  const longest = course?.series.reduce<MetricSeries | null>(
    (found, one) => (found && found.steps.length >= one.steps.length ? found : one),
    null,
  );
  return (longest?.steps ?? []).map((step, at) => [step, longest?.epochs[at] ?? 0]);
}

/** The lines of one metric: a split each, or a day each. */
export function linesOf(course: MetricCourse, metric: string, along: Along, byDay: boolean): LineSeries[] {
  return course.series
    .filter((one) => one.metric === metric)
    .map((one) => ({
      key: `${one.split} ${one.day ?? ""}`,
      name: byDay && one.day !== null ? dayName(one.day) : one.split,
      x: one.steps.map(along.at),
      y: one.values,
      ...(byDay ? {} : { split: one.split }),
    }))
    .filter(({ y }) => y.some((value) => value !== null));
}

const KINDS: Record<string, MarkKind> = {
  alarm: "alarm",
  failed: "alarm",
  paused: "pause",
  stopped: "pause",
  interrupted: "pause",
  resumed: "change",
  learning_rate: "change",
  checkpoint: "checkpoint",
};
const NAMED_CHECKPOINTS = 3; // more of them are signs without words

/** Events on the time line: the best step, and what came between; of many kept checkpoints only the signs. */
export function eventMarks(run: Pick<RunDetail, "events" | "checkpoints" | "best_step">, along: Along): Mark[] {
  const events = standing(run);
  const checkpoints = new Set(events.filter(({ kind }) => kind === "checkpoint").map(({ step }) => step));
  const seen = new Set<string>();
  const marks = events.flatMap(({ kind, step }): Mark[] => {
    const sign = KINDS[kind];
    const key = `${kind} ${step}`;
    if (!sign || seen.has(key)) return [];
    seen.add(key);
    const silent = kind === "checkpoint" && checkpoints.size > NAMED_CHECKPOINTS;
    return [{ at: along.at(step), kind: sign, label: silent ? "" : `${kind.replaceAll("_", " ")} ${sayStep(step)}` }];
  });
  return run.best_step === null
    ? marks
    : [{ at: along.at(run.best_step), kind: "best", label: `best ${sayStep(run.best_step)}` }, ...marks];
}

/** What is drawn, as a table: a row a value. */
export function courseCsv(course: MetricCourse, metric: string): string {
  const word = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = course.series
    .filter((one) => one.metric === metric)
    .flatMap((one) =>
      one.steps.map((step, at) =>
        [word(one.split), one.day ?? "", step, one.epochs[at] ?? "", one.values[at] ?? ""].join(","),
      ),
    );
  return [`split,day,step,epoch,${word(metric)}`, ...rows, ""].join("\n");
}
