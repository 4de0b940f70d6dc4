import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Job } from "@/api/types";
import { RunFrame } from "@/frame/RunFrame";

const ID = "demo-1128";
const JOB = {
  id: "train-1",
  name: "demo",
  request: { kind: "train", spec: {} },
  state: "queued",
  wish: null,
  message: "",
  progress: null,
  progress_text: "",
  seconds_left: null,
  run_id: ID,
} as unknown as Job;
const RUN = {
  run: { id: ID, name: "demo", state: "running", search: null, trashed_at: null, features: {}, message: "" },
  steps: [],
  step: null,
  total_steps: null,
  rows_per_second: null,
  seconds_left: null,
  splits: [],
  held_out: null,
  days: [],
  events: [],
  best_step: null,
  checkpoints: [],
};

let jobs: Job[];
let run: Record<string, unknown> | null;

function answered(address: string): Response {
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  if (address.includes("/jobs")) return json(jobs);
  if (address.includes("/workers")) return json([{ id: "w" }]);
  if (address.includes(`/runs/${ID}`))
    return run ? json(run) : json({ error: "NotFoundError", message: `there is no run '${ID}'` }, 404);
  return json([]);
}

beforeEach(() => {
  jobs = [];
  run = null;
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal("fetch", async (request: Request | string) => answered(String((request as Request).url ?? request)));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function show() {
  const router = createMemoryRouter(
    [{ path: "/runs/:run", Component: RunFrame, children: [{ index: true, element: <p>the view</p> }] }],
    { initialEntries: [`/runs/${ID}`] },
  );
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

describe("the address of a run", () => {
  it("says of a run that its job has yet to begin what it waits for, and fills by itself", async () => {
    jobs = [JOB];
    show();
    expect(await screen.findByText("This run waits for its turn")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Its job" }).getAttribute("href")).toBe("/jobs?job=train-1");
    jobs = [{ ...JOB, state: "running" }];
    await pass(2500);
    expect(screen.getByText("This run is being started")).toBeTruthy();
    run = RUN;
    await pass(2500);
    expect(screen.getByText("the view")).toBeTruthy();
  });

  it("says why a run never began", async () => {
    jobs = [{ ...JOB, state: "failed", message: "the rows are gone" }];
    show();
    expect(await screen.findByText("the rows are gone")).toBeTruthy();
    expect(screen.getByText(/ended before the run began/)).toBeTruthy();
  });

  it("says that there is no such run where no job makes it", async () => {
    jobs = [{ ...JOB, request: { kind: "report", run: ID } } as unknown as Job];
    show();
    expect(await screen.findByText("There is no such run")).toBeTruthy();
  });

  it("says of a run that kept nothing of its training that what is shown is no verdict on it", async () => {
    run = { ...RUN, run: { ...RUN.run, state: "failed" }, steps: [0], splits: ["train"] };
    show();
    expect(await screen.findByText(/before training: what a view shows is the model as chance made it/)).toBeTruthy();
  });
});
