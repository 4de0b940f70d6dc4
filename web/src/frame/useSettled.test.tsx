import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useSettled } from "@/frame/useSettled";

beforeEach(() => {
  vi.useFakeTimers();
  vi.advanceTimersByTime(60_000);
});
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

it("takes a single change at once, and of a film only where it comes to rest", () => {
  const taken: number[] = [];
  const { result, rerender } = renderHook(
    ({ step }) => {
      const settled = useSettled(step);
      if (taken.at(-1) !== settled) taken.push(settled);
      return settled;
    },
    { initialProps: { step: 0 } },
  );
  rerender({ step: 100 });
  pass(1);
  expect(result.current).toBe(100);
  for (const step of [200, 300, 400]) {
    pass(700);
    rerender({ step });
  }
  pass(700);
  expect(result.current).toBe(100);
  pass(700);
  expect(taken).toEqual([0, 100, 400]);
});
