import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { WEIGHTS } from "@/testing/results";
import { crossTable, normLines, shareRows, shownTable, weightRows, weightsTable } from "@/views/weights/reading";
import { WeightsView, type WeightsViewProps } from "@/views/weights/WeightsView";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const COLOURS = { length: "#000000", moved: "#888888" };

function show(given: Partial<WeightsViewProps> = {}) {
  const calls = { onTable: vi.fn(), onPart: vi.fn(), onExplain: vi.fn() };
  render(
    <MantineProvider env="test">
      <WeightsView result={WEIGHTS} table={null} part={null} exportsOf={(name) => ({ name })} {...calls} {...given} />
    </MantineProvider>,
  );
  return calls;
}

function table(name: string) {
  const found = WEIGHTS.tables.find((one) => one.table === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
}

describe("what the view opens with", () => {
  it("tells what was never trained, and which model answered", () => {
    show();
    expect(screen.getByText(/40 of 267 vectors \(15.0%\) are where they started, all in/)).toBeTruthy();
    expect(screen.getByText(/The model of step 100 answers, the nearest to step 120/)).toBeTruthy();
  });

  it("looks at the largest table with vectors unless another one is asked for", () => {
    expect(shownTable(WEIGHTS, null)?.table).toBe("user_id");
    expect(shownTable(WEIGHTS, "genre")?.table).toBe("genre");
    expect(shownTable(WEIGHTS, "no such table")?.table).toBe("user_id");
    expect(shownTable({ ...WEIGHTS, tables: [] }, null)).toBeNull();
  });

  it("says so where a model has nothing of the kind", () => {
    show({ result: { ...WEIGHTS, tables: [], crosses: [], findings: [] } });
    expect(screen.getByText("This model has no vectors of ids")).toBeTruthy();
  });
});

describe("what is drawn", () => {
  it("draws the median with the middle half, and how far the vectors moved", () => {
    const [length, moved] = normLines(table("user_id"), COLOURS);
    expect(length?.x).toEqual([0, 1, 2, 3, 4]);
    expect(length?.y[1]).toBe(0.9);
    expect(length?.low?.[1]).toBeCloseTo(0.72);
    expect(moved?.y[0]).toBe(0);
  });

  it("draws no move where the start is not known, and says why", () => {
    const unknown = { ...table("user_id"), unmoved: null };
    expect(normLines(unknown, COLOURS)).toHaveLength(1);
    show({ result: { ...WEIGHTS, tables: [unknown] } });
    expect(screen.getByText(/trained with another version of torch/)).toBeTruthy();
  });

  it("has each id of first order once, the greatest first", () => {
    const first = table("genre").first_order;
    expect(first && weightRows(first).map(({ key }) => key)).toEqual(["Drama", "War"]);
    show({ table: "genre" });
    expect(screen.getByRole("heading", { name: /Ids of genre that move the logit most/ })).toBeTruthy();
  });

  it("says so where a table holds numbers alone", () => {
    show({ result: { ...WEIGHTS, tables: [{ ...table("genre"), bins: [] }] } });
    expect(screen.getByText("genre holds no vectors")).toBeTruthy();
  });

  it("notes what a table's memory is for", () => {
    expect(shareRows(WEIGHTS)[0]?.values).toEqual([62]);
    expect(shareRows(WEIGHTS)[0]?.note).toBe("258 ids of 4 elements; 16% are where they started");
  });

  it("opens a table by keys and by its row", async () => {
    const { onTable } = show();
    fireEvent.keyDown(screen.getByRole("group", { name: /^Share of the 10,000 parameters/ }), { key: "ArrowDown" });
    const rows = screen.getByRole("table", { name: "All tables at step 100" });
    await userEvent.click(within(rows).getAllByText("genre")[0] as HTMLElement);
    expect(onTable).toHaveBeenCalledWith("genre");
  });

  it("shows the strengths of one part, if there is any", () => {
    show();
    expect(screen.getByRole("heading", { name: "Which fields act on which through cross_1, step 100" })).toBeTruthy();
    expect(screen.getByRole("combobox", { name: "Part of the model" })).toBeTruthy();
  });

  it("shows none where the model tells none", () => {
    show({ result: { ...WEIGHTS, crosses: [] } });
    expect(screen.queryByText(/Which fields act on which/)).toBeNull();
  });
});

describe("the tables that are taken along", () => {
  it("have a line for each bin, and one for each pair of fields", async () => {
    const bins = (await weightsTable(WEIGHTS).text()).trim().split("\r\n");
    expect(bins[0]).toBe("table,count_low,count_high,ids,occurrences,norm,norm_q25,norm_median,norm_q75,moved,unmoved");
    expect(bins).toHaveLength(1 + 5 + 1);
    const [cross] = WEIGHTS.crosses;
    const pairs = cross ? (await crossTable(cross).text()).trim().split("\r\n") : [];
    expect(pairs).toHaveLength(1 + 9);
    expect(pairs[2]).toBe("user_id,genre,1.6");
  });
});
