/** A selection against the rest in words: how many rows, how often clicked, how well ordered, whether the level is right. */
import type { Clause, RowFilter } from "@/address/filter";
import type { RowParts } from "@/api/rowTypes";
import { auc, differenceWithInterval, type Interval, percent, plural } from "@/format/number";
import type { Found } from "@/view/Finding";

const BY_OUTCOME = ["label", "error", "loss"]; // rows chosen by these are unlike the rest because they were
const LITTLE = 0.05; // of PCOC: sure, yet too small to act on

/** The sentence that a view with a selection opens with, and the one after it. */
export function sayParts(parts: RowParts, filter: RowFilter): Found[] {
  const { selection, rest } = parts;
  const all = selection.rows + rest.rows;
  if (selection.rows === 0)
    return [
      {
        severity: "info",
        text: `None of the ${plural(all, "row")} passes every clause at this step. Take one clause away, or widen it.`,
      },
    ];
  if (rest.rows === 0)
    return [{ severity: "info", text: `All ${plural(all, "row")} pass, so there is no rest to hold them against.` }];
  const columns = filter.clauses.map(columnOf);
  const byOutcome = [...new Set(columns.filter((column) => BY_OUTCOME.includes(column)))];
  const byScore = columns.includes("pctr");
  const head = `${plural(selection.rows, "row")} (${percent(selection.share)}) against the other ${plural(rest.rows, "row")}`;
  const facts = [sayRate(parts), sayOrder(parts, byScore), sayLevel(parts)].filter((fact) => fact !== null);
  const found = { severity: "info", text: `${head}: ${facts.join("; ")}.` };
  if (byOutcome.length) {
    const promised = `the model promises them ${percent(selection.mean_pctr.value)}, the rest ${percent(rest.mean_pctr.value)}`;
    const why = `They were chosen by ${byOutcome.join(" and ")}, which the label decides: how often they are clicked, how they are ordered and whether the level is right is so by choice. What they have in common is not.`;
    return [
      { severity: "info", text: `${head}: ${promised}.` },
      { severity: "info", text: why },
    ];
  }
  const isWorse = !byScore && (parts.differences.auc?.high ?? 0) < 0;
  const severity = isWorse || isOff(selection.pcoc.interval) ? "warning" : "info";
  if (!byScore) return [{ ...found, severity }];
  const text =
    "They were chosen by pctr, so they differ little in it, and their AUC is low whatever the model. Whether the level is right (PCOC) is what to look at.";
  return [
    { ...found, severity },
    { severity: "info", text },
  ];
}

function columnOf(clause: Clause): string {
  return "column" in clause ? clause.column : "";
}

function sayRate({ selection, rest, differences }: RowParts): string | null {
  if (selection.rate.value === null) return null;
  const sure = differences.rate ? ` (${differenceWithInterval(differences.rate, points)})` : "";
  return `clicked ${percent(selection.rate.value)} of the time, the rest ${percent(rest.rate.value)}${sure}`;
}

function sayOrder({ selection, rest, differences }: RowParts, byScore: boolean): string {
  if (selection.auc.value === null) return `no AUC, for ${selection.auc.reason ?? "it is not defined"}`;
  if (rest.auc.value === null) return `AUC ${auc(selection.auc.value)}`;
  const gap = differences.auc;
  const told = `AUC ${auc(selection.auc.value)} against ${auc(rest.auc.value)}`;
  if (byScore) return told;
  if (!gap) return `${told}, of too few rows to say which is better`;
  const verdict = gap.high < 0 ? "ordered worse" : gap.low > 0 ? "ordered better" : "no sure difference in order";
  return `${verdict}, ${told} (${differenceWithInterval(gap)})`;
}

function sayLevel({ selection }: RowParts): string | null {
  const { value, interval } = selection.pcoc;
  if (value === null || !interval) return null;
  const range = `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`;
  if (interval.low <= 1 && interval.high >= 1) return `as many clicks as promised, within error (PCOC ${range})`;
  const words =
    value > 1
      ? `${percent(value - 1)} more clicks promised than came`
      : value > 0.01
        ? `${percent(1 / value - 1)} more clicks came than were promised`
        : "next to none of the clicks that came were promised";
  return `${words} (PCOC ${value.toFixed(2)}, ${range})`;
}

function isOff(pcoc: Interval | null): boolean {
  return pcoc !== null && (pcoc.low > 1 || pcoc.high < 1) && Math.abs(pcoc.value - 1) > LITTLE;
}

/** A difference of two rates, in percentage points. */
export const points = (value: number) => `${(value * 100).toFixed(1).replace("-", "−")} pp`;
