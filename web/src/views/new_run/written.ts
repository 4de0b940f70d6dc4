/** How the value of a setting is written in a field of the form, and read back from it. */
import { isPlain, type Single } from "@/views/new_run/settings";

export function written(value: unknown): string {
  if (value === undefined) return "";
  if (value === null) return "none";
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (isPlain(value))
    return Object.entries(value)
      .map(([name, held]) => `${name}=${String(held)}`)
      .join(", ");
  return String(value);
}

/** What was typed, as a value; `undefined` takes the setting out. What is no number stays as it was typed. */
export function readWritten(setting: Single, text: string): unknown {
  const typed = text.trim();
  if (typed === "") return undefined;
  if (typed === "none" && setting.optional) return null;
  if (setting.type === "number") return asNumber(typed);
  if (setting.type === "list") return words(typed).map((word) => (setting.numbers ? asNumber(word) : word));
  if (setting.type === "map")
    return Object.fromEntries(
      words(typed).map((pair) => {
        const at = pair.lastIndexOf("=");
        return at < 0 ? [pair, ""] : [pair.slice(0, at).trim(), asNumber(pair.slice(at + 1).trim())];
      }),
    );
  return text;
}

/** What holds where nothing is typed, in grey. */
export function writtenDefault({ initial, type }: Single): string {
  const text = written(initial);
  return text === "" && type === "map" ? "none" : text;
}

function asNumber(text: string): number | string {
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? value : text;
}

const words = (text: string) =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
