/** Metrics as people call them, with the unit of their axis and what a better value is. */

export interface Metric {
  name: string;
  unit: string | null;
  digits: number;
  better: "higher" | "lower" | "one" | null; // null: neither is better
  means: string; // one sentence
}

const METRICS: Record<string, Metric> = {
  auc: {
    name: "AUC",
    unit: null,
    digits: 4,
    better: "higher",
    means: "the chance that a clicked row is scored above one that was not clicked; 0.5 is guessing",
  },
  gauc: {
    name: "GAUC",
    unit: null,
    digits: 4,
    better: "higher",
    means: "AUC within each user, averaged over users; 0.5 is guessing",
  },
  log_loss: {
    name: "log loss",
    unit: "nats a row",
    digits: 4,
    better: "lower",
    means: "how surprised the model is by what happened",
  },
  normalised_entropy: {
    name: "normalised entropy",
    unit: "ratio",
    digits: 4,
    better: "lower",
    means: "log loss over that of always saying the click rate; below 1 is better than that",
  },
  pcoc: {
    name: "PCOC",
    unit: "ratio",
    digits: 3,
    better: "one",
    means: "predicted clicks over observed clicks; 1 is right, 1.1 promises a tenth too many",
  },
  ece: {
    name: "ECE",
    unit: "probability",
    digits: 4,
    better: "lower",
    means: "mean distance of promised and observed click rate over ranges of pctr; above 0 by chance alone",
  },
  average_precision: {
    name: "average precision",
    unit: null,
    digits: 4,
    better: "higher",
    means: "precision averaged over all clicked rows; the click rate is guessing",
  },
  label_rate: { name: "click rate", unit: null, digits: 4, better: null, means: "clicks a row" },
  rate: { name: "click rate", unit: null, digits: 4, better: null, means: "clicks a row" },
  mean_pctr: { name: "mean pctr", unit: null, digits: 4, better: null, means: "clicks a row that the model promises" },
  loss: { name: "training loss", unit: "nats a row", digits: 4, better: "lower", means: "what training made smaller" },
};

/** What is known of a metric; one of another name is called as it is written. */
export function metricOf(key: string): Metric {
  const known = Object.hasOwn(METRICS, key) ? METRICS[key] : undefined;
  return known ?? { name: key.replaceAll("_", " "), unit: null, digits: 4, better: null, means: "" };
}

export const metricName = (key: string) => metricOf(key).name;
