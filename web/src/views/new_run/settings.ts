/** Settings: what a JSON schema lets be set, as a form draws it: groups, choices by kind, and single values. */

interface Node {
  $ref?: string;
  type?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Node[];
  oneOf?: Node[];
  items?: Node;
  prefixItems?: Node[];
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

interface Common {
  path: readonly string[]; // without the kinds of choices on the way
  initial: unknown; // what holds where it is left out
  optional: boolean; // may be null
}
export interface Group extends Common {
  type: "group";
  means: string;
  parts: readonly Setting[];
}
export interface Choice extends Common {
  type: "choice";
  options: readonly { kind: string; means: string; parts: readonly Setting[] }[];
}
export interface Single extends Common {
  type: "number" | "flag" | "text" | "among" | "list" | "map";
  whole?: boolean; // of a number
  options?: readonly string[]; // of what it may be among
  numbers?: boolean; // a list of them
  limits?: string; // "at least 1"
}
export type Setting = Group | Choice | Single;

export const keyOf = (path: readonly (string | number)[]) => path.join(".");

/** What may be set, from a schema whose references point into itself. */
export function readSettings(
  schema: Readonly<Record<string, unknown>>,
  root: Readonly<Record<string, unknown>> = schema,
): readonly Setting[] {
  return partsOf(schema as Node, [], {}, root);
}

function partsOf(node: Node, path: readonly string[], initial: unknown, root: object): Setting[] {
  return Object.entries(node.properties ?? {})
    .filter(([, part]) => part.const === undefined)
    .map(([name, part]) => {
      const given = isPlain(initial) && name in initial ? initial[name] : part.default;
      return readSetting(part, [...path, name], given ?? null, root);
    });
}

function readSetting(given: Node, path: readonly string[], initial: unknown, root: object): Setting {
  const optional = given.anyOf?.some(({ type }) => type === "null") ?? false;
  const node = resolved(given.anyOf?.find(({ type }) => type !== "null") ?? given, root);
  const common = { path, initial, optional };
  if (node.oneOf)
    return {
      ...common,
      type: "choice",
      options: node.oneOf.map((one) => optionOf(resolved(one, root), path, initial, root)),
    };
  if (node.properties)
    return { ...common, type: "group", means: plainWords(node.description), parts: partsOf(node, path, initial, root) };
  if (node.enum) return { ...common, type: "among", options: node.enum.map(String) };
  if (node.type === "boolean") return { ...common, type: "flag" };
  if (node.type === "array") return { ...common, type: "list", numbers: holdsNumbers(node) };
  if (node.type === "object") return { ...common, type: "map", initial: initial ?? {} };
  if (node.type === "integer" || node.type === "number")
    return { ...common, type: "number", whole: node.type === "integer", limits: sayLimits(node) };
  return { ...common, type: "text" };
}

function optionOf(node: Node, path: readonly string[], initial: unknown, root: object) {
  const kind = String(node.properties?.kind?.const ?? node.properties?.kind?.default ?? "");
  const held = isPlain(initial) && initial.kind === kind ? initial : {};
  return { kind, means: plainWords(node.description), parts: partsOf(node, path, held, root) };
}

function resolved(node: Node, root: object): Node {
  if (!node.$ref) return node;
  const found = node.$ref
    .slice(2)
    .split("/")
    .reduce<unknown>((held, key) => (isPlain(held) ? held[key] : undefined), root);
  return isPlain(found) ? (found as Node) : {};
}

const holdsNumbers = ({ items, prefixItems }: Node) =>
  [items, ...(prefixItems ?? [])].some((one) => one?.type === "integer" || one?.type === "number");

const HUGE = 1e15; // a limit beyond it says nothing to a person

function sayLimits({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Node): string {
  const near = (value: number | undefined): value is number => value !== undefined && Math.abs(value) < HUGE;
  return [
    near(minimum) ? `at least ${minimum}` : near(exclusiveMinimum) ? `above ${exclusiveMinimum}` : "",
    near(maximum) ? `at most ${maximum}` : near(exclusiveMaximum) ? `below ${exclusiveMaximum}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Docstrings mark code with two backticks, the page with one, and say first what the form says already. */
function plainWords(text = ""): string {
  const rest = text.replaceAll("``", "`").replace(/^Settings of (?:[^.;]|\.(?=\S))+[.;]\s*/, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value that a path leads to; undefined where nothing stands. */
export function valueAt(values: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((held, key) => {
    if (Array.isArray(held)) return held[Number(key)];
    return isPlain(held) && Object.hasOwn(held, key) ? held[key] : undefined;
  }, values);
}

/** The kind of a choice: as the draft says it, else what holds where nothing is said. */
export function kindOf({ path, initial, options }: Choice, values: unknown): string {
  const held = valueAt(values, path);
  const said = isPlain(held) ? held.kind : undefined;
  if (typeof said === "string") return said;
  return isPlain(initial) && typeof initial.kind === "string" ? initial.kind : (options[0]?.kind ?? "");
}

/** The settings that can be made as the draft stands: those of the kinds that are chosen. */
export function shownParts(setting: Setting, values: unknown): readonly Setting[] {
  if (setting.type === "group") return setting.parts;
  if (setting.type !== "choice") return [];
  const kind = kindOf(setting, values);
  return setting.options.find((option) => option.kind === kind)?.parts ?? [];
}

/** The paths of all settings that can be made as the draft stands. */
export function knownKeys(settings: readonly Setting[], values: unknown): string[] {
  return settings.flatMap((setting) => [keyOf(setting.path), ...knownKeys(shownParts(setting, values), values)]);
}

/** The choices on the way to a setting, outermost first: each must say its kind before anything in it is said. */
export function choicesOn(path: readonly string[], settings: readonly Setting[], values: unknown): Choice[] {
  for (const setting of settings) {
    const key = keyOf(setting.path);
    if (keyOf(path) !== key && !keyOf(path).startsWith(`${key}.`)) continue;
    const inner = choicesOn(path, shownParts(setting, values), values);
    return setting.type === "choice" && keyOf(path) !== key ? [setting, ...inner] : inner;
  }
  return [];
}
