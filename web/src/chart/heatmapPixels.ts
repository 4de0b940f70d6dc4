/** The colours of a heatmap's cells, pixel by pixel. */
import type { ColourScale } from "./colour";
import type { HeatmapData, HeatmapWindow } from "./heatmap";
import type { Span } from "./scale";

/** Each pixel is the mean of the cells under it: with more cells than pixels nothing is left out. */
export function heatmapPixels(
  { values, columns, rows }: Pick<HeatmapData, "values" | "columns" | "rows">,
  seen: HeatmapWindow,
  width: number,
  height: number,
  scale: ColourScale,
): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4); // undefined cells stay see-through
  const across = cellsUnder(seen.columns, width, columns.length);
  const down = cellsUnder(seen.rows, height, rows.length);
  const colours = ramp(scale);
  let before = -1;
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [down[2 * y] ?? 0, down[2 * y + 1] ?? 0];
    if (before >= 0 && top === down[2 * before] && bottom === down[2 * before + 1]) {
      pixels.copyWithin(y * width * 4, before * width * 4, (before + 1) * width * 4);
      continue;
    }
    before = y;
    for (let x = 0; x < width; x++) {
      let [sum, known] = [0, 0];
      for (let row = top; row < bottom; row++)
        for (let column = across[2 * x] ?? 0; column < (across[2 * x + 1] ?? 0); column++) {
          const value = values[row * columns.length + column] ?? Number.NaN;
          if (Number.isNaN(value)) continue;
          sum += value;
          known++;
        }
      if (!known) continue;
      const at = Math.round(Math.min(1, Math.max(0, scale.place(sum / known))) * 255) * 3;
      const to = (y * width + x) * 4;
      pixels[to] = colours[at] ?? 0;
      pixels[to + 1] = colours[at + 1] ?? 0;
      pixels[to + 2] = colours[at + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  }
  return pixels;
}

/** For each pixel the first cell under it and the one after the last. */
function cellsUnder([from, to]: Span, pixels: number, cells: number): Int32Array {
  const found = new Int32Array(pixels * 2);
  for (let i = 0; i < pixels; i++) {
    const start = from + ((to - from) * i) / pixels;
    const end = from + ((to - from) * (i + 1)) / pixels;
    const first = Math.min(cells - 1, Math.floor(start + 1e-9));
    found[2 * i] = first;
    found[2 * i + 1] = end - start <= 1 ? first + 1 : Math.min(cells, Math.ceil(end - 1e-9));
  }
  return found;
}

function ramp(scale: ColourScale): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(256 * 3);
  const [low, high] = scale.span;
  for (let i = 0; i < 256; i++) {
    const value = scale.log ? low * (high / low) ** (i / 255) : low + ((high - low) * i) / 255;
    colours.set(scale.of(low === high ? low : value), i * 3);
  }
  return colours;
}
