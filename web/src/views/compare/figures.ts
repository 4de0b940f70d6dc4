/** Figures of a comparison as charts and tables take them. */

import type { ResultOf } from "@/api/types";
import type { Row } from "@/chart/BarChart";
import { layerName } from "@/format/layer";
import { auc, difference, differenceWithInterval, figure, percent } from "@/format/number";
import { dayName } from "@/format/time";
import { metricName, metricOf } from "@/view/metric";

export type Comparison = ResultOf<"comparison">;
export type Change = Comparison["metrics"][number];
export type Part = "metrics" | "shares" | "fluctuation";

/** Metrics that say how well the model ranks; the others say how well it promises. */
const RANKING = new Set(["auc", "gauc", "average_precision"]);
export const ranks = ({ name }: Pick<Change, "name">) => RANKING.has(name);

export function nameOf(part: Part, name: string): string {
  if (part === "metrics") return metricName(name);
  return part === "fluctuation" ? layerName(name) : name;
}

/** A row for each difference, with its interval. */
export function differenceRows(changes: readonly Change[]): Row[] {
  return changes.flatMap(({ name, before, after, difference: known }) =>
    before === null || after === null
      ? []
      : [
          {
            key: name,
            name: metricName(name),
            values: [after - before],
            low: [known?.low ?? null],
            high: [known?.high ?? null],
            note: `${figure(before)} before, ${figure(after)} after`,
          },
        ],
  );
}

/** A row for each figure with both sides; `scale` turns shares into percent. */
export function sideRows(part: Part, changes: readonly Change[], scale = 1): Row[] {
  return changes.map(({ name, before, after, difference: known }) => ({
    key: name,
    name: nameOf(part, name),
    values: [scaled(before, scale), scaled(after, scale)],
    note: known ? `${sayDifference(part, known)}, 95% interval` : "no interval is known",
  }));
}

const scaled = (value: number | null, scale: number) => (value === null ? null : value * scale);
const sayDifference = (part: Part, interval: NonNullable<Change["difference"]>) =>
  part === "shares"
    ? `${differenceWithInterval({ value: 100 * interval.value, low: 100 * interval.low, high: 100 * interval.high }, points)} points`
    : differenceWithInterval(interval, figure);
const points = (value: number) => value.toFixed(Math.abs(value) < 1 ? 2 : 1);

export interface SaidChange {
  key: string;
  name: string;
  before: string;
  after: string;
  difference: string;
  says: string; // what to make of it
}

/** A change in words, as the table behind a chart shows it. */
export function sayChange(part: Part, { name, before, after, difference: known }: Change): SaidChange {
  const say = part === "shares" ? percent : part === "metrics" && metricOf(name).digits === 4 ? auc : figure;
  const plain = before === null || after === null ? null : after - before;
  return {
    key: name,
    name: nameOf(part, name),
    before: say(before),
    after: say(after),
    difference: known ? sayDifference(part, known) : difference(plain, say),
    says: part === "metrics" ? verdict(name, { before, after, known }) : sayChance(known),
  };
}

function sayChance(known: Change["difference"]): string {
  if (!known) return "no interval";
  if (known.low <= 0 && known.high >= 0) return "chance could bring it";
  return known.value > 0 ? "more, beyond chance" : "less, beyond chance";
}

function verdict(
  name: string,
  { before, after, known }: { before: number | null; after: number | null; known: Change["difference"] },
): string {
  const { better } = metricOf(name);
  if (!known) return "no interval";
  if (known.low <= 0 && known.high >= 0) return "chance could bring it";
  if (better === null || before === null || after === null)
    return known.value > 0 ? "more, beyond chance" : "less, beyond chance";
  const nearer =
    better === "one" ? Math.abs(after - 1) < Math.abs(before - 1) : (better === "higher") === known.value > 0;
  return nearer ? "better, beyond chance" : "worse, beyond chance";
}

/** How a side is called in legends: short, and never the same as the other. */
export function sideNames({ before, after }: Comparison, labels: ReadonlyMap<string, string>): [string, string] {
  if (before.day !== null && after.day !== null) return [dayName(before.day), dayName(after.day)];
  const step = (side: Comparison["before"]) => `step ${side.step.toLocaleString("en-US")}`;
  if (before.run_id === after.run_id) return [step(before), step(after)];
  const name = (side: Comparison["before"]) => `${labels.get(side.run_id) ?? side.run_id}, ${step(side)}`;
  return [name(before), name(after)];
}

/** The middles of the bins, and the share of rows in each. */
export function moveCurve({ edges }: NonNullable<Comparison["moves"]>): number[] {
  return edges.slice(1).map((edge, at) => (edge + (edges[at] ?? edge)) / 2);
}

export interface SettingChange {
  path: string;
  before: string;
  after: string;
}

/** Settings that the two requests have set differently; the name is no setting. */
export function settingChanges(before: unknown, after: unknown, path: readonly string[] = []): SettingChange[] {
  if (isPlain(before) || isPlain(after)) {
    const [one, other] = [isPlain(before) ? before : {}, isPlain(after) ? after : {}];
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names
      .filter((name) => path.length > 0 || name !== "name")
      .flatMap((name) => settingChanges(one[name], other[name], [...path, name]));
  }
  const say = (value: unknown) =>
    value === undefined ? "–" : Array.isArray(value) ? `[${value.join(", ")}]` : String(value ?? "none");
  return say(before) === say(after) ? [] : [{ path: path.join("."), before: say(before), after: say(after) }];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
