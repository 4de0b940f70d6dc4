/** A table of vectors in figures: what the map takes from the answer. */
import type { EmbeddingMap, Field } from "@/api/types";
import type { MapColour } from "@/chart/ScatterMap";
import { count, figure, NONE, percent } from "@/format/number";
import { csvBlob } from "@/view/csv";

export type Colour = "category" | "rate" | "pctr";

/** Fields with one id a row: those that can be drawn, and those that can colour. Of that table where one is named. */
export function readersOf(fields: readonly Field[], table?: string | null): string[] {
  return fields.flatMap((field) => {
    if (field.kind === "categorical" && !field.multi)
      return table === undefined || field.table === table ? [field.name] : [];
    if (field.kind === "numeric" && field.transform?.kind === "quantile")
      return table === undefined || field.name === table ? [field.name] : [];
    return [];
  });
}

/** What the map is coloured by: the category while there is one, pctr while a row is given, the click rate otherwise. */
export function shownColour(category: string | null, example: number | null, wanted: Colour): Colour {
  if (wanted === "category") return category === null ? "rate" : "category";
  return wanted === "pctr" && example === null ? "rate" : wanted;
}

export function mapColour(map: EmbeddingMap, wanted: Colour): MapColour {
  if (wanted === "category" && map.categories && map.category) {
    const names = byFrequency(map.categories);
    const places = new Map(names.map((name, place) => [name, place]));
    const codes = Float32Array.from(map.categories, (name) => (name === null ? -1 : (places.get(name) ?? -1)));
    return { by: "kind", name: map.category, codes, names };
  }
  if (wanted === "pctr" && map.pctr)
    return {
      by: "number",
      value: { name: "pctr of the row", unit: null, digits: 4 },
      values: Float32Array.from(map.pctr),
    };
  const rates = Float32Array.from(map.rates, (rate) => (rate === null ? Number.NaN : 100 * rate));
  return { by: "number", value: { name: "click rate in training", unit: "%" }, values: rates };
}

function byFrequency(categories: readonly (string | null)[]): string[] {
  const counted = new Map<string, number>();
  for (const name of categories) if (name !== null) counted.set(name, (counted.get(name) ?? 0) + 1);
  return [...counted].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

export function idTip(map: EmbeddingMap, at: number) {
  const rate = map.rates[at] ?? null;
  const pctr = map.pctr?.[at];
  return {
    title: map.values[at] ?? "",
    rows: [
      { name: "times in training", value: count(map.counts[at]) },
      { name: "click rate", value: rate === null ? NONE : percent(rate) },
      ...(map.categories && map.category ? [{ name: map.category, value: map.categories[at] ?? "none" }] : []),
      ...(pctr === undefined ? [] : [{ name: "pctr of the row", value: figure(pctr) }]),
    ],
  };
}

/** A line for each id. */
export function mapTable(map: EmbeddingMap): Blob {
  const head = ["value", "count", "x", "y", "rate", "category", "pctr"];
  const lines = map.values.map((value, at) => [
    value,
    map.counts[at],
    map.x[at],
    map.y[at],
    map.rates[at],
    map.categories?.[at],
    map.pctr?.[at],
  ]);
  return csvBlob(head, lines);
}
