import { MantineProvider } from "@mantine/core";
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { RunRow } from "@/api/types";
import { SHOWN_AT_FIRST } from "@/views/runs/columns";
import { readFind } from "@/views/runs/find";
import { going, sayGoing } from "@/views/runs/fold";
import { type RunsLook, RunsView } from "@/views/runs/RunsView";

const NOW = new Date("2026-03-14T12:00:00Z");
const row = (id: string, given: Partial<RunRow> = {}): RunRow => ({
  id,
  name: id,
  state: "succeeded",
  data: "movielens-small",
  model: "gwen",
  created_at: "2026-03-14T11:00:00Z",
  finished_at: "2026-03-14T11:10:00Z",
  step: 3700,
  total_steps: 3700,
  parent: null,
  change: null,
  is_search: false,
  tags: [],
  note: "",
  message: "",
  pinned: false,
  archived: false,
  trashed_at: null,
  best_auc: 0.74,
  best_step: 1600,
  alarm_step: null,
  job_id: null,
  spark: { auc: [0.7, 0.74, 0.73], gap: [1, 1.4] },
  ...given,
});

const LOOK: RunsLook = {
  find: "",
  sort: { key: "created", descending: true },
  columns: SHOWN_AT_FIRST,
  archived: false,
  open: [],
};

function show(rows: RunRow[], look: Partial<RunsLook> = {}) {
  const calls = { onLook: vi.fn(), onOpen: vi.fn(), onChange: vi.fn(), onTrash: vi.fn(), onCompare: vi.fn() };
  render(
    <MantineProvider env="test">
      <RunsView rows={rows} now={NOW} look={{ ...LOOK, ...look }} {...calls} />
    </MantineProvider>,
  );
  return calls;
}

const names = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((line) => within(line).getAllByRole("cell")[2]?.textContent);

describe("finding runs", () => {
  const rows = [
    row("gwen-1", { best_auc: 0.71, tags: ["late"] }),
    row("deep-2", { best_auc: 0.76, state: "failed", note: "learning rate doubled" }),
    row("new-3", { best_auc: null }),
  ];
  const found = (text: string) => rows.filter(readFind(text).test).map(({ id }) => id);

  it.each([
    ["", ["gwen-1", "deep-2", "new-3"]],
    ["auc>0.74", ["deep-2"]],
    ["auc<=0.71 tag:late", ["gwen-1"]],
    ["-state:failed", ["gwen-1", "new-3"]],
    ['"rate doubled"', ["deep-2"]],
    ["finished", ["gwen-1", "new-3"]],
    ["gap>=1.4", ["gwen-1", "deep-2", "new-3"]],
  ])("%j", (text, ids) => expect(found(text)).toEqual(ids));

  it("says what it did not understand, and leaves the rest alone", () => {
    expect(readFind("loss>1").problems[0]).toContain("'loss' is no figure of a run");
    expect(readFind("auc>").problems[0]).toContain("auc>0.74");
    expect(readFind("colour:red").problems[0]).toContain("'colour:' is not known");
    expect(found("loss>1 gwen-1")).toEqual(["gwen-1"]);
  });
});

describe("the list of runs", () => {
  it("puts pinned runs first and what has no value last", () => {
    show(
      [
        row("a", { best_auc: 0.7 }),
        row("b", { best_auc: null }),
        row("c", { best_auc: 0.8 }),
        row("d", { best_auc: 0.6, pinned: true }),
      ],
      {
        sort: { key: "best_auc", descending: true },
      },
    );
    expect(names()).toEqual(["d", "c", "a", "b"]);
  });

  it("draws only what is in sight of thousands", () => {
    show(Array.from({ length: 5000 }, (_, at) => row(`run-${at}`)));
    expect(document.querySelector("[role=table]")?.getAttribute("aria-rowcount")).toBe("5001");
    const drawn = document.querySelectorAll("[role=row]").length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(80);
    expect(screen.getByText("5,000 runs.")).toBeTruthy();
  });

  it("compares the two that are selected, the older one before", async () => {
    const calls = show([row("new"), row("old", { created_at: "2026-03-01T00:00:00Z" })]);
    const user = userEvent.setup();
    await user.click(screen.getByLabelText("Select new"));
    await user.click(screen.getByRole("button", { name: "Compare" }));
    expect(calls.onCompare).not.toHaveBeenCalled();
    await user.click(screen.getByLabelText("Select old"));
    await user.click(screen.getByRole("button", { name: "Compare" }));
    expect(calls.onCompare).toHaveBeenCalledWith(["old", "new"]);
  });

  it("opens a run by click and by key, and not by pinning it", async () => {
    const calls = show([row("a")]);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: /Pin a/ }));
    expect(calls.onChange).toHaveBeenCalledWith("a", { pinned: true });
    expect(calls.onOpen).not.toHaveBeenCalled();
    act(() => screen.getAllByRole("row")[1]?.focus());
    await user.keyboard("{Enter}");
    expect(calls.onOpen).toHaveBeenCalledWith("a");
  });

  it("keeps archived runs out of sight and says that they are there", () => {
    show([row("a", { archived: true })]);
    expect(screen.getByText(/1 archived run not looked at/)).toBeTruthy();
  });

  it("sorts by the column whose head is pressed", async () => {
    const calls = show([row("a")]);
    await userEvent.click(screen.getByRole("button", { name: "Best AUC" }));
    expect(calls.onLook).toHaveBeenCalledWith({ sort: { key: "best_auc", descending: true } });
  });

  it("folds the trials of a search below it", async () => {
    const rows = [
      row("s-002", { parent: "s", change: "lr=0.1" }),
      row("s-001", { parent: "s" }),
      row("s", { is_search: true }),
      row("other"),
      row("child", { parent: "other" }),
    ];
    const calls = show(rows);
    expect(names()).toEqual(["s2 trials", "other", "child"]);
    await userEvent.click(screen.getByRole("button", { name: "Trials of s" }));
    expect(calls.onLook).toHaveBeenCalledWith({ open: ["s"] });
    expect(calls.onOpen).not.toHaveBeenCalled();
  });

  it("takes the trials of a search along to the bin and into the archive", () => {
    const rows = [
      row("s", { is_search: true }),
      row("s-001", { parent: "s" }),
      row("other"),
      row("o", { parent: "other" }),
    ];
    expect(going(["s", "s-001", "other"], rows)).toEqual({ asked: ["s", "other"], trials: ["s-001"] });
    expect(sayGoing(going(["s"], rows))).toBe("1 run and 1 trial");
    expect(sayGoing(going(["other"], rows))).toBe("1 run");
    show(rows.map((one) => (one.id === "s" ? { ...one, archived: true } : one)));
    expect(names()).toEqual(["other", "o"]);
    expect(screen.getByLabelText("Archived (2)")).toBeTruthy();
  });

  it("says how many of the runs are trials", () => {
    show([row("s", { is_search: true }), row("s-001", { parent: "s" }), row("other")]);
    expect(screen.getByText("3 runs, 1 of them a trial of a search.")).toBeTruthy();
  });

  it("lists the trials of a search that is open, and all that are found", () => {
    const rows = [row("s", { is_search: true }), row("s-001", { parent: "s" }), row("other")];
    show(rows, { open: ["s"] });
    expect(names()).toEqual(["s1 trial", "s-001", "other"]);
    expect(screen.getByRole("button", { name: "Trials of s" }).getAttribute("aria-expanded")).toBe("true");
  });

  it("shows trials that were looked for without unfolding", () => {
    show([row("s", { is_search: true }), row("s-001", { parent: "s" }), row("other")], { find: "parent:s" });
    expect(names()).toEqual(["s-001"]);
  });
});
