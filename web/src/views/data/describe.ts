/** What a data set holds, as charts and sentences take it. */

import type { components } from "@/api/schema";
import type { Row } from "@/chart/BarChart";
import type { LineSeries } from "@/chart/LineChart";
import { count, figure, percent, plural } from "@/format/number";
import { dayName } from "@/format/time";
import type { Found } from "@/view/Finding";

export type Description = components["schemas"]["DataDescription"];
export type FieldDescription = Description["fields"][number];
export type Catalog = components["schemas"]["DataCatalog"];

const ORDER = ["alarm", "warning", "info", "good"];

/** Of equal ones those that name a field come first: they say what to do something about. */
const rank = ({ severity, field }: Description["findings"][number]) =>
  2 * ORDER.indexOf(severity) + (field === null ? 1 : 0);

/** The worst first, each as a sentence of its own. */
export function findingsOf({ findings }: Description): Found[] {
  return [...findings]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ text, severity }) => ({ text: sentence(text), severity }));
}

function sentence(text: string): string {
  const said = text
    .replace(/\bday (\d{4,}(?:, \d{4,})*)/g, (_, days: string) =>
      days
        .split(", ")
        .map((day) => dayName(Number(day)))
        .join(", "),
    )
    .replaceAll(/'([^']+)'/g, "`$1`");
  const opened = said.charAt(0).toUpperCase() + said.slice(1);
  return /[.!?]$/.test(opened) ? opened : `${opened}.`;
}

/** "100,000 rows in 3 splits; 11 fields, 10 of them ids; days 21 Sep 1997 to …". */
export function sayData({ name, splits, fields }: Description): string {
  const rows = splits.reduce((sum, split) => sum + split.rows, 0);
  const ids = fields.filter(({ cardinality }) => cardinality !== null).length;
  const days = splits.flatMap(({ day_first, day_last }) => [day_first, day_last]).filter((day) => day !== null);
  const span = days.length ? `, from ${dayName(Math.min(...days))} to ${dayName(Math.max(...days))}` : "";
  return `${name}: ${plural(rows, "row")} in ${plural(splits.length, "split")}${span}; ${plural(fields.length, "field")}, ${count(ids)} of them of ids.`;
}

export const tasksOf = ({ splits }: Description) => [
  ...new Set(splits.flatMap(({ label_rate }) => Object.keys(label_rate))),
];

/** The label rate of each day, a line a split, in percent. */
export function rateLines({ splits }: Description, task: string): LineSeries[] {
  return splits.flatMap(({ name, label_rate_by_day }) => {
    const days = Object.entries(label_rate_by_day[task] ?? {}).map(([day, rate]) => [Number(day), 100 * rate] as const);
    days.sort((a, b) => a[0] - b[0]);
    return days.length
      ? [{ key: name, name, split: name, x: days.map(([day]) => day), y: days.map(([, rate]) => rate) }]
      : [];
  });
}

/** Fields of ids, the largest vocabulary first. */
export function vocabularyRows(fields: readonly FieldDescription[]): Row[] {
  return fields
    .flatMap(({ name, cardinality, once_share }) =>
      cardinality === null || cardinality <= 0
        ? []
        : [
            {
              key: name,
              name,
              values: [cardinality],
              note: once_share === null ? "" : `${percent(once_share)} of the ids occur once`,
            },
          ],
    )
    .sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0));
}

export const LACKS = ["empty cells", "unknown later", "ids seen once"] as const;

const SHOWN_FROM = 0.1; // percent; less cannot be seen beside the rest

/** What fields lack, in percent; fields that lack next to nothing are left out, the most lacking first. */
export function lackRows(fields: readonly FieldDescription[]): Row[] {
  return fields
    .map((field) => ({
      key: field.name,
      name: field.name,
      values: [missing(field), unknownLater(field), field.once_share].map(toPercent),
    }))
    .filter(({ values }) => values.some((value) => value !== null && value >= SHOWN_FROM))
    .sort((a, b) => Math.max(...b.values.map(Number)) - Math.max(...a.values.map(Number)));
}

const toPercent = (share: number | null) => (share === null ? null : 100 * share);
export const missing = ({ missing_share }: FieldDescription) => missing_share.train ?? null;

/** The greatest share of ids that train does not know, over the other splits. */
export function unknownLater({ unknown_share }: FieldDescription): number | null {
  const later = Object.entries(unknown_share).flatMap(([split, share]) =>
    split === "train" || share === null ? [] : [share],
  );
  return later.length ? Math.max(...later) : null;
}

/** How well each field's values alone rank held-out rows, the best first. */
export function aloneRows(fields: readonly FieldDescription[]): Row[] {
  return fields
    .flatMap(({ name, leak_auc }) => (leak_auc === null ? [] : [{ key: name, name, values: [leak_auc] }]))
    .sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0));
}

/** The most frequent values, or the range of numbers. */
export function sayValues({ top, low, high }: FieldDescription): string {
  if (low !== null && high !== null) return `${figure(low)} to ${figure(high)}`;
  return top
    .slice(0, 3)
    .map(({ value, share }) => `${value} ${percent(share)}`)
    .join(" · ");
}
