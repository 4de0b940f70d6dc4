import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Clause } from "@/address/filter";
import type { RowChart, UsableSlice } from "@/api/rowTypes";
import { COLUMNS, EXPLORED, SLICES } from "@/testing/rowResults";
import { ChartPanel } from "@/views/explore/ChartPanel";
import { brushOf, changed, clauseOn, rangeClause, toggled } from "@/views/explore/clauses";
import { binsOf, columnChoices, defaultCharts } from "@/views/explore/columns";
import { FilterEditor } from "@/views/explore/FilterEditor";
import { SavedSlices } from "@/views/explore/SavedSlices";
import { WorstSlices } from "@/views/explore/WorstSlices";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));

const draw = (part: React.ReactNode) => render(<MantineProvider env="test">{part}</MantineProvider>);
const [PCTR, LABEL, CITY] = EXPLORED.charts as [RowChart, RowChart, RowChart];
const LOW: Clause = { kind: "range", column: "pctr", low: null, high: 0.4 };

describe("clauses", () => {
  it("leave an end open that a brush reaches, and are none for the whole chart", () => {
    const edges = PCTR.edges ?? [];
    const [first = 0, second = 0, last = 0] = [edges[0], edges[1], edges.at(-1)];
    expect(rangeClause(PCTR, [first, second])).toEqual({ kind: "range", column: "pctr", low: null, high: second });
    expect(rangeClause(PCTR, [second, last])).toEqual({ kind: "range", column: "pctr", low: second, high: null });
    expect(rangeClause(PCTR, [first, last])).toBeNull();
    expect(rangeClause(PCTR, null)).toBeNull();
  });

  it("come back as the brush that made them", () => {
    const edges = PCTR.edges ?? [];
    const brush: [number, number] = [edges[2] ?? 0, edges[5] ?? 0];
    expect(brushOf(PCTR, rangeClause(PCTR, brush))).toEqual(brush);
    expect(brushOf(PCTR, LOW)).toEqual([edges[0], 0.4]);
    expect(brushOf(PCTR, null)).toBeNull();
  });

  it("stand once for each column; the last one taken away leaves all rows", () => {
    const city = toggled("field:city", null, "城市");
    const both = changed({ clauses: [LOW] }, "field:city", city);
    expect(both?.clauses).toEqual([LOW, { kind: "among", column: "field:city", values: ["城市"] }]);
    expect(clauseOn(both, "pctr")).toEqual(LOW);
    expect(changed(both, "pctr", { ...LOW, high: 0.2 })?.clauses).toHaveLength(2);
    expect(changed(changed(both, "pctr", null), "field:city", null)).toBeNull();
    expect(toggled("field:city", toggled("field:city", city, null), "城市")).toMatchObject({ values: [null] });
    expect(toggled("field:city", city, "城市")).toBeNull();
  });
});

describe("columns", () => {
  it("shown at first are the scores, the day, the label, and what the model leans on", () => {
    expect(defaultCharts(COLUMNS, ["hour", "city", "item_id", "user_id"])).toEqual([
      "pctr",
      "error",
      "day",
      "label",
      "field:hour",
      "field:city",
      "field:item_id",
    ]);
    const oneDay = COLUMNS.map((column) => (column.name === "day" ? { ...column, distinct: 1 } : column));
    expect(defaultCharts(oneDay, null)).not.toContain("day");
    expect(binsOf("label", COLUMNS)).toBe(2);
    expect(binsOf("neuron:layer_1:3", COLUMNS)).toBe(30);
  });

  it("are offered by group", () => {
    const groups = columnChoices(COLUMNS);
    expect(groups.map(({ group }) => group)).toEqual(["What the model says", "Rows", "Fields", "Saliency of a field"]);
  });
});

describe("a chart", () => {
  const panel = {
    clause: null,
    filtered: true,
    scale: "rows" as const,
    log: false,
    weighted: false,
    name: "x",
    python: "x",
  };
  const calls = () => ({ onClause: vi.fn(), onMoving: vi.fn(), onRemove: vi.fn() });

  it("says in its title what is chosen on it, and lets it go", async () => {
    const on = calls();
    draw(<ChartPanel {...panel} {...on} chart={PCTR} clause={LOW} />);
    expect(screen.getByRole("heading", { name: "Rows by pctr: pctr < 0.4" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Take away: pctr < 0.4" }));
    expect(on.onClause).toHaveBeenCalledWith(null);
    await userEvent.click(screen.getByRole("button", { name: "Take away the chart of pctr" }));
    expect(on.onRemove).toHaveBeenCalled();
  });

  it("says what it does not draw", () => {
    draw(<ChartPanel {...panel} {...calls()} chart={{ ...CITY, others: 12, others_all: 90 }} />);
    expect(screen.getByText(/Not drawn: 12 further values, 90 times/)).toBeTruthy();
    draw(<ChartPanel {...panel} {...calls()} chart={LABEL} filtered={false} />);
    expect(screen.getByRole("heading", { name: "Rows by label" })).toBeTruthy();
  });
});

describe("the filter by keyboard", () => {
  const editor = { columns: COLUMNS, layers: [], values: null };
  const calls = () => ({ onColumn: vi.fn(), onFilter: vi.fn() });

  it("adds a range beside the clauses that hold already", async () => {
    const on = calls();
    const day: Clause = { kind: "range", column: "day", low: 1, high: 2 };
    draw(<FilterEditor {...editor} {...on} filter={{ clauses: [day] }} column="pctr" />);
    expect(screen.getByRole("button", { name: "Add the clause" })).toHaveProperty("disabled", true);
    await userEvent.type(screen.getByLabelText("To below"), "0.4{Enter}");
    expect(on.onFilter).toHaveBeenCalledWith({ clauses: [day, LOW] });
    expect(on.onColumn).toHaveBeenCalledWith(null);
  });

  it("refuses a range that holds nothing", async () => {
    const on = calls();
    draw(<FilterEditor {...editor} {...on} filter={null} column="pctr" />);
    await userEvent.type(screen.getByLabelText("From (with it)"), "0.5");
    await userEvent.type(screen.getByLabelText("To below"), "0.4{Enter}");
    expect(screen.getByText("must be greater")).toBeTruthy();
    expect(on.onFilter).not.toHaveBeenCalled();
  });

  it("takes names that no list offers", async () => {
    const on = calls();
    draw(<FilterEditor {...editor} {...on} filter={null} column="field:city" values={CITY} />);
    await userEvent.type(screen.getByRole("combobox", { name: "Is one of" }), "上海{Enter}");
    await userEvent.click(screen.getByRole("button", { name: "Add the clause" }));
    expect(on.onFilter).toHaveBeenCalledWith({ clauses: [{ kind: "among", column: "field:city", values: ["上海"] }] });
  });

  it("takes clauses away one by one or all at once", async () => {
    const on = calls();
    const city: Clause = { kind: "among", column: "field:city", values: ["a"] };
    draw(<FilterEditor {...editor} {...on} filter={{ clauses: [LOW, city] }} column={null} />);
    await userEvent.click(screen.getByRole("button", { name: "Take away: pctr < 0.4" }));
    expect(on.onFilter).toHaveBeenLastCalledWith({ clauses: [city] });
    await userEvent.click(screen.getByRole("button", { name: "Take all away" }));
    expect(on.onFilter).toHaveBeenLastCalledWith(null);
  });
});

describe("slices", () => {
  it("stand worst first, and select their rows", async () => {
    const onOpen = vi.fn();
    draw(<WorstSlices result={SLICES} exportsOf={() => ({ name: "x" })} onExplain={vi.fn()} onOpen={onOpen} />);
    await userEvent.click(screen.getByText(SLICES.slices[0]?.name ?? ""));
    expect(onOpen).toHaveBeenCalledWith(SLICES.slices[0]);
  });

  it("that the run cannot use say what it lacks", () => {
    const slice: UsableSlice = {
      slice: {
        name: "late dramas",
        filter: { clauses: [{ kind: "among", column: "field:genre", values: ["Drama"] }] },
        schema_digest: "",
        data: "other",
        created_at: "2026-03-14T12:00:00Z",
        note: "",
      },
      is_of_other_data: true,
      missing: ["field:genre"],
    };
    draw(<SavedSlices slices={[slice]} chosen={null} save={null} onChoose={vi.fn()} onForget={vi.fn()} />);
    expect(screen.getByText(/this run has no genre/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Select" })).toHaveProperty("disabled", true);
  });
});
