/** Images for the drawings' densest parts, made on a canvas that nobody sees. */
import type { Size } from "./drawing";
import type { LineBatch } from "./line";

const FINE = 2; // pixels of the image a pixel of the page
const CROWD = 1000; // lines from which on that much detail is seen by nobody
const TOGETHER = 10; // lines in one path: more make the browser's rasteriser slow, fewer its bookkeeping

export function pixelCanvas(pixels: Uint8ClampedArray, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const image = new ImageData(width, height);
  image.data.set(pixels);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/** 10,000 lines of 50 points take a fifth of a second by the processor (`willReadFrequently`), and most of a minute by a GPU made of software. */
export function lineCanvas(batches: readonly LineBatch[], { width, height }: Size): HTMLCanvasElement {
  const crowd = batches.reduce((sum, { lines }) => sum + lines, 0) > CROWD;
  const density = crowd ? 1 : FINE;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * density), Math.round(height * density)];
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (!brush) return canvas;
  brush.scale(density, density);
  brush.lineWidth = 1 / density; // the finest line there is: a wider one takes fifty times as long
  for (const { colour, opacity, points } of batches) {
    brush.strokeStyle = colour;
    brush.globalAlpha = opacity;
    let strokes = 0;
    let drawn = false;
    brush.beginPath();
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i] ?? Number.NaN, points[i + 1] ?? Number.NaN];
      if (Number.isNaN(x + y)) {
        if (drawn && ++strokes % TOGETHER === 0) {
          brush.stroke();
          brush.beginPath();
        }
        drawn = false;
      } else {
        if (drawn) brush.lineTo(x, y);
        else brush.moveTo(x, y);
        drawn = true;
      }
    }
    brush.stroke();
  }
  return canvas;
}
