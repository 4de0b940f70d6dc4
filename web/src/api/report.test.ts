import { afterEach, expect, it, vi } from "vitest";
import { NOT_IN_FILE, readFailure, sayFailure } from "@/api/failure";
import { answerCounter, fetchReport } from "@/api/query/report";
import { forget, recall, remember } from "@/api/tabMemory";

const MARK = '<script type="application/json" class="clicklens-answer">';
const bytes = (text: string) => new TextEncoder().encode(text);

afterEach(() => vi.unstubAllGlobals());

it("counts an answer once, also where a chunk ends within its mark", () => {
  const text = `<head>${MARK}{}</script>${MARK}{}</script>`;
  for (let cut = 1; cut < text.length; cut += 1) {
    const seen = answerCounter();
    seen(bytes(text.slice(0, cut)));
    expect(seen(bytes(text.slice(cut)))).toBe(2);
  }
});

it("hears how far the file is while it is made", async () => {
  const body = `<html>${MARK}1</script>${MARK}2</script></html>`;
  vi.stubGlobal("fetch", async () => new Response(body, { headers: { "Clicklens-Answers": "4" } }));
  const heard: number[] = [];
  const file = await fetchReport("r 1", (share) => heard.push(share));
  expect(heard.at(-1)).toBe(0.5);
  expect(file.size).toBe(body.length);
});

it("says of a report that has no answer where there is one", () => {
  const words = sayFailure(readFailure(501, { error: NOT_IN_FILE, message: "this is not in the file" }));
  expect(words.next).toContain("clicklens ui");
});

it("remembers without a store until the page is left", () => {
  vi.stubGlobal("sessionStorage", {
    getItem: () => {
      throw new DOMException("no", "SecurityError");
    },
    setItem: () => {
      throw new DOMException("no", "SecurityError");
    },
    removeItem: () => {
      throw new DOMException("no", "SecurityError");
    },
  });
  remember("run", "a");
  expect(recall("run")).toBe("a");
  forget("run");
  expect(recall("run")).toBeNull();
});
