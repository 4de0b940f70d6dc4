/** The address holds the whole state: what is looked at survives a reload, a link and the back button. */

/** What every view of a run shares; a view's own keys stay behind when another view is opened. */
export const SHARED = ["step", "split", "day", "sel", "slice"] as const;

export const VIEWS = [
  "overview",
  "generalisation",
  "neurons",
  "features",
  "weights",
  "layers",
  "map",
  "interactions",
  "explore",
  "example",
  "search",
] as const;
export type ViewName = (typeof VIEWS)[number];

export type Patch = Record<string, string | null>; // null takes the key away

/** The search part with some keys changed; keys keep their order, so that equal states give equal addresses. */
export function patched(search: string, patch: Patch): string {
  const keys = new URLSearchParams(search);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) keys.delete(key);
    else keys.set(key, value);
  }
  const text = keys.toString();
  return text ? `?${text}` : "";
}

/** The address of a view of a run, with what is shared kept and `own` keys set. */
export function viewAddress(run: string, view: ViewName, search = "", own: Patch = {}): string {
  const held = new URLSearchParams(search);
  const shared = SHARED.flatMap((key) => (held.has(key) ? [[key, held.get(key) ?? ""]] : []));
  return `/runs/${encodeURIComponent(run)}/${view}${patched(new URLSearchParams(shared).toString(), own)}`;
}

/** The same view of another run: splits and days may differ, so only the step's place in time is let go. */
export function otherRun(run: string, view: ViewName | undefined, search: string): string {
  return viewAddress(run, view ?? "overview", search, { step: null, sel: null });
}
