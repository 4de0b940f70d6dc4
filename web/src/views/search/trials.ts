/** Trials as charts and tables take them. */
import type { ResultOf } from "@/api/types";
import type { Axis } from "@/chart/axis";
import type { LineSeries } from "@/chart/line";
import { NONE } from "@/format/number";
import { metricName, metricOf } from "@/view/metric";

export type SearchResult = ResultOf<"search">;
export type Trial = SearchResult["trials"][number];
export type OpenSetting = SearchResult["settings"][number];

export const STATE_WORDS: Record<Trial["state"], string> = {
  running: "training",
  interrupted: "stopped",
  complete: "to its end",
  pruned: "ended early",
  failed: "failed",
};

/** A setting's value in words: numbers short, lists as YAML writes them. */
export function sayValue(value: unknown): string {
  if (value === undefined) return NONE;
  if (typeof value === "number") return String(Number(value.toPrecision(4)));
  if (typeof value === "string") return value;
  if (Array.isArray(value))
    return `[${value.map((one) => (typeof one === "number" ? one : sayValue(one))).join(", ")}]`;
  return JSON.stringify(value);
}

export function metricAxis(result: SearchResult): Axis {
  const { unit, digits } = metricOf(result.metric);
  return { name: `${metricName(result.metric)} on ${result.split}`, unit, digits };
}

/** The best value of all trials that came to their end, up to each of them. */
export function bestSoFar(result: SearchResult): { x: number[]; y: number[] } {
  const better = result.lower_is_better ? Math.min : Math.max;
  const [x, y]: [number[], number[]] = [[], []];
  for (const { number, state, value } of result.trials) {
    if (state !== "complete" || value === null) continue;
    const before = y.at(-1);
    x.push(number);
    y.push(before === undefined ? value : better(before, value));
  }
  return { x, y };
}

/** Where a value stands on its setting's axis: itself, or the place among the choices; null for what has no place. */
export function placeOf(setting: OpenSetting, value: unknown): number | null {
  if (setting.choices === null) return typeof value === "number" ? value : null;
  const place = setting.choices.indexOf(sayChoice(value));
  return place < 0 ? null : place;
}

/** As the service writes a choice. */
function sayChoice(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map((one) => JSON.stringify(one)).join(", ")}]`;
  return JSON.stringify(value) ?? "";
}

export function settingAxis({ key, log, choices }: OpenSetting): Axis {
  if (choices === null) return { name: key, unit: null, log };
  const tick = (place: number) => choices[place] ?? "";
  return { name: key, unit: null, whole: true, low: -0.4, high: choices.length - 0.6, tick };
}

/** Dots and no line between them: trials that came to their end, and those that were ended early. */
export function dots(trials: readonly Trial[], at: (trial: Trial) => number | null, colour: string): LineSeries[] {
  return (["complete", "pruned"] as const).flatMap((state) => {
    const known = trials
      .flatMap((trial) => {
        const place = at(trial);
        return trial.state === state && trial.value !== null && place !== null ? [{ place, value: trial.value }] : [];
      })
      .sort((a, b) => a.place - b.place);
    if (!known.length) return [];
    const x = known.flatMap(({ place }) => [place, place]);
    const y = known.flatMap(({ value }) => [value, null]); // a gap after each, so that nothing joins them
    return [
      {
        key: state,
        name: STATE_WORDS[state],
        x,
        y,
        colour,
        dot: state === "pruned" ? ("hollow" as const) : ("full" as const),
      },
    ];
  });
}
