/** The page's look: a neutral base, one accent, thin lines, one family of type; meanings' colours as CSS variables. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, useComputedColorScheme } from "@mantine/core";
import {
  DARK,
  DARK_DIVERGING,
  DARK_SERIES,
  LIGHT,
  LIGHT_DIVERGING,
  LIGHT_SERIES,
  type Palette,
  SEQUENTIAL,
} from "@/theme/colour";

export const SANS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "DejaVu Sans", sans-serif';
export const MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const INDIGO: MantineColorsTuple = [
  "#eef2ff",
  "#e0e7ff",
  "#c7d2fe",
  "#a5b4fc",
  "#818cf8",
  "#6366f1",
  "#4f46e5",
  "#4338ca",
  "#3730a3",
  "#312e81",
];
const DARK_GREYS: MantineColorsTuple = [
  DARK.ink,
  "#cfd3da",
  DARK.faint,
  "#6b7280",
  DARK.line,
  "#262a32",
  DARK.soft,
  DARK.paper,
  "#101216",
  "#0b0d10",
];

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 6 },
  colors: { indigo: INDIGO, dark: DARK_GREYS },
  black: LIGHT.ink,
  white: LIGHT.paper,
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "19px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  headings: {
    fontFamily: SANS,
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px" }, h2: { fontSize: "16px" }, h3: { fontSize: "14px" } },
  },
  defaultRadius: 4,
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs", variant: "default" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        multiline: true,
        maw: 360,
        withArrow: false,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Menu: { defaultProps: { shadow: "md", withinPortal: true } },
    TextInput: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs", checkIconPosition: "right" } },
    MultiSelect: { defaultProps: { size: "xs" } },
    NumberInput: { defaultProps: { size: "xs" } },
    Checkbox: { defaultProps: { size: "xs" } },
    Switch: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Table: { defaultProps: { fz: "sm", verticalSpacing: 4 } },
    Anchor: { defaultProps: { fz: "inherit" } },
  },
});

const declare = (palette: Palette, series: readonly string[]): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--clk-${dashed(name)}`, value])),
  ...Object.fromEntries(series.map((value, at) => [`--clk-series-${at}`, value])),
});
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--clk-train`, `--clk-not-clicked`, … in both schemes; Mantine's own neutrals follow the palette. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...declare(LIGHT, LIGHT_SERIES),
    "--mantine-color-dimmed": LIGHT.faint,
    "--mantine-color-default-border": LIGHT.line,
    "--mantine-color-anchor": LIGHT.accent,
  },
  dark: {
    ...declare(DARK, DARK_SERIES),
    "--mantine-color-body": DARK.paper,
    "--mantine-color-text": DARK.ink,
    "--mantine-color-dimmed": DARK.faint,
    "--mantine-color-default": DARK.soft,
    "--mantine-color-default-border": DARK.line,
    "--mantine-color-anchor": DARK.accent,
  },
});

export interface Colours {
  scheme: "light" | "dark";
  palette: Palette;
  series: readonly string[]; // what has no meaning of its own
  sequential: readonly string[];
  diverging: readonly string[];
}

/** The colours of the scheme that is on, for what draws on a canvas. */
export function useColours(): Colours {
  const scheme = useComputedColorScheme("light");
  return scheme === "dark"
    ? { scheme, palette: DARK, series: DARK_SERIES, sequential: SEQUENTIAL, diverging: DARK_DIVERGING }
    : { scheme, palette: LIGHT, series: LIGHT_SERIES, sequential: SEQUENTIAL, diverging: LIGHT_DIVERGING };
}
