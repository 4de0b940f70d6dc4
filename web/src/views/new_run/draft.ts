/** Draft: a request for a training as YAML. The text is what counts: the form reads from it and writes into it. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { isPlain } from "@/views/new_run/settings";

type Way = readonly (string | number)[];

export interface Draft {
  values: Readonly<Record<string, unknown>> | null; // null: it cannot be read
  unreadable: { line: number; message: string } | null;
  lineOf: (path: Way) => number; // counted from 1; of the deepest part of the path that stands in the text
}

export function readDraft(text: string): Draft {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [error] = document.errors;
  const lineAt = (place: number) => counter.linePos(place).line;
  const lineOf = (path: Way) => lineAt(placeOf(document.contents, path));
  const refuse = (line: number, message: string): Draft => ({ values: null, unreadable: { line, message }, lineOf });
  if (error) return refuse(lineAt(error.pos[0]), firstLine(error.message));
  try {
    const values: unknown = document.toJS() ?? {};
    if (isPlain(values)) return { values, unreadable: null, lineOf };
  } catch (problem) {
    return refuse(1, firstLine(problem instanceof Error ? problem.message : String(problem)));
  }
  return refuse(1, "Settings are expected, each as 'name: value'");
}

function placeOf(node: unknown, [key, ...rest]: Way): number {
  const here = (node as Node | null)?.range?.[0] ?? 0;
  if (key === undefined) return here;
  if (isMap(node)) {
    const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(key));
    if (!pair) return here;
    const start = (pair.key as Node | null)?.range?.[0] ?? here;
    const inside = rest.length ? placeOf(pair.value, rest) : start;
    return rest.length && inside > start ? inside : start;
  }
  return isSeq(node) && node.items[Number(key)] ? placeOf(node.items[Number(key)], rest) : here;
}

/** The text with one setting made; `undefined` takes it out, and what is empty then. */
export function withSetting(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = null;
  if (value === undefined) {
    document.deleteIn(path);
    for (let up = path.slice(0, -1); up.length > 0; up = up.slice(0, -1)) {
      const held = document.getIn(up);
      if (isMap(held) && held.items.length === 0) document.deleteIn(up);
    }
  } else {
    for (let depth = 1; depth < path.length; depth++) {
      const up = path.slice(0, depth);
      if (document.hasIn(up) && !isMap(document.getIn(up))) document.deleteIn(up); // 'training:' with nothing in it
    }
    const held = document.getIn(path, true);
    if (isScalar(held) && !isPlain(value) && !Array.isArray(value)) held.value = value;
    else document.setIn(path, document.createNode(value, { flow: Array.isArray(value) }));
  }
  const empty = !isMap(document.contents) || document.contents.items.length === 0;
  return empty ? "" : document.toString({ lineWidth: 100 });
}

/** The text with a misspelt word set right: the name of a setting, or the kind of a choice. */
export function corrected(text: string, path: Way, right: string): string {
  const document = parseDocument(text);
  const held = document.getIn(path);
  if (isMap(held) && held.has("kind")) document.setIn([...path, "kind"], right);
  else {
    const around = path.length > 1 ? document.getIn(path.slice(0, -1)) : document.contents;
    const pair = isMap(around)
      ? around.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))
      : undefined;
    if (pair && isScalar(pair.key)) pair.key.value = right;
  }
  return document.toString({ lineWidth: 100 });
}

const firstLine = (message: string) => (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
