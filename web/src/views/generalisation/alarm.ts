/** The alarm in words: what its signal is, how it is seen, when it rang, how often it is right. */
import type { ResultOf } from "@/api/types";
import { count } from "@/format/number";

export type Fluctuation = ResultOf<"fluctuation">;
export type Alarm = Fluctuation["alarm"];

const WHAT: Record<string, string> = {
  barely_active: "share of barely active neurons in the upper layers",
  churn: "churn of the logits",
  churn_unexplained: "churn of the logits beyond stretching",
  correlation: "correlation of the upper layers' neurons",
  expected_loss: "loss that the model itself expects",
  fluctuation: "fluctuation of the upper layers",
  persistence: "persistence of the logits' moves",
  spread: "spread of the logits",
  uncertainty: "uncertainty, mean p (1 − p)",
};
const WHERE: Record<string, string> = {
  train: "on training rows",
  held_out: "on held-out rows",
  ratio: "on one side over the other",
  gap: "difference of training and held-out rows",
};
const WHOLE: Record<string, string> = {
  fluctuation_ratio: "fluctuation of the upper layers, training over held-out rows",
  largest_saliency: "largest share of saliency that one field has",
  saliency_of_ids: "share of saliency of fields with many ids",
  score_distance_ks: "distance of training and held-out logits (Kolmogorov–Smirnov)",
  score_distance_wasserstein: "distance of training and held-out logits (Wasserstein)",
};

/** 'expected_loss_held_out' -> "loss that the model itself expects, on held-out rows". */
export function signalName(signal: string): string {
  const [base = signal, of] = signal.split(":");
  const [, what = base, where] = /^(.*)_(train|held_out|ratio|gap)$/.exec(base) ?? [];
  const known = WHOLE[base] ?? (WHAT[what] ? `${WHAT[what]}${where ? `, ${WHERE[where]}` : ""}` : base);
  return of ? `${known}: ${of}` : known;
}

export const signalUnit = (signal: string) => (/^expected_loss/.test(signal) ? "nats a row" : null);

const SEEN: Record<Alarm["rule"]["transform"], { axis: string; words: string }> = {
  level: { axis: "signal", words: "as it is" },
  rise: { axis: "signal less its lowest", words: "less its lowest value so far" },
  growth: { axis: "signal over its lowest", words: "over its lowest value so far" },
  fall: { axis: "highest less signal", words: "its highest value so far less the present one" },
  shrinkage: { axis: "highest over present value", words: "its highest value so far over the present one" },
  surge: { axis: "robust deviations", words: "in robust deviations from its earlier values" },
};

export const seenAxis = (alarm: Alarm) => SEEN[alarm.rule.transform].axis;

/** Ready to stand as a title: what is seen, and whether it rang. */
export function alarmTitle({ rang_at, evidence }: Alarm): string {
  if (rang_at !== null) return `Over-fitting alarm: rang at step ${count(rang_at)}`;
  if (evidence.every(({ measure }) => measure === null)) return "Over-fitting alarm: it could not listen yet";
  return `Over-fitting alarm: silent until step ${count(evidence.at(-1)?.step)}`;
}

/** As it was chosen: 1.34, not 1.3400. */
export const thresholdWords = (threshold: number) => String(Number(threshold.toPrecision(4)));

export function alarmReading({ rule }: Alarm): string {
  const running = rule.patience === 1 ? "at one snapshot" : `at ${rule.patience} snapshots running`;
  const skipped = rule.skip ? `, the first ${rule.skip} left out` : "";
  return `The line is the ${signalName(rule.signal)}: ${SEEN[rule.transform].words}. Above ${thresholdWords(rule.threshold)} ${running}${skipped}, the alarm rings. No click is read.`;
}

const USUAL = { signal: "expected_loss_held_out", transform: "shrinkage", threshold: 1.34, patience: 2, skip: 3 };

/** How often the usual rule was right where it was tried (docs/reproductions.md); null for a rule of one's own. */
export function errorRates({ rule }: Alarm): string | null {
  const usual = Object.entries(USUAL).every(([key, value]) => rule[key as keyof typeof USUAL] === value);
  if (!usual) return null;
  return (
    "How far to trust it: on 21 runs that had no part in choosing the rule it was right 17 times. Of the 12 that " +
    "over-fitted it rang in time on 8, too early on 2, and missed 2 mild ones; on the 9 healthy ones it never rang. " +
    "Silence is no proof."
  );
}
