/** Colours by what they mean. One meaning has one colour on the whole page; colour is never the only sign of it. */

export interface Palette {
  paper: string;
  soft: string; // panels' menus, table heads, chips
  line: string;
  ink: string;
  faint: string; // secondary words; still readable on paper
  accent: string; // links, focus, the control that is on
  train: string;
  test: string;
  validation: string;
  clicked: string;
  notClicked: string;
  selection: string;
  rest: string; // what the selection is held against
  alarm: string;
  warning: string;
  good: string; // only for a verdict
}

export type Meaning = Exclude<keyof Palette, "paper" | "soft" | "line" | "ink" | "faint" | "accent">;

export const LIGHT: Palette = {
  paper: "#ffffff",
  soft: "#f5f6f8",
  line: "#e3e5ea",
  ink: "#1f2328",
  faint: "#626a77",
  accent: "#4338ca",
  train: "#2563eb",
  test: "#ea7317",
  validation: "#0d9488",
  clicked: "#c2255c",
  notClicked: "#8a9099",
  selection: "#7c3aed",
  rest: "#8a9099",
  alarm: "#b91c1c",
  warning: "#a14a07",
  good: "#0a7a55",
};

export const DARK: Palette = {
  paper: "#15171c",
  soft: "#1d2026",
  line: "#30343d",
  ink: "#e8eaee",
  faint: "#a0a7b4",
  accent: "#a5b4fc",
  train: "#6ba1ff",
  test: "#f79650",
  validation: "#2fbfae",
  clicked: "#ff6b6b",
  notClicked: "#8d949f",
  selection: "#b794f6",
  rest: "#8d949f",
  alarm: "#ff7070",
  warning: "#e89a4a",
  good: "#6ee7b7",
};

/**
 * Colours for what has no meaning of its own (layers, fields, runs side by side); told apart by dash and label too. None is
 * near the colour of a meaning, the selection's violet and the red of clicks among them.
 */
export const LIGHT_SERIES = ["#0891b2", "#a16207", "#4d7c0f", "#701a5a", "#475569", "#78350f"] as const;
export const DARK_SERIES = ["#4cc3e0", "#d9a441", "#93c04a", "#f27bb0", "#a3afc0", "#b5714f"] as const;

/** Sequential data: viridis, perceptually even and readable in grey. */
export const SEQUENTIAL = [
  "#440154",
  "#482878",
  "#3e4a89",
  "#31688e",
  "#26828e",
  "#1f9e89",
  "#35b779",
  "#6dcd59",
  "#b4de2c",
  "#fde725",
] as const;

/** Signed differences, centred on zero: blue below, orange above, the paper's grey between. */
export const LIGHT_DIVERGING = ["#1d4e9e", "#5b8ad0", "#b3cbe8", "#eeeeee", "#f6cba4", "#e08a3c", "#a04a06"] as const;
export const DARK_DIVERGING = ["#8fb8ff", "#5a86c9", "#35527e", "#2a2d33", "#7a5230", "#c98243", "#ffb778"] as const;

export const SPLITS = ["train", "test", "validation"] as const;

/** A split's colour; a split of another name gets one of the free ones, always the same for the same name. */
export function splitColour(palette: Palette, split: string, series: readonly string[] = LIGHT_SERIES): string {
  if (split === "train" || split === "test" || split === "validation") return palette[split];
  const sum = [...split].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return series[sum % series.length] ?? palette.faint;
}

/** A split's dash as [on, off, …] in pixels; train is a whole line. */
export function splitDash(split: string): number[] | undefined {
  if (split === "train") return undefined;
  if (split === "validation") return [5, 3];
  return split === "test" ? [9, 2, 2, 2] : [2, 3];
}
