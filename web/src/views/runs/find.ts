/** What a person types to find runs: words, `tag:late`, `state:failed`, `auc>0.74`, and a minus before what must not be. */
import type { RunRow } from "@/api/types";
import { stateWord } from "@/view/StateMark";

type Test = (row: RunRow) => boolean;

export interface Find {
  test: Test;
  problems: string[]; // what was not understood, in words
}

const FIGURES: Record<string, (row: RunRow) => number | null> = {
  auc: (row) => row.best_auc,
  gap: (row) => row.spark.gap.findLast((value) => value !== null) ?? null,
  step: (row) => row.step,
  steps: (row) => row.total_steps,
  best: (row) => row.best_step,
};
const WORDS: Record<string, (row: RunRow) => string> = {
  tag: (row) => row.tags.join(" "),
  state: (row) => `${row.state} ${stateWord(row.state)}`,
  data: (row) => row.data,
  model: (row) => row.model,
  name: (row) => `${row.name} ${row.id}`,
  note: (row) => row.note,
  parent: (row) => row.parent ?? "",
};
const COMPARES: Record<string, (a: number, b: number) => boolean> = {
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  "=": (a, b) => a === b,
};

export function readFind(text: string): Find {
  const problems: string[] = [];
  const tests = (text.match(/-?(?:[\w]+:)?"[^"]*"|\S+/g) ?? []).map((token) => readToken(token, problems));
  return { test: (row) => tests.every((test) => test(row)), problems };
}

function readToken(token: string, problems: string[]): Test {
  if (token.length > 1 && token.startsWith("-")) {
    const test = readToken(token.slice(1), problems);
    return (row) => !test(row);
  }
  const compared = /^(\w+)(>=|<=|>|<|=)(.*)$/.exec(token);
  if (compared) return readCompared(compared, problems);
  const [, key = "", value = ""] = /^(\w+):"?([^"]*)"?$/.exec(token) ?? [];
  const read = WORDS[key];
  if (key && !read) problems.push(`'${key}:' is not known; ${Object.keys(WORDS).join(", ")} are`);
  const word = (read ? value : token.replaceAll('"', "")).toLowerCase();
  return (row) => (read ? read(row) : everything(row)).toLowerCase().includes(word);
}

function readCompared([, name = "", sign = "", text = ""]: RegExpExecArray, problems: string[]): Test {
  const [read, compare, bound] = [FIGURES[name], COMPARES[sign], Number(text)];
  if (!read || !compare) {
    problems.push(`'${name}' is no figure of a run; ${Object.keys(FIGURES).join(", ")} are`);
    return () => true;
  }
  if (text.trim() === "" || Number.isNaN(bound)) {
    problems.push(`'${name}${sign}' needs a number, such as ${name}${sign}${name === "auc" ? "0.74" : "1"}`);
    return () => true;
  }
  return (row) => {
    const value = read(row);
    return value !== null && compare(value, bound);
  };
}

function everything(row: RunRow): string {
  return [row.name, row.id, row.data, row.model, row.change ?? "", row.note, stateWord(row.state), ...row.tags].join(
    " ",
  );
}
