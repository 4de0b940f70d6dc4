/** What the points may be coloured by, and how: scores at once, any other column once the service has sent it. */
import { sayColumn } from "@/address/filter";
import type { RowColumn } from "@/api/rowTypes";
import type { Axis } from "@/chart/axis";
import type { KindColour, MapColour, NumberColour } from "@/chart/ScatterMap";
import { dayName } from "@/format/time";
import type { Palette } from "@/theme/colour";
import type { MapPoints, NameColumn, NumberColumn } from "@/views/map/points";

export const AT_HAND = ["label", "pctr", "error", "loss"]; // known of every point

export interface ColourGroup {
  group: string;
  items: { value: string; label: string }[];
}

/** Whether points can be coloured by it: the run has it, and one value a row. Single neurons are not listed. */
export function canColour(column: string, columns: readonly RowColumn[]): boolean {
  return column.startsWith("neuron:") || columns.some(({ name, is_list }) => name === column && !is_list);
}

/** Choices by group; columns of many values a row have no one colour. */
export function colourChoices(columns: readonly RowColumn[], chosen: string): ColourGroup[] {
  const items = (test: (name: string) => boolean) =>
    columns
      .filter(({ name, is_list }) => !is_list && test(name))
      .map(({ name }) => ({ value: name, label: sayColumn(name) }));
  const groups = [
    { group: "What the model says", items: AT_HAND.map((value) => ({ value, label: sayColumn(value) })) },
    { group: "Rows", items: items((name) => name === "day") },
    { group: "Fields", items: items((name) => name.startsWith("field:")) },
    { group: "Saliency of a field", items: items((name) => name.startsWith("saliency:")) },
  ].filter((one) => one.items.length > 0);
  if (groups.some((one) => one.items.some(({ value }) => value === chosen))) return groups;
  return [...groups, { group: "From the address", items: [{ value: chosen, label: sayColumn(chosen) }] }];
}

/** The colouring that was asked for, or that by label while the column is on its way. */
export function colouring(points: MapPoints, column: string, palette: Palette): MapColour {
  if (column === "pctr") return probability("pctr", "predicted click probability", points.pctr);
  if (column === "error") return probability("error", "|label − pctr|", points.error);
  if (column === "loss")
    return stretched({ name: "loss", unit: "nats", digits: 3 }, lossOf(points.label, points.pctr), true);
  const { extra } = points;
  if (extra?.column === column) return extra.kind === "name" ? byName(extra) : byNumber(extra);
  return byLabel(points.label, palette);
}

function byLabel(label: Float32Array, { clicked, notClicked }: Palette): KindColour {
  return { by: "kind", name: "label", codes: label, names: ["not clicked", "clicked"], colours: [notClicked, clicked] };
}

const byName = ({ column, codes, names }: NameColumn): KindColour => ({
  by: "kind",
  name: sayColumn(column),
  codes,
  names,
});

function byNumber({ column, unit, values }: NumberColumn): NumberColour {
  if (column === "day") return { by: "number", value: { name: "day", unit: null, tick: dayName }, values };
  const name = sayColumn(column);
  if (column.startsWith("saliency:")) return stretched({ name, unit: "|∂pctr/∂embedding|", log: true }, values, true);
  return stretched({ name, unit: unit || null }, values, false);
}

const probability = (name: string, unit: string, values: Float32Array): NumberColour => ({
  by: "number",
  value: { name, unit, digits: 3 },
  values,
});

/** Colours end at the 1st and 99th percentile, so that one far value does not make all others alike. */
function stretched(value: Axis, values: Float32Array, positive: boolean): NumberColour {
  const known = sampled(values).filter((one) => Number.isFinite(one) && (!positive || one > 0));
  known.sort();
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(share * known.length))] ?? 0;
  const [low, high] = [at(0.01), at(0.99)];
  return { by: "number", value, values, span: high > low ? [low, high] : null };
}

const MOST = 20_000; // points that tell a percentile well enough

function sampled(values: Float32Array): Float32Array {
  const stride = Math.max(1, Math.ceil(values.length / MOST));
  return values.filter((_, i) => i % stride === 0);
}

function lossOf(label: Float32Array, pctr: Float32Array): Float32Array {
  return label.map((clicked, i) => {
    const p = pctr[i] ?? 0.5;
    return -Math.log(Math.max(clicked === 1 ? p : 1 - p, 1e-7));
  });
}
