import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { SALIENCY } from "@/testing/results";
import { FeaturesView, type FeaturesViewProps, followed } from "@/views/features/FeaturesView";
import {
  fieldLines,
  fieldRows,
  filmOf,
  findingsOf,
  nowOf,
  remediesOf,
  type SaliencyResult,
  selectionFinding,
} from "@/views/features/reading";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const KINDS = new Map([["user_id", { kind: "categorical", side: "user", values: 6040 }]]);

function show(given: Partial<FeaturesViewProps> = {}) {
  const calls = { onLook: vi.fn(), onStep: vi.fn(), onId: vi.fn(), onExplain: vi.fn() };
  render(
    <MantineProvider env="test">
      <FeaturesView
        result={SALIENCY}
        look={{ measure: "gradient", size: "share", field: null }}
        selected={null}
        marks={[]}
        stops={[100, 200]}
        kinds={KINDS}
        remedy={(remedy) => <button type="button">{remedy}</button>}
        exportsOf={(name) => ({ name })}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return calls;
}

/** The result on other rows: every share of the field is `share`, give or take a hundredth. */
function withShare(field: string, share: number): SaliencyResult {
  const interval = { value: share, low: share - 0.01, high: share + 0.01, level: 0.95 };
  return {
    ...SALIENCY,
    series: SALIENCY.series.map((point) => (point.field === field ? { ...point, share: interval } : point)),
  };
}

describe("what the view opens with", () => {
  it("warns of ids that are learnt by heart, with both remedies beside it", () => {
    show();
    expect(screen.getByText(/its share of saliency on test went from 10% at step 100/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "user-bias user_id" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "regularise user_id=0.001" })).toBeTruthy();
  });

  it("offers a penalty for a sequence, which cannot be a bias", () => {
    const findings = SALIENCY.findings.map((finding) => ({ ...finding, remedy: null }));
    expect(findingsOf({ ...SALIENCY, findings }).map(({ remedy }) => remedy)).toEqual([
      "regularise user_id=0.001",
      null,
      null,
    ]);
  });

  it("leaves other remedies as they are", () => {
    expect(remediesOf(SALIENCY, "drop-layer 4")).toEqual(["drop-layer 4"]);
    expect(remediesOf(SALIENCY, "user-bias city")).toEqual(["user-bias city"]);
  });

  it("follows the field that a warning names, unless another one is asked for", () => {
    expect(followed(SALIENCY, null)).toBe("user_id");
    expect(followed(SALIENCY, "city")).toBe("city");
    expect(followed(SALIENCY, "no such field")).toBe("user_id");
    expect(followed({ ...SALIENCY, leanings: [] }, null)).toBe("hour");
  });
});

describe("what is drawn", () => {
  it("says what each measure means and changes it", async () => {
    const { onLook } = show();
    expect(screen.getByText(/an element of the field's vector moves by one/)).toBeTruthy();
    await userEvent.click(screen.getByText("Effect"));
    expect(onLook).toHaveBeenCalledWith({ measure: "effect" });
  });

  it("has shares by step that add up to the whole", () => {
    const { at, parts } = filmOf(
      SALIENCY.series.filter(({ split }) => split === "test"),
      SALIENCY.fields,
      "step",
    );
    expect(at).toEqual([100, 200, 300, 400, 500, 600]);
    for (const place of at.keys()) {
      expect(parts.reduce((sum, { values }) => sum + (values[place] ?? 0), 0)).toBeCloseTo(100, 6);
    }
  });

  it("draws a field by day, each split on its own days", () => {
    const lines = fieldLines(SALIENCY.days, { field: "city", splits: ["train", "test"], size: "share", along: "day" });
    expect(lines.map(({ key }) => key)).toEqual(["train", "test"]);
    for (const { x, y, low, high } of lines) {
      expect(x.length).toBeGreaterThan(0);
      expect([y.length, low?.length, high?.length]).toEqual([x.length, x.length, x.length]);
    }
  });

  it("keeps the order of the fields, and a gap where a side has no value", () => {
    const rows = fieldRows(["hour", "new"], [nowOf(SALIENCY)], "share");
    expect(rows.map(({ key }) => key)).toEqual(["hour", "new"]);
    expect(rows[0]?.values[0]).toBeCloseTo(40.7, 1);
    expect(rows[1]?.values[0]).toBeNull();
  });

  it("opens the rows of an id by keys", () => {
    const { onId } = show();
    const chart = screen.getByRole("group", { name: /^Ids of user_id/ });
    fireEvent.keyDown(chart, { key: "ArrowDown" });
    fireEvent.keyDown(chart, { key: "Enter" });
    expect(onId).toHaveBeenCalledWith("user_id", SALIENCY.ids.find(({ field }) => field === "user_id")?.value);
  });

  it("says so where a field has no ids", () => {
    show({ result: { ...SALIENCY, ids: [] } });
    expect(screen.getByText("user_id has no ids to tell apart")).toBeTruthy();
  });

  it("shows no days where none are followed", () => {
    show({ result: { ...SALIENCY, days: [] } });
    expect(screen.queryByText(/by day/)).toBeNull();
  });
});

describe("the table of fields", () => {
  it("holds every field; a row follows its field", async () => {
    const { onLook } = show();
    const table = screen.getByRole("table", { name: "All fields at step 200" });
    expect(within(table).getByText("6,040")).toBeTruthy();
    await userEvent.click(within(table).getByText("city"));
    expect(onLook).toHaveBeenCalledWith({ field: "city" });
  });

  it("finds one of 200 fields by a part of its name", async () => {
    const name = "a_field_whose_name_has_sixty_characters_as_some_of_them_have";
    const fields = [...SALIENCY.fields, name, ...Array.from({ length: 195 }, (_, at) => `field_${at}`)];
    show({ result: { ...SALIENCY, fields } });
    await userEvent.type(screen.getByRole("textbox", { name: "Find a field" }), "sixty");
    const table = screen.getByRole("table", { name: "All fields at step 200" });
    expect(
      within(table)
        .getAllByTitle(/./)
        .map(({ title }) => title),
    ).toEqual([name]);
  });
});

describe("the selection against the rest", () => {
  it("names the field that differs most, if intervals lie apart", () => {
    const parts = { selection: withShare("city", 0.5), rest: withShare("city", 0.2) };
    expect(selectionFinding(parts, "day 6", "saliency").text).toMatch(
      /On the selection \(day 6; 400 rows\) `city` carries 50.0% \[49.0%, 51.0%\] of the saliency at step 200, on the rest 20.0%/,
    );
  });

  it("says that nothing is told apart where intervals meet", () => {
    const parts = { selection: withShare("city", 0.2), rest: withShare("city", 0.21) };
    expect(selectionFinding(parts, "day 6", "saliency").text).toMatch(/no field's share of saliency is told apart/);
  });

  it("shows both sides", () => {
    const parts = { selection: withShare("city", 0.5), rest: withShare("city", 0.2) };
    show({ selected: { words: "day 6", parts, note: null } });
    expect(screen.getByRole("heading", { name: /selection against the rest of test/ })).toBeTruthy();
  });
});
