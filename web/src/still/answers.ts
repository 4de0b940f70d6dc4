/** The answers that a report holds, as they stand in its file: packed, under every address that each one answers. */

export interface HeldAnswer {
  paths: string[];
  status: number;
  type: string;
  gzip: string; // base64
}

export interface About {
  run: string;
  version: string;
}

export function readAbout(document: Document): About {
  return JSON.parse(document.getElementById("clicklens-report")?.textContent ?? "{}") as About;
}

export function readAnswers(document: Document): HeldAnswer[] {
  return [...document.querySelectorAll("script.clicklens-answer")].map(
    (element) => JSON.parse(element.textContent ?? "") as HeldAnswer,
  );
}

export async function unpack(answer: HeldAnswer): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Uint8Array.from(atob(answer.gzip), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
