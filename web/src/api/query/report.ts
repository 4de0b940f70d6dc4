/** Asking for the run as one file. */
import { API, fetchBytes } from "@/api/client";

/** The file; `onProgress` hears how much of it is there, 0 to 1. What the file holds is worked out while it is sent. */
export async function fetchReport(run: string, onProgress: (share: number) => void): Promise<Blob> {
  const response = await fetchBytes(`${API}/runs/${encodeURIComponent(run)}/report.html`);
  const pieces = Number(response.headers.get("Clicklens-Answers")) || 1;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const seen = answerCounter();
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks, { type: "text/html" });
    chunks.push(value);
    onProgress(Math.min(1, seen(value) / pieces));
  }
}

const MARK = '<script type="application/json" class="clicklens-answer">';

/** How many answers have begun in the chunks so far; a mark may be cut by the end of a chunk. */
export function answerCounter(): (chunk: Uint8Array) => number {
  const decoder = new TextDecoder("latin1");
  let count = 0;
  let held = "";
  return (chunk) => {
    const text = held + decoder.decode(chunk);
    count += text.split(MARK).length - 1;
    held = text.slice(1 - MARK.length); // shorter than a mark: none is counted twice
    return count;
  };
}
