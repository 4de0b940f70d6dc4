/** Weights in figures: what the charts and the table of this view take from the answer. */
import type { ModelWeights } from "@/api/types";
import type { LineSeries } from "@/chart/LineChart";
import type { Row } from "@/chart/row";
import { count, percent, plural } from "@/format/number";
import { csvBlob } from "@/view/csv";

export type TableWeights = ModelWeights["tables"][number];
export type CrossWeights = ModelWeights["crosses"][number];
export type NormBin = TableWeights["bins"][number];

/** The table that is looked at: the one asked for, else the largest that has vectors, else the largest. */
export function shownTable({ tables }: ModelWeights, asked: string | null): TableWeights | null {
  return tables.find(({ table }) => table === asked) ?? tables.find(({ bins }) => bins.length > 0) ?? tables[0] ?? null;
}

export function shownCross({ crosses }: ModelWeights, asked: string | null): CrossWeights | null {
  return crosses.find(({ part }) => part === asked) ?? crosses[0] ?? null;
}

/** Each table's share of all parameters, in %. */
export function shareRows({ tables }: ModelWeights): Row[] {
  return tables.map((table) => ({
    key: table.table,
    name: table.table,
    values: [100 * table.share],
    note: `${plural(table.ids, "id")} of ${plural(table.dim, "element")}${sayUnmoved(table)}`,
  }));
}

const sayUnmoved = ({ unmoved, ids }: TableWeights) =>
  unmoved ? `; ${percent(unmoved / ids)} are where they started` : "";

export const sayBin = ({ low, high }: NormBin) => (low === high ? count(low) : `${count(low)} to ${count(high)}`);

/** Length of the vectors, with the middle half of them, and how far they moved: over the places of the bins. */
export function normLines({ bins, unmoved }: TableWeights, colours: { length: string; moved: string }): LineSeries[] {
  const x = bins.map((_, place) => place);
  const length: LineSeries = {
    key: "length",
    name: "length, median",
    x,
    y: bins.map(({ median }) => median),
    low: bins.map(({ q25 }) => q25),
    high: bins.map(({ q75 }) => q75),
    colour: colours.length,
  };
  if (unmoved === null) return [length];
  const moved = bins.map((bin) => bin.moved);
  return [length, { key: "moved", name: "moved, mean", x, y: moved, colour: colours.moved, dash: [6, 3] }];
}

/** The ids of the greatest and of the least weight, each once, the greatest first. */
export function weightRows({ highest, lowest }: NonNullable<TableWeights["first_order"]>): Row[] {
  const all = new Map([...highest, ...[...lowest].reverse()].map((id) => [id.value, id]));
  return [...all.values()].map(({ value, count: times, weight }) => ({
    key: value,
    name: `${value} (${count(times)})`,
    values: [weight],
    note: `training holds it ${plural(times, "time")}`,
  }));
}

/** A line for each bin of each table. */
export function weightsTable({ tables }: ModelWeights): Blob {
  const head = "table,count_low,count_high,ids,occurrences,norm,norm_q25,norm_median,norm_q75,moved,unmoved";
  const lines = tables.flatMap(({ table, bins }) =>
    bins.map((one) => [
      table,
      one.low,
      one.high,
      one.ids,
      one.occurrences,
      one.mean,
      one.q25,
      one.median,
      one.q75,
      one.moved ?? "",
      one.unmoved ?? "",
    ]),
  );
  return csvBlob(head.split(","), lines);
}

/** Rows and columns of a part's strengths, one after the other. */
export function crossTable({ fields, strength }: CrossWeights): Blob {
  return csvBlob(
    ["acted on", "acting", "strength"],
    strength.flatMap((row, at) => row.map((value, other) => [fields[at] ?? "", fields[other] ?? "", value])),
  );
}
