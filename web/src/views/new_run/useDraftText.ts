/** The text of a draft, kept for the tab: a reload or a look elsewhere loses nothing that was typed. */
import { useCallback, useState } from "react";

/** `fresh`: it stands as it began. */
export function useDraftText(of: string, start: string): [string, (text: string) => void, boolean] {
  const key = `clicklens.draft.${of}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? start);
  const change = useCallback(
    (next: string) => {
      setText(next);
      if (next === start) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, next);
    },
    [key, start],
  );
  return [text, change, text === start];
}
