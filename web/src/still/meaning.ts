/** Meaning: two questions that mean the same have the same meaning, however they are put. */
import { canonical } from "@/address/filter";

/** What an analysis takes for a setting that is left out. */
export type Defaults = Readonly<Record<string, unknown>>;

export interface Known {
  heldOut: string | null; // the split that the run is judged by
  defaults: ReadonlyMap<string, Defaults>; // kind of result -> settings
}

const USUAL: Readonly<Record<string, string>> = {
  method: "pca",
  offset: "0",
  descending: "true",
  sort: "error",
  filter: '{"clauses":[]}',
  part: "all",
};

export function meaningOf(address: string, known: Known): string {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  const kind = /\/results\/([^/]+)$/.exec(pathname)?.[1];
  const words = [...searchParams]
    .filter(([name]) => !(kind && name === "settings"))
    .filter(([name, value]) => value !== USUAL[name] && !(name === "split" && value === known.heldOut))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  if (kind) words.push(settingsOf(searchParams.get("settings"), known, known.defaults.get(decodeURIComponent(kind))));
  return `${decodeURIComponent(pathname)}?${words.join("&")}`;
}

/** The settings that differ from what would be taken anyway. */
function settingsOf(written: string | null, known: Known, defaults: Defaults = {}): string {
  const given = Object.entries(JSON.parse(written ?? "{}") as Record<string, unknown>);
  const told = given.filter(([name, value]) => {
    const usual = defaults[name] ?? null;
    if (value === null || value === undefined) return usual !== null;
    if (name === "split" && usual === null && value === known.heldOut) return false;
    return canonical(value) !== canonical(usual);
  });
  return canonical(Object.fromEntries(told));
}
