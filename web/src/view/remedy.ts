/** Remedies: the changes that a finding asks for, as a button says them and as the command line writes them. */

interface Act {
  form: RegExp; // of the words behind the change's name
  keys: readonly string[]; // the same as values
  joint?: string; // between two of them
  act: (...given: string[]) => string;
  means: (...given: string[]) => string;
}

const ACTS: Record<string, Act> = {
  "drop-layer": {
    form: /^(\d+)$/,
    keys: ["layer"],
    act: (layer) => `Drop layer ${layer}`,
    means: (layer) => `Retrains the model without layer ${layer}`,
  },
  "resize-layer": {
    form: /^(\d+)=(\d+)$/,
    keys: ["layer", "width"],
    joint: "=",
    act: (layer, width) => `Give layer ${layer} ${width} neurons`,
    means: (layer, width) => `Retrains the model with ${width} neurons in layer ${layer}`,
  },
  "user-bias": {
    form: /^(.+)$/,
    keys: ["field"],
    act: (field) => `Make ${field} a bias`,
    means: (field) => `Retrains with one number for each ${field} at the output, in place of its vector at the input`,
  },
  regularise: {
    form: /^(.+)=([^=]+)$/,
    keys: ["field", "strength"],
    joint: "=",
    act: (field, strength) => `Pull ${field} towards zero (${strength})`,
    means: (field, strength) => `Retrains with an L2 penalty of ${strength} on the vectors of ${field}`,
  },
  cross: {
    form: /^(.+,.+)$/,
    keys: ["fields"],
    act: (sets = "") => `Cross ${sayCrosses(sets)}`,
    means: (sets = "") => `Retrains with an id for each frequent combination of values of ${sayCrosses(sets)}`,
  },
};

export interface Remedy {
  act: string; // "Drop layer 4"
  means: string; // "Retrains the model without layer 4"
}

/** What a remedy such as `drop-layer 4` does; one of an unknown kind is said as it is written. */
export function readRemedy(remedy: string): Remedy {
  const [name = "", ...rest] = remedy.trim().split(" ");
  const known = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  const given = known?.form.exec(rest.join(" "))?.slice(1);
  if (!known || !given) return { act: remedy, means: `Retrains the model with the change ${remedy}` };
  return { act: known.act(...given), means: known.means(...given) };
}

/** The change that a job was asked for, which the service keeps as values, as a finding writes it. */
export function remedyOf(change: string | readonly string[] | Readonly<Record<string, unknown>>): string {
  if (typeof change === "string") return change;
  if (isWords(change)) return change.join(" ");
  const name = String(change.kind ?? "");
  const known = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  const values = (known?.keys ?? []).map((key) => sayValue(change[key]));
  return [name, values.join(known?.joint ?? " ")].join(" ").trim();
}

/** "user,item device,hour" -> "user × item, device × hour" */
function sayCrosses(sets: string): string {
  return sets
    .split(" ")
    .map((fields) => fields.split(",").join(" × "))
    .join(", ");
}

/** A setting as a finding writes it; lists of names stand side by side, their names joined by commas. */
function sayValue(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(" ") : String(value ?? "");
}

function isWords(change: readonly string[] | Readonly<Record<string, unknown>>): change is readonly string[] {
  return Array.isArray(change);
}

export interface MetricDifference {
  metric: string;
  before: number;
  after: number;
  difference: { value: number; low: number; high: number; level?: number } | null;
}

/** What a change did, as a job's result holds it. */
export interface Verdict {
  held: boolean | null; // null: the seeds cannot tell
  text: string;
  split: string;
  seeds: number[];
  runs_before: string[];
  runs_after: string[];
  differences: MetricDifference[];
}

/** A job keeps its verdict as plain values; null where they are none. */
export function readVerdict(plain: Readonly<Record<string, unknown>>): Verdict | null {
  const { held, text, split, differences } = plain;
  const lists = [plain.seeds, plain.runs_before, plain.runs_after, differences];
  const whole = typeof text === "string" && typeof split === "string" && lists.every(Array.isArray);
  return whole && (held === null || typeof held === "boolean") ? (plain as unknown as Verdict) : null;
}
