import { describe, expect, it, vi } from "vitest";
import { type LiveState, listen, type Notice, noticeReader, refresher, staleKeys } from "@/api/live";

const stream = (...chunks: string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
  );

describe("the reader of notices", () => {
  it("puts together what comes in pieces and passes over heartbeats", () => {
    const read = noticeReader();
    expect(read(": beat\n\nid: 7-1\nevent: met")).toEqual([]);
    expect(read('rics\ndata: {"run":"a","step":3}\n\nid: 7-2\n')).toEqual([
      { id: "7-1", event: "metrics", data: { run: "a", step: 3 } },
    ]);
    expect(read("event: resync\r\ndata: {}\r\n\r\n")).toEqual([{ id: "7-2", event: "resync", data: {} }]);
  });

  it("passes over a notice that is no JSON", () => {
    expect(noticeReader()("data: {oops\n\n")).toEqual([]);
  });
});

describe("listening", () => {
  it("resumes from the last notice and waits longer each time that nobody answers", async () => {
    const stop = new AbortController();
    const asked: (string | undefined)[] = [];
    const waits: number[] = [];
    const states: LiveState[] = [];
    const got: Notice[] = [];
    let call = 0;
    await listen({
      signal: stop.signal,
      onNotice: (notice) => got.push(notice),
      onState: (state) => states.push(state),
      wait: async (ms) => {
        waits.push(ms);
        if (waits.length === 5) stop.abort();
      },
      fetch: async (_, init) => {
        asked.push(new Headers(init?.headers).get("Last-Event-ID") ?? undefined);
        call += 1;
        if (call === 1) return stream('id: 9-4\nevent: run\ndata: {"run":"a"}\n\n');
        if (call === 5) return stream(": beat\n\n");
        throw new TypeError("connection refused");
      },
    });
    expect(got.map((notice) => notice.id)).toEqual(["9-4"]);
    expect(asked).toEqual([undefined, "9-4", "9-4", "9-4", "9-4"]);
    expect(waits).toEqual([500, 1000, 2000, 4000, 500]); // an answer starts the pauses anew
    expect(states.slice(0, 3)).toEqual(["connecting", "live", "reconnecting"]);
  });
});

describe("what a notice makes out of date", () => {
  it("is the part of the run that it names", () => {
    expect(staleKeys({ event: "snapshot", data: { run: "a" } })).toContainEqual(["run", "a", "result"]);
    expect(staleKeys({ event: "metrics", data: { run: "a" } })).not.toContainEqual(["run", "a", "result"]);
    expect(staleKeys({ event: "gone", data: { run: "a" } })).toContainEqual(["run", "a"]);
  });

  it("is everything after a resync and nothing after an unknown word", () => {
    expect(staleKeys({ event: "resync", data: {} })).toEqual([[]]);
    expect(staleKeys({ event: "weather", data: {} })).toEqual([]);
  });

  it("is asked for once, however many notices come in a burst", () => {
    vi.useFakeTimers();
    const invalidateQueries = vi.fn(async () => {});
    const refresh = refresher({ invalidateQueries });
    for (let i = 0; i < 50; i += 1) refresh({ event: "event", data: { run: "a" } });
    vi.advanceTimersByTime(1000);
    expect(invalidateQueries).toHaveBeenCalledTimes(3); // detail, summary and search
    vi.useRealTimers();
  });

  it("rests twice as long as its answer took, and then asks once for all that came meanwhile", async () => {
    vi.useFakeTimers();
    const asked: [string, number][] = [];
    const invalidateQueries = async (filters?: { queryKey?: readonly unknown[] }) => {
      const part = String(filters?.queryKey?.[2]);
      asked.push([part, Date.now() - start]);
      if (part === "summary") await new Promise((done) => setTimeout(done, 1000));
    };
    const start = Date.now();
    const refresh = refresher({ invalidateQueries });
    for (let i = 0; i < 60; i += 1) {
      refresh({ event: "metrics", data: { run: "a" } });
      await vi.advanceTimersByTimeAsync(100);
    }
    const at = (part: string) => asked.filter(([name]) => name === part).map(([, when]) => when);
    const [first, again, ...more] = at("summary");
    expect([first, more]).toEqual([400, []]);
    expect(again).toBeGreaterThanOrEqual(3400); // 400 + 1000 for the answer + 2000 of rest
    expect(at("metrics").length).toBeGreaterThan(10);
    vi.useRealTimers();
  });
});
