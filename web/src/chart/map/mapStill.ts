/** The map as a picture file: the dots as pixels, the words and the meaning of the colours as text. */
import { axisValue, axisWords } from "../axis";
import type { Ink } from "../colour";
import type { Size } from "../drawing";
import { escaped, titledPng, titledSvg } from "../still";
import { FONT, SMALL, textWidth } from "../text";
import { legendItems } from "./MapLegend";
import { type MapColour, mapColourWords, numberScale } from "./mapColour";

const ROW = 18; // pixels of a row of the legend

export interface MapStill {
  title: string;
  x: string;
  y: string;
  colour: MapColour;
  size: Size;
  ink: Ink;
  canvas: HTMLCanvasElement; // just drawn
}

interface Word {
  left: number;
  top: number;
  words: string;
  dot?: string;
}

/** The legend's words in rows under the map. */
export function legendWords({ colour, size, ink }: Pick<MapStill, "colour" | "size" | "ink">): Word[] {
  const items = legendItems(colour, ink).map(({ name, shade }) => ({ words: name, dot: shade }));
  const all: { words: string; dot?: string }[] = [{ words: `Colour: ${mapColourWords(colour)}` }, ...items];
  if (colour.by === "number") {
    const scale = numberScale(colour, ink);
    for (let k = 0; k <= 4; k++) {
      const value = scale.log
        ? scale.span[0] * (scale.span[1] / scale.span[0]) ** (k / 4)
        : scale.span[0] + ((scale.span[1] - scale.span[0]) * k) / 4;
      all.push({ words: axisValue(colour.value, value), dot: `rgb(${scale.of(value).join(",")})` });
    }
  }
  let [left, top] = [4, 0];
  return all.map((item) => {
    const wide = textWidth(item.words) + (item.dot ? 14 : 0) + 14;
    if (left + wide > size.width && left > 4) [left, top] = [4, top + ROW];
    const word = { ...item, left, top };
    left += wide;
    return word;
  });
}

export function mapSvg({ title, x, y, size, ink, canvas, ...rest }: MapStill): string {
  const words = legendWords({ ...rest, size, ink });
  const whole = { width: size.width, height: size.height + (words.at(-1)?.top ?? 0) + ROW + 8 };
  const say = (left: number, top: number, text: string, colour: string, anchor = "start") =>
    `<text x="${left}" y="${top}" font-size="${SMALL}" fill="${colour}" text-anchor="${anchor}" font-family="${escaped(FONT)}">${escaped(text)}</text>`;
  const legend = words.map(({ left, top, words: text, dot }) => {
    const down = size.height + 8 + top + 11;
    return (
      (dot ? `<circle cx="${left + 5}" cy="${down - 4}" r="4.5" fill="${dot}"/>` : "") +
      say(left + (dot ? 14 : 0), down, text, ink.ink)
    );
  });
  const inner =
    `<svg width="${whole.width}" height="${whole.height}"><image width="${size.width}" height="${size.height}" href="${canvas.toDataURL()}"/>` +
    `${say(6, 16, y, ink.faint)}${say(size.width - 6, size.height - 8, x, ink.faint, "end")}${legend.join("")}</svg>`;
  return titledSvg(inner, title, whole, ink);
}

export function mapPng({ title, x, y, size, ink, canvas, ...rest }: MapStill): Promise<Blob> {
  const words = legendWords({ ...rest, size, ink });
  const whole = { width: size.width, height: size.height + (words.at(-1)?.top ?? 0) + ROW + 8 };
  const page = document.createElement("canvas");
  [page.width, page.height] = [whole.width * 2, whole.height * 2];
  const brush = page.getContext("2d");
  if (!brush) return Promise.reject(new Error("This browser offers no canvas to draw the picture on."));
  brush.scale(2, 2);
  brush.drawImage(canvas, 0, 0, size.width, size.height);
  brush.font = `${SMALL}px ${FONT}`;
  brush.fillStyle = ink.faint;
  brush.fillText(y, 6, 16);
  brush.textAlign = "right";
  brush.fillText(x, size.width - 6, size.height - 8);
  brush.textAlign = "left";
  for (const { left, top, words: text, dot } of words) {
    const down = size.height + 8 + top + 11;
    if (dot) {
      brush.fillStyle = dot;
      brush.beginPath();
      brush.arc(left + 5, down - 4, 4.5, 0, 2 * Math.PI);
      brush.fill();
    }
    brush.fillStyle = ink.ink;
    brush.fillText(text, left + (dot ? 14 : 0), down);
  }
  return titledPng(page, title, whole, ink);
}

export function mapAxisWords(
  x: Parameters<typeof axisWords>[0],
  y: Parameters<typeof axisWords>[0],
): { x: string; y: string } {
  return { x: `${axisWords(x)} →`, y: `↑ ${axisWords(y)}` };
}
