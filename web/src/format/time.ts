/** How times are said: durations in words, stamps relative to now with the absolute one at hand. */

const PARTS: [number, string][] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
];

/** 48 s, 2 min 10 s, 3 h 5 min, 2 d 4 h. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  const whole = Math.max(0, Math.round(seconds));
  for (const [at, [size, name]] of PARTS.entries()) {
    if (whole < size) continue;
    const next = PARTS[at + 1];
    const rest = next ? Math.floor((whole % size) / next[0]) : 0;
    return next && rest
      ? `${Math.floor(whole / size)} ${name} ${rest} ${next[1]}`
      : `${Math.floor(whole / size)} ${name}`;
  }
  return "0 s";
}

/** What is left, no more exact than it can be known: `3 min left`. */
export function left(seconds: number): string {
  const [size, name] = PARTS.find(([size]) => seconds >= size) ?? [1, "s"];
  return `${Math.max(1, Math.round(seconds / size))} ${name} left`;
}

/** just now, 3 min ago, yesterday, 14 Mar, 14 Mar 2025. */
export function ago(stamp: string | null | undefined, now: Date): string {
  const when = read(stamp);
  if (!when) return stamp ?? "–";
  const seconds = (now.getTime() - when.getTime()) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3_570) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86_000) return `${Math.round(seconds / 3_600)} h ago`;
  if (seconds < 172_800) return "yesterday";
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)} days ago`;
  const year = when.getFullYear() === now.getFullYear() ? undefined : ("numeric" as const);
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...(year && { year }) }).format(when);
}

/** 14 March 2026, 09:05:12 in the reader's own zone. */
export function absolute(stamp: string | null | undefined, zone?: string): string {
  const when = read(stamp);
  if (!when) return stamp ?? "–";
  return new Intl.DateTimeFormat("en-GB", {
    dateStyle: "long",
    timeStyle: "medium",
    ...(zone && { timeZone: zone }),
  }).format(when);
}

const FIRST_DATE = 3650; // days; smaller numbers only count the days of a log, and one that counts from 1970 began later
const dateOf = (day: number) => new Date(day * 86_400_000);

/** A day of the data as Python calls it: its date where days count from 1970, otherwise its number. */
export function dayName(day: number): string {
  return day < FIRST_DATE ? `day ${day}` : dateOf(day).toISOString().slice(0, 10);
}

/** A day on an axis, where room is dear: `21 Oct`, or its number. */
export function dayShort(day: number): string {
  if (day < FIRST_DATE) return String(day);
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(dateOf(day));
}

/** Mon, Tue, …; null where days are only numbered. */
export function weekday(day: number): string | null {
  if (day < FIRST_DATE) return null;
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" }).format(dateOf(day));
}

function read(stamp: string | null | undefined): Date | null {
  if (!stamp) return null;
  const when = new Date(stamp);
  return Number.isNaN(when.getTime()) ? null : when;
}
