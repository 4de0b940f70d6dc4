/** How wide words are, near enough to leave room for them, without a screen to measure on. */

/** No quotes in it: SVG files hold it in an attribute. */
export const FONT =
  "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, DejaVu Sans, sans-serif";
export const SMALL = 11; // pixels: ticks, axis names, labels of marks and lines
export const LINE = 14; // pixels from one line of small words to the next

const NARROW = /[ilj.,:;'|!()[\]frt\u202f ]/;
const WIDE = /[MWmw@%—…]/;

export function textWidth(text: string, size = SMALL): number {
  let ems = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code >= 0x2e80) ems += 1;
    else if (NARROW.test(letter)) ems += 0.37;
    else if (WIDE.test(letter)) ems += 0.95;
    else ems += letter >= "A" && letter <= "Z" ? 0.7 : 0.62;
  }
  return Math.ceil(ems * size);
}

/** The beginning and the end of a name that is too long: fields often differ in the last letters only. */
export function shortened(text: string, room: number, size = SMALL): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  let kept = letters.length;
  while (kept > 2) {
    kept--;
    const tail = Math.floor(kept / 3);
    const cut = `${letters.slice(0, kept - tail).join("")}…${tail ? letters.slice(-tail).join("") : ""}`;
    if (textWidth(cut, size) <= room) return cut;
  }
  return "…";
}
