/** The page's look, as the chart's builders take it; it changes when the page turns dark or light. */
import { useSyncExternalStore } from "react";
import { DARK_INK, type Ink, LIGHT_INK } from "./colour";

const SCHEME = "data-mantine-color-scheme";

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [SCHEME] });
  return () => observer.disconnect();
}

export function useInk(): Ink {
  const scheme = useSyncExternalStore(subscribe, () => document.documentElement.getAttribute(SCHEME));
  return scheme === "dark" ? DARK_INK : LIGHT_INK;
}
