/** Finding by words: every word must occur; what begins with them comes first. */

export interface Target {
  name: string;
  kind: string; // run, view, page, field, layer
  to: string; // address
  more?: string; // said after the name
  words?: string; // what it is looked for by, besides
}

export function find(targets: readonly Target[], text: string, most = 12): Target[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return targets
    .map((target, at) => ({ target, at, score: score(target, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .map(({ target }) => target);
}

function score({ name, kind, more = "", words: others = "" }: Target, words: readonly string[]): number {
  const called = name.toLowerCase();
  const all = `${called} ${kind} ${more.toLowerCase()} ${others}`;
  if (!words.every((word) => all.includes(word))) return 0;
  const first = words[0] ?? "";
  if (called.startsWith(first)) return 3;
  return called.split(/[\s_.-]+/).some((part) => part.startsWith(first)) ? 2 : 1;
}
