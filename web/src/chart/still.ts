/** Still: a chart as a picture file, with its title, as it is seen at the moment. */
import type { RefObject } from "react";
import type { Ink } from "./colour";
import type { Drawing, Size } from "./drawing";
import { init } from "./echarts";
import { FONT } from "./text";

const HEAD = 34; // pixels above the chart, for its title
const DENSITY = 2; // pixels of a PNG to a pixel of the page

export interface ChartHandle {
  toPng(): Promise<Blob>;
  toSvg(): Promise<Blob>;
}

/** A chart's pictures, as a panel's menu offers them. */
export function chartFiles(chart: RefObject<ChartHandle | null>): { png(): Promise<Blob>; svg(): Promise<Blob> } {
  const shown = () => chart.current ?? Promise.reject(new Error("The chart is not on the screen yet."));
  return { png: async () => (await shown()).toPng(), svg: async () => (await shown()).toSvg() };
}

export function svgBlob(svg: string): Blob {
  return new Blob([svg], { type: "image/svg+xml" });
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
}

/** Drawn anew by the SVG renderer: words stay words, lines stay lines. */
export function chartSvg(drawing: Drawing, size: Size): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption(drawing.option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** An SVG under its title, on paper. `inner` is a whole <svg> element of the size given. */
export function titledSvg(inner: string, title: string, { width, height }: Size, ink: Ink): string {
  const placed = inner.replace("<svg", `<svg y="${HEAD}"`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + HEAD}" viewBox="0 0 ${width} ${height + HEAD}" role="img">` +
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="${ink.paper}"/>` +
    `<text x="2" y="20" font-size="14" font-weight="600" fill="${ink.ink}" font-family="${escaped(FONT)}">${escaped(title)}</text>` +
    `${placed}</svg>`
  );
}

/** A canvas of the same size under its title, on paper, as PNG. */
export function titledPng(inner: CanvasImageSource, title: string, { width, height }: Size, ink: Ink): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width * DENSITY;
  canvas.height = (height + HEAD) * DENSITY;
  const brush = canvas.getContext("2d");
  if (!brush) return Promise.reject(new Error("This browser offers no canvas to draw the picture on."));
  brush.scale(DENSITY, DENSITY);
  brush.fillStyle = ink.paper;
  brush.fillRect(0, 0, width, height + HEAD);
  brush.fillStyle = ink.ink;
  brush.font = `600 14px ${FONT}`;
  brush.fillText(title, 2, 20, width - 4);
  brush.drawImage(inner, 0, HEAD, width, height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The picture could not be written."))), "image/png"),
  );
}

/** The chart as drawn for the page, on a canvas of its own. */
export function chartCanvas(drawing: Drawing, size: Size): HTMLCanvasElement {
  const holder = document.createElement("div");
  const chart = init(holder, null, { renderer: "canvas", ...size });
  try {
    chart.setOption(drawing.option);
    return chart.renderToCanvas({ pixelRatio: DENSITY });
  } finally {
    chart.dispose();
  }
}
