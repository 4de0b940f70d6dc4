/** Live: the service says what changed, the page asks again for that part. Broken connections mend themselves. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { API } from "@/api/client";
import { authorisation, refuse, token } from "@/api/session";

export type LiveState = "connecting" | "live" | "reconnecting";

export interface Notice {
  id: string;
  event: string; // run, metrics, event, snapshot, job, gone, resync
  data: { run?: string; step?: number; job?: string; [key: string]: unknown };
}

/** Cuts a stream of text into notices; what is unfinished stays until the rest comes. */
export function noticeReader(): (chunk: string) => Notice[] {
  let held = "";
  return (chunk) => {
    held += chunk.replaceAll("\r\n", "\n");
    const blocks = held.split("\n\n");
    held = blocks.pop() ?? "";
    return blocks.map(readNotice).filter((notice) => notice !== null);
  };
}

function readNotice(block: string): Notice | null {
  const notice = { id: "", event: "message", data: [] as string[] };
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    if (at <= 0) continue; // a comment: the service's heartbeat
    const value = line.slice(at + 1).replace(/^ /, "");
    const name = line.slice(0, at);
    if (name === "id") notice.id = value;
    if (name === "event") notice.event = value;
    if (name === "data") notice.data.push(value);
  }
  if (!notice.data.length) return null;
  try {
    return { id: notice.id, event: notice.event, data: JSON.parse(notice.data.join("\n")) as Notice["data"] };
  } catch {
    return null;
  }
}

/** What a notice makes out of date. */
export function staleKeys({ event, data }: Pick<Notice, "event" | "data">): QueryKey[] {
  const run = data.run;
  const ofRun = (...parts: string[]): QueryKey[] => (run ? parts.map((part) => ["run", run, part]) : []);
  switch (event) {
    case "run":
      return [["runs"], ["store"], ...ofRun("detail", "summary", "available", "search")];
    case "metrics":
      return [["runs"], ...ofRun("detail", "metrics", "summary")];
    case "event":
      return ofRun("detail", "summary", "search");
    case "snapshot":
      return [["runs"], ...ofRun("detail", "available", "result", "summary", "rows")];
    case "job":
      return [["jobs"], ["workers"], ["store"], ...(data.job ? [["job", data.job]] : []), ...ofRun("detail", "report")];
    case "gone":
      return [["runs"], ["store"], ...(run ? [["run", run]] : [])];
    case "resync":
      return [[]];
    default:
      return [];
  }
}

const RESTS = 2; // times as long as the last answer took
const LONGEST_REST = 6_000; // ms

/**
 * Gathers what is out of date and asks again at most every `pause` ms, however fast the notices come. A part whose
 * answer is costly rests the longer: a page that looks at a training must not take its processor.
 */
export function refresher(
  queries: Pick<QueryClient, "invalidateQueries">,
  pause = 400,
): (notice: Pick<Notice, "event" | "data">) => void {
  const waiting = new Map<string, QueryKey>();
  const resting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const [name, queryKey] of waiting) {
      if (resting.has(name)) continue;
      waiting.delete(name);
      void ask(name, queryKey);
    }
  };
  const ask = async (name: string, queryKey: QueryKey) => {
    resting.add(name);
    const began = Date.now();
    await queries.invalidateQueries({ queryKey });
    await sleep(Math.min(LONGEST_REST, RESTS * (Date.now() - began)));
    resting.delete(name);
    if (waiting.has(name)) schedule();
  };
  const schedule = () => {
    if (timer === undefined) timer = setTimeout(flush, pause);
  };
  return (notice) => {
    for (const key of staleKeys(notice)) waiting.set(JSON.stringify(key), key);
    if (waiting.size) schedule();
  };
}

export interface LiveOptions {
  onNotice: (notice: Notice) => void;
  onState: (state: LiveState) => void;
  signal: AbortSignal;
  fetch?: typeof fetch;
  wait?: (milliseconds: number) => Promise<void>;
}

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 20_000; // ms

/** Reads notices until `signal` says stop; connects again with growing pauses, and from the notice it had last. */
export async function listen({ onNotice, onState, signal, ...ways }: LiveOptions): Promise<void> {
  const ask = ways.fetch ?? fetch;
  const wait = ways.wait ?? ((ms) => sleep(ms, signal));
  let last = "";
  let pause = FIRST_WAIT;
  onState("connecting");
  while (!signal.aborted) {
    try {
      const sent = token();
      const headers = {
        Accept: "text/event-stream",
        ...authorisation(sent),
        ...(last ? { "Last-Event-ID": last } : {}),
      };
      const response = await ask(`${API}/events`, { headers, signal, cache: "no-store" });
      if (response.status === 401) refuse(sent);
      if (response.ok && response.body) {
        onState("live");
        pause = FIRST_WAIT;
        for await (const notice of notices(response.body)) {
          last = notice.id || last;
          onNotice(notice);
        }
      }
    } catch {
      // a broken connection is mended below
    }
    if (signal.aborted) return;
    onState("reconnecting");
    await wait(pause);
    pause = Math.min(2 * pause, LONGEST_WAIT);
  }
}

async function* notices(body: ReadableStream<Uint8Array>): AsyncGenerator<Notice> {
  const read = noticeReader();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield* read(decoder.decode(value, { stream: true }));
  }
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener("abort", end, { once: true });
  });
}
