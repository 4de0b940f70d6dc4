/** Points of a map, as the service sends them: Arrow in, flat arrays out, one entry a point. */
import { DataType, type Table, tableFromIPC, type Vector } from "apache-arrow";

export interface MapPoints {
  method: "pca" | "tsne";
  tap: string;
  step: number; // optimiser steps
  fittedAt: number | null; // optimiser steps: the snapshot whose principal directions these are
  varianceShare: number | null; // of the layer that the plane shows, 0 to 1
  ids: BigInt64Array;
  xs: Float32Array;
  ys: Float32Array;
  label: Float32Array; // 1 clicked
  pctr: Float32Array;
  error: Float32Array;
  extra: NumberColumn | NameColumn | null; // the column that was asked for
}

export interface NumberColumn {
  kind: "number";
  column: string;
  unit: string;
  values: Float32Array; // NaN: missing
}

export interface NameColumn {
  kind: "name";
  column: string;
  codes: Int32Array; // place in `names`; -1: missing
  names: readonly string[]; // most frequent first
}

export function readPoints(bytes: ArrayBuffer): MapPoints {
  const table = tableFromIPC(new Uint8Array(bytes));
  const said = table.schema.metadata;
  const column = said.get("colour");
  const colour = table.getChild("colour");
  return {
    method: said.get("method") === "tsne" ? "tsne" : "pca",
    tap: said.get("tap") ?? "",
    step: Number(said.get("step")),
    fittedAt: said.get("fitted_at") ? Number(said.get("fitted_at")) : null,
    varianceShare: said.get("variance_share") ? Number(said.get("variance_share")) : null,
    ids: numbers(table, "example_id") as BigInt64Array,
    xs: numbers(table, "x") as Float32Array,
    ys: numbers(table, "y") as Float32Array,
    label: numbers(table, "label") as Float32Array,
    pctr: numbers(table, "pctr") as Float32Array,
    error: numbers(table, "error") as Float32Array,
    extra: colour && column ? readColumn(colour, column, said.get("colour_unit") ?? "") : null,
  };
}

/** Which points pass the filter that was asked with the map. */
export function readPasses(bytes: ArrayBuffer): Uint8Array {
  const passes = tableFromIPC(new Uint8Array(bytes)).getChild("passes");
  return Uint8Array.from({ length: passes?.length ?? 0 }, (_, i) => (passes?.get(i) ? 1 : 0));
}

function numbers(table: Table, name: string): Float32Array | BigInt64Array {
  return table.getChild(name)?.toArray() ?? new Float32Array(0);
}

function readColumn(vector: Vector, column: string, unit: string): NumberColumn | NameColumn {
  if (DataType.isDictionary(vector.type)) return readNames(vector, column);
  const values = Float32Array.from(vector.toArray() as Float32Array);
  if (vector.nullCount > 0) for (let i = 0; i < values.length; i++) if (!vector.isValid(i)) values[i] = Number.NaN;
  return { kind: "number", column, unit, values };
}

/** Names are many times fewer than points: they are ranked, and points hold their rank. */
function readNames(vector: Vector, column: string): NameColumn {
  const places = new Map<string, number>();
  const codes = new Int32Array(vector.length);
  let at = 0;
  for (const data of vector.data) {
    const words: (string | null)[] = [...(data.dictionary ?? [])];
    const known = words.map((word) => (word === null ? -1 : placeOf(places, word)));
    const keys = data.values as Int32Array;
    for (let i = 0; i < data.length; i++) codes[at++] = data.getValid(i) ? (known[keys[i] ?? -1] ?? -1) : -1;
  }
  const counts = new Int32Array(places.size);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const names = [...places.keys()];
  const order = names
    .map((_, place) => place)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || (names[a] ?? "").localeCompare(names[b] ?? ""));
  const rank = new Int32Array(names.length);
  order.forEach((place, at) => {
    rank[place] = at;
  });
  return {
    kind: "name",
    column,
    codes: codes.map((code) => (code < 0 ? -1 : (rank[code] ?? -1))),
    names: order.map((place) => names[place] ?? ""),
  };
}

function placeOf(places: Map<string, number>, word: string): number {
  const place = places.get(word) ?? places.size;
  places.set(word, place);
  return place;
}
