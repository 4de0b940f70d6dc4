import { MantineProvider } from "@mantine/core";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Clause } from "@/address/filter";
import type { RowEstimate, RowParts, SharedValue } from "@/api/rowTypes";
import { EXPLORED, ROWS, SHARING } from "@/testing/rowResults";
import { csvBlob } from "@/view/csv";
import { DayNote } from "@/view/DayNote";
import { RowFigures } from "@/view/RowFigures";
import { cellText, RowsTable } from "@/view/RowsTable";
import { sayParts } from "@/view/rowWords";
import { SharedValues, saySharing } from "@/view/SharedValues";

const draw = (part: React.ReactNode) => render(<MantineProvider env="test">{part}</MantineProvider>);
const PARTS = EXPLORED.parts as RowParts;
const filter = (...clauses: Clause[]) => ({ clauses });
const CITY: Clause = { kind: "among", column: "field:city", values: ["city 1"] };
const NONE: RowEstimate = { value: null, interval: null, reason: "all rows are clicked" };

describe("a selection in words", () => {
  it("says how many, how often clicked, how ordered, and whether the level is right", () => {
    const [found] = sayParts(PARTS, filter(CITY));
    expect(found?.text).toContain("248 rows (62%) against the other 152 rows");
    expect(found?.text).toMatch(/clicked 26% of the time, the rest \d+%/);
    expect(found?.text).toContain("PCOC");
  });

  it("warns only where rows are surely ordered worse or the level is surely off", () => {
    const gap = (low: number, high: number): RowParts => ({
      ...PARTS,
      selection: {
        ...PARTS.selection,
        pcoc: { value: 1, interval: { value: 1, low: 0.9, high: 1.1, level: 0.95 }, reason: null },
      },
      differences: { ...PARTS.differences, auc: { value: (low + high) / 2, low, high, level: 0.95 } },
    });
    expect(sayParts(gap(-0.05, -0.01), filter(CITY))[0]?.severity).toBe("warning");
    expect(sayParts(gap(-0.05, 0.01), filter(CITY))[0]?.severity).toBe("info");
    expect(sayParts(gap(-0.05, 0.01), filter(CITY))[0]?.text).toContain("no sure difference in order");
  });

  it("does not take what the rows were chosen by for a finding", () => {
    const byError = sayParts(PARTS, filter({ kind: "range", column: "error", low: 0.8, high: null }));
    expect(byError.map(({ severity }) => severity)).toEqual(["info", "info"]);
    expect(byError[1]?.text).toContain("chosen by error");
    const byScore = sayParts(PARTS, filter({ kind: "range", column: "pctr", low: null, high: 0.4 }));
    expect(byScore[0]?.text).not.toContain("ordered worse");
    expect(byScore[1]?.text).toContain("chosen by pctr");
  });

  it("says what stands against an answer: no rows, no rest, one class", () => {
    const empty = { ...PARTS, selection: { ...PARTS.selection, rows: 0 } };
    expect(sayParts(empty, filter(CITY))[0]?.text).toContain("None of the 152 rows passes");
    const whole = { ...PARTS, rest: { ...PARTS.rest, rows: 0 } };
    expect(sayParts(whole, filter(CITY))[0]?.text).toContain("All 248 rows pass");
    const clicked = { ...PARTS, selection: { ...PARTS.selection, auc: NONE } };
    expect(sayParts(clicked, filter(CITY))[0]?.text).toContain("no AUC, for all rows are clicked");
  });
});

describe("the figures", () => {
  it("stand with their intervals, and say why one is missing", () => {
    draw(<RowFigures parts={{ ...PARTS, selection: { ...PARTS.selection, auc: NONE } }} />);
    const line = screen.getByRole("row", { name: /AUC/ });
    expect(within(line).getByText("all rows are clicked")).toBeTruthy();
    expect(screen.getByText("25.8%")).toBeTruthy();
    expect(screen.getByText("20.1% to 31.5%")).toBeTruthy();
  });
});

describe("what rows share", () => {
  const value = (given: Partial<SharedValue>): SharedValue => ({
    field: "city",
    value: "城市",
    rows: 20,
    rows_rest: 5,
    users: 7,
    share: 0.2,
    share_rest: 0.02,
    lift: { value: 10, low: 4, high: 25, level: 0.95 },
    p: 0.001,
    ...given,
  });

  it("is told with how many values were tried", () => {
    expect(saySharing(SHARING)).toContain("None of the 88 values tried");
    expect(saySharing({ ...SHARING, values: [value({})] })).toContain(
      "city 城市, 10× as often as in the rest (4.0× to 25×)",
    );
    expect(saySharing({ ...SHARING, values: [value({ rows_rest: 0 })] })).toContain(
      "in none of the rest, so at least 4.0×",
    );
    expect(saySharing({ ...SHARING, passing: 0 })).toContain("nothing to hold them against");
  });

  it("leads to narrower rows", async () => {
    const onOpen = vi.fn();
    draw(<SharedValues sharing={{ ...SHARING, values: [value({})] }} onOpen={onOpen} />);
    await userEvent.click(screen.getByText("城市"));
    expect(onOpen).toHaveBeenCalledWith(value({}));
  });
});

describe("the rows", () => {
  it("read as people read them, and each opens its page", async () => {
    const calls = { onSort: vi.fn(), onOpen: vi.fn() };
    draw(<RowsTable rows={ROWS} sort={{ key: "error", descending: true }} {...calls} />);
    await userEvent.click(screen.getByText("1000024"));
    expect(calls.onOpen).toHaveBeenCalledWith(1000024);
    await userEvent.click(screen.getByRole("button", { name: "city" }));
    expect(calls.onSort).toHaveBeenCalledWith({ key: "field:city", descending: false });
    expect(screen.getAllByText("clicked").length).toBeGreaterThan(0);
  });

  it.each([
    ["label", 0, "not clicked"],
    ["day", 16364, "2014-10-21"],
    ["field:tags", ["a", "b"], "a, b"],
    ["field:tags", null, "–"],
    ["pctr", 0.12345, "0.1235"],
  ])("%s of %j", (column, cell, said) => expect(cellText(column, cell as never)).toBe(said));

  it("go into spreadsheets whole, commas and quotes too", async () => {
    const text = await csvBlob(
      ["a", "b"],
      [
        ["x,y", 'say "so"'],
        [null, 0.1],
      ],
    ).text();
    expect(text).toBe('a,b\r\n"x,y","say ""so"""\r\n,0.1\r\n');
  });
});

describe("the day above", () => {
  it("becomes a clause on demand, and is silent once it is one", async () => {
    const onSelect = vi.fn();
    const { unmount } = draw(<DayNote day={3} selection={filter(CITY)} onSelect={onSelect} />);
    await userEvent.click(screen.getByRole("button", { name: /Select day 3/ }));
    const day = { kind: "range", column: "day", low: 3, high: 4 };
    expect(onSelect).toHaveBeenCalledWith({ clauses: [CITY, day] });
    unmount();
    draw(<DayNote day={3} selection={filter(day as Clause)} onSelect={onSelect} />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});
