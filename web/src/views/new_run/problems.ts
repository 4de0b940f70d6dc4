/** Problems: what the check found wrong, at the setting and the line where it stands, in words a person would use. */
import type { Problem } from "@/api/failure";
import type { Draft } from "@/views/new_run/draft";
import { isPlain, keyOf, valueAt } from "@/views/new_run/settings";

export interface Wrong {
  path: readonly (string | number)[]; // without the kinds of choices on the way
  owner: string; // the key of the setting, or of the group around it, where it is shown
  line: number;
  message: string;
  nearest: string | null; // the word that would have been right
}

export function placeProblems(problems: readonly Problem[], draft: Draft, known: readonly string[]): Wrong[] {
  return problems
    .map(({ loc, message, nearest }) => {
      const path = withoutKinds(loc, draft.values);
      const owner = ownerOf(path, known);
      const name = String(path.at(-1) ?? "");
      return { path, owner, line: draft.lineOf(path), message: sayProblem(message, name), nearest: nearest ?? null };
    })
    .sort((a, b) => a.line - b.line);
}

/** The service names the kind that it took in a choice; the draft has no such step. */
function withoutKinds(loc: Problem["loc"], values: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  for (const part of loc) {
    const held = valueAt(values, path);
    if (isPlain(held) && held.kind === part && !Object.hasOwn(held, String(part))) continue;
    path.push(part);
  }
  return path;
}

function ownerOf(path: Wrong["path"], known: readonly string[]): string {
  for (let length = path.length; length > 0; length--) {
    const key = keyOf(path.slice(0, length));
    if (known.includes(key)) return key;
  }
  return "";
}

/** pydantic speaks of inputs and tags; a person set a setting. */
function sayProblem(message: string, name: string): string {
  if (message === "Extra inputs are not permitted") return `There is no setting \`${name}\` here.`;
  if (message === "Field required") return `\`${name}\` is needed.`;
  if (message.startsWith("Unable to extract tag")) return "It needs a `kind`.";
  const tag = /^Input tag '(.*)' found using 'kind' does not match any of the expected tags: (.*)$/.exec(message);
  if (tag) return `There is no kind \`${tag[1]}\`; there are ${tag[2]?.replaceAll("'", "`")}.`;
  const said = message
    .replace(/^Value error, /, "")
    .replace(/^Input should be a valid integer.*$/, "A whole number is needed.")
    .replace(/^Input should be a valid number.*$/, "A number is needed.")
    .replace(/^Input should be a valid boolean.*$/, "True or false is needed.")
    .replace(/^Input should be a valid (string|tuple|list|dictionary).*$/, (_, type: string) => NEEDED[type] ?? message)
    .replace(/^Input should be (.*)$/, "It must be $1.")
    .replaceAll("greater than or equal to", "at least")
    .replaceAll("less than or equal to", "at most")
    .replace("greater than", "above")
    .replace("less than", "below");
  const opened = said.charAt(0).toUpperCase() + said.slice(1);
  return /[.!?]$/.test(opened) ? opened : `${opened}.`;
}

const NEEDED: Record<string, string> = {
  string: "Words are needed.",
  tuple: "A list is needed, such as [128, 64].",
  list: "A list is needed, such as [128, 64].",
  dictionary: "Settings are needed, each as 'name: value'.",
};
