import { act, render } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useStep } from "@/address/use";
import { type Moment, MomentContext } from "@/frame/moment";
import { useSettled } from "@/frame/useSettled";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function shown() {
  const taken: (number | null)[] = [];
  function View() {
    const settled = useSettled(useStep()[0]);
    if (taken.at(-1) !== settled) taken.push(settled);
    return null;
  }
  const router = createMemoryRouter([{ path: "/", element: <View /> }], { initialEntries: ["/?step=0"] });
  const page = (playing: boolean) => (
    <MomentContext value={{ playing } as Moment}>
      <RouterProvider router={router} />
    </MomentContext>
  );
  const { rerender } = render(page(false));
  return {
    taken,
    play: (on: boolean) => rerender(page(on)),
    goTo: (step: number, replace: boolean) => act(() => router.navigate(`/?step=${step}`, { replace })),
  };
}

it("takes of a film only the step where it comes to rest, however long each step stands", async () => {
  const { taken, goTo, play } = shown();
  play(true);
  for (const step of [100, 200, 300]) {
    await goTo(step, true);
    await pass(5000);
  }
  expect(taken).toEqual([0]);
  play(false);
  await pass(1000);
  expect(taken).toEqual([0, 300]);
});

it("waits for a finger on the slider to rest", async () => {
  const { taken, goTo } = shown();
  await goTo(100, true);
  await pass(300);
  await goTo(200, true);
  await pass(300);
  expect(taken).toEqual([0]);
  await pass(700);
  expect(taken).toEqual([0, 200]);
});

it("takes a step that was gone to at once", async () => {
  const { taken, goTo } = shown();
  await goTo(300, false);
  await pass(1);
  expect(taken).toEqual([0, 300]);
});
