/** Keys that work everywhere but where a person writes or chooses. */
import { useEffect, useRef } from "react";

type Keys = Record<string, () => void>; // a key and what it does; arrows are left and right, the long one is space

const NAMES: Record<string, string> = { ArrowLeft: "left", ArrowRight: "right", " ": "space" };

const WRITES =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=dialog], [role=listbox], [role=menu]";
const PRESSES = "button, a, [role=button], input, summary, [role=tab], [role=radio]";

/** `keys` by themselves, and `goTo` with the letter that follows a `g` within a second. */
export function useKeys(keys: Keys, goTo?: (letter: string) => void): void {
  const held = useRef({ keys, goTo });
  held.current = { keys, goTo };
  useEffect(() => {
    let since = 0;
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(WRITES)) return;
      if (event.key === " " && target?.closest(PRESSES)) return;
      const { keys, goTo } = held.current;
      const key = NAMES[event.key] ?? event.key;
      const now = event.timeStamp;
      if (goTo && since && now - since < 1000) {
        since = 0;
        goTo(event.key);
      } else if (goTo && event.key === "g") since = now;
      else if (Object.hasOwn(keys, key)) keys[key]?.();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}
