import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Field, Job } from "@/api/types";
import { INTERACTIONS, ROW_INTERACTIONS } from "@/testing/results";
import { NotAsked } from "@/views/interactions/AskInteractions";
import { layOut } from "@/views/interactions/graph";
import { InteractionsView, type InteractionsViewProps } from "@/views/interactions/InteractionsView";
import { RowPanels } from "@/views/interactions/RowPanels";
import {
  acrossOf,
  beyondRows,
  cellsOf,
  cellsTable,
  farthest,
  keptBest,
  pairsTable,
  saliencyRows,
  sayP,
  setKey,
  setOfPair,
  setsTable,
  shownSet,
  uncrossable,
  worthACross,
} from "@/views/interactions/reading";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));
vi.mock("@/chart/useWidth", () => ({ useWidth: () => [() => undefined, 600] }));

const SCHEMA = [
  { kind: "categorical", name: "user_id", multi: false },
  { kind: "sequence", name: "genre" },
  { kind: "numeric", name: "hour" },
] as unknown as Field[];
const CROSSABLE = SCHEMA.map((field) =>
  field.name === "genre" ? { ...field, kind: "categorical" } : field,
) as Field[];

function show(given: Partial<InteractionsViewProps> = {}) {
  const calls = { onSet: vi.fn(), onExample: vi.fn(), onTick: vi.fn(), onExplain: vi.fn() };
  render(
    <MantineProvider env="test">
      <InteractionsView
        result={INTERACTIONS}
        schema={CROSSABLE}
        set={null}
        example={null}
        ticked={new Set()}
        exportsOf={(name) => ({ name })}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return calls;
}

function set(at: number) {
  const found = INTERACTIONS.sets[at];
  if (!found) throw new Error(`the fixture has no set ${at}`);
  return found;
}

describe("which fields act together", () => {
  it("opens with the surest set and how many are more than chance", () => {
    show();
    expect(screen.getByText(/act together in 60 of 200 rows of test \(30%, 24% to 36%\)/)).toBeTruthy();
    expect(screen.getByText(/2 of 3 sets are more than chance/)).toBeTruthy();
  });

  it("lists every set with its count, its chance and its stability", () => {
    show();
    const rows = screen.getAllByRole("row").map((row) => row.textContent);
    expect(rows.some((text) => /user_id × genre60.*4< 0.00190.*can be one/.test(text ?? ""))).toBe(true);
  });

  it("draws a pair as a line and a set of three as a star, each to be pressed by hand or key", async () => {
    const { onSet } = show();
    const pair = screen.getByRole("button", { name: /^user_id × genre: 60 rows/ });
    expect(pair.querySelectorAll("line")).toHaveLength(1);
    const star = screen.getByRole("button", { name: /^user_id × genre × hour: 30 rows/ });
    expect(star.querySelectorAll("line")).toHaveLength(3);
    expect(star.querySelectorAll("circle")).toHaveLength(1);
    fireEvent.keyDown(star, { key: "Enter" });
    expect(onSet).toHaveBeenCalledWith("user_id,genre,hour");
    const doubtful = screen.getByRole("button", { name: /^genre × hour: 12 rows/ });
    expect(doubtful.getAttribute("stroke-dasharray")).toBe("5 5");
    await userEvent.click(doubtful);
    expect(onSet).toHaveBeenCalledWith("genre,hour");
  });

  it("says so where the model only adds", () => {
    show({ result: { ...INTERACTIONS, sets: [] } });
    expect(screen.getByText("No fields act together.")).toBeTruthy();
    expect(screen.getByText(/the model adds up what each does/)).toBeTruthy();
  });
});

describe("one set by its values", () => {
  it("is laid out beside what adds up, with its rows", () => {
    show();
    for (const title of [
      "Mean logit by user_id × genre",
      "If each value of user_id × genre acted alone",
      "What user_id × genre do together, beyond the sum",
      "Rows of test by user_id × genre",
    ])
      expect(screen.getByRole("heading", { name: title })).toBeTruthy();
    expect(
      screen.getByText(
        /Farthest from the sum: the logit of user_id u1, genre i1 lies above what .* by \+0.40 \[\+0.30, \+0.50\]/,
      ),
    ).toBeTruthy();
  });

  it("says why a set has no table", () => {
    show({ set: "user_id,genre,hour" });
    expect(screen.getByText(/holds a vector or an image/)).toBeTruthy();
  });

  it("reads its cells row by row", () => {
    const { table } = set(0);
    if (!table) throw new Error("no table");
    expect([...cellsOf(table, "rows")]).toEqual([30, 20, 10, 0]);
    expect([...cellsOf(table, "beyond")]).toEqual([0.4, -0.4, -0.4, 0.4]);
    expect(acrossOf(table)).toEqual(["i1", "i2"]);
    expect(farthest(set(1))).toBeNull();
  });

  it("names the rows that show it, and looks at one", async () => {
    const { onExample } = show({ example: 9, row: <p>the row</p> });
    expect(screen.getByRole("button", { name: "row 9" }).getAttribute("aria-pressed")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: "row 4" }));
    expect(onExample).toHaveBeenCalledWith(4);
    expect(screen.getByText("the row")).toBeTruthy();
  });
});

describe("ticked sets", () => {
  it("are handed over as crosses, those that can be none left out", () => {
    const cross = vi.fn(() => <button type="button">Cross</button>);
    show({ cross, ticked: new Set([setKey(set(0)), setKey(set(2))]), schema: SCHEMA });
    expect(screen.queryByRole("button", { name: "Cross" })).toBeNull();
    expect(screen.getByText(/user_id × genre, genre × hour cannot be a cross, and are left out/)).toBeTruthy();
  });

  it("say that not all are sure", () => {
    const cross = vi.fn(() => <button type="button">Cross</button>);
    show({ cross, ticked: new Set([setKey(set(0)), setKey(set(2))]) });
    expect(cross).toHaveBeenCalledWith([
      ["user_id", "genre"],
      ["genre", "hour"],
    ]);
    expect(screen.getByText(/Not all of the 2 sets are surely more than chance/)).toBeTruthy();
  });

  it("are asked for where none is ticked", async () => {
    const { onTick } = show({ cross: () => null });
    expect(screen.getByText(/Tick sets to retrain the model/)).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Select user_id,genre" }));
    expect(onTick).toHaveBeenCalledWith(new Set(["user_id,genre"]));
  });
});

describe("one row", () => {
  it("has its sets beside its saliency", () => {
    render(
      <MantineProvider env="test">
        <RowPanels row={ROW_INTERACTIONS} exportsOf={(name) => ({ name })} onExplain={vi.fn()} />
      </MantineProvider>,
    );
    expect(screen.getByText(/\(u1 \/ i1\) act together most in this row/)).toBeTruthy();
    expect(screen.getByRole("heading", { name: "What row 4 leans on: saliency by field" })).toBeTruthy();
    expect(beyondRows(ROW_INTERACTIONS).map(({ values }) => values[0])).toEqual([0.3, -0.1]);
    expect(saliencyRows(ROW_INTERACTIONS, String).map(({ name }) => name)).toEqual(["user: u1", "item: i1", "hour: 8"]);
  });
});

describe("what was not asked", () => {
  const job = { id: "j", name: "interactions of r", state: "running", wish: null, progress: 0.25, message: "" };
  const shown = (given: Partial<Parameters<typeof NotAsked>[0]> = {}) => {
    const onAsk = vi.fn();
    render(
      <MantineProvider env="test">
        <NotAsked
          step={360}
          best={360}
          onStep={vi.fn()}
          rows={200}
          detector="nid"
          job={null}
          failure={null}
          busy={false}
          noWorker={false}
          onAsk={onAsk}
          onSteer={vi.fn()}
          {...given}
        />
      </MantineProvider>,
    );
    return onAsk;
  };

  it("says what asking takes, and asks; the best step is a press away", async () => {
    const onStep = vi.fn();
    const onAsk = shown({ best: 300, onStep });
    expect(screen.getByText(/about a minute for 17 fields on one core/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Go to step 300, the best" }));
    expect(onStep).toHaveBeenCalledWith(300);
    await userEvent.click(screen.getByRole("button", { name: "Find sets of fields that act together" }));
    expect(onAsk).toHaveBeenCalledOnce();
  });

  it("knows the best step only where its checkpoint is kept", () => {
    const found = [[300, 600], [600], []].map((checkpoints) => keptBest({ best_step: 300, checkpoints }));
    expect(found).toEqual([300, null, null]);
    expect(keptBest({ best_step: null, checkpoints: [300] })).toBeNull();
  });

  it("says that many rows take longer", () => {
    shown({ rows: 1000 });
    expect(screen.getByText(/about 5 minutes for 17 fields/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Go to step/ })).toBeNull();
  });

  it("shows how far the job is in place of the button", () => {
    const text = "100 of 400 rows asked";
    shown({ job: { ...job, progress_text: text, seconds_left: null } as unknown as Job });
    expect(within(screen.getByRole("status").parentElement as HTMLElement).getByText(text)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Find sets/ })).toBeNull();
  });
});

describe("what is read off the sets", () => {
  it("finds sets by key and by pair", () => {
    expect(shownSet(INTERACTIONS, "genre,hour")).toBe(set(2));
    expect(shownSet(INTERACTIONS, "gone")).toBe(set(0));
    expect(setOfPair(INTERACTIONS, 0, 2)).toBe(set(1));
    expect(setOfPair(INTERACTIONS, 1, 1)).toBeNull();
  });

  it("says which can be no cross", () => {
    expect(uncrossable(set(0), CROSSABLE)).toBeNull();
    expect(uncrossable(set(0), SCHEMA)).toBe("no: genre is not one value a row");
    expect([sayP(null), sayP(0.0001), sayP(0.05)]).toEqual(["–", "< 0.001", "0.050"]);
  });

  it("proposes those that are sure and can be crosses", () => {
    expect(worthACross(INTERACTIONS, CROSSABLE).map(setKey)).toEqual(["user_id,genre", "user_id,genre,hour"]);
    expect(worthACross(INTERACTIONS, SCHEMA)).toEqual([]);
  });

  it("puts fields on an ellipse and a larger set amid its own", () => {
    const { nodes, edges } = layOut(INTERACTIONS.sets, { width: 600, height: 300 });
    expect(nodes.map(({ field }) => field)).toEqual(["user_id", "genre", "hour"]);
    expect(nodes.every(({ x, y }) => x >= 0 && x <= 600 && y >= 0 && y <= 300)).toBe(true);
    expect(edges.map(({ hub }) => hub === null)).toEqual([true, false, true]);
    expect(edges[0]?.width).toBeGreaterThan(edges[2]?.width ?? 0);
  });

  it("can be taken along as tables", async () => {
    const lines = async (blob: Blob) => (await blob.text()).trim().split("\r\n").length;
    expect(await lines(setsTable(INTERACTIONS))).toBe(1 + 3);
    expect(await lines(pairsTable(INTERACTIONS))).toBe(1 + 3);
    expect(await lines(cellsTable(set(0)))).toBe(1 + 4);
  });
});
