import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Failure } from "@/api/failure";
import type { Attention, Field, WhatIf } from "@/api/types";
import { ATTENTION, EXAMPLE, SCAN, WHAT_IF } from "@/testing/results";
import type { Live } from "@/view/Answering";
import { attentionTable, behaviourLines } from "@/views/example/attention";
import { ExampleView, type ExampleViewProps } from "@/views/example/ExampleView";
import { facts, RowPicker } from "@/views/example/RowPicker";
import {
  changed,
  editorOf,
  isChanges,
  sameReading,
  sayMove,
  sayPctr,
  sayReading,
  sayRelative,
  unchanged,
} from "@/views/example/reading";
import { scanTable, whatIfTable } from "@/views/example/table";
import { ValueEditor } from "@/views/example/ValueEditor";
import { readWorst } from "@/views/example/WorstRows";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const field = (name: string, given: Partial<Field> = {}) =>
  ({ name, kind: "categorical", multi: false, side: "user", ...given }) as Field;
const KINDS = new Map(EXAMPLE.fields.map((one) => [one.field, field(one.field)]));
const live = <T,>(data: T | null, failure: Failure | null = null): Live<T> => ({
  data,
  failure,
  busy: false,
  retry: vi.fn(),
});
const REFUSED = new Failure({
  status: 409,
  kind: "UnavailableError",
  message: "run 'r' kept no checkpoint near step 1,650 (it has 600, 1,000): ask at one of these",
  steps: [600, 1000],
});

function show(given: Partial<ExampleViewProps> = {}) {
  const calls = {
    onChanges: vi.fn(),
    onScan: vi.fn(),
    onLimit: vi.fn(),
    onScale: vi.fn(),
    onLayer: vi.fn(),
    onExample: vi.fn(),
    onStep: vi.fn(),
    onExplain: vi.fn(),
    onWeighing: vi.fn(),
    onCandidates: vi.fn(),
  };
  const onEdit = vi.fn();
  render(
    <MantineProvider env="test">
      <ExampleView
        result={EXAMPLE}
        kinds={KINDS}
        layers={["layer_1", "layer_2", "layer_3"]}
        marks={[]}
        stops={[100, 200]}
        changes={{}}
        whatIf={live<WhatIf>(null)}
        whatIfExports={{ name: "what-if" }}
        scanned={{ field: "hour", limit: 50, most: 1000, scale: "pctr", answer: live(SCAN) }}
        scanExports={() => ({ name: "scan" })}
        weighed={{ weighing: null, candidates: [], offered: ["103", "104"], answer: live(ATTENTION) }}
        weighedExports={() => ({ name: "attention" })}
        editing={{ field: null, known: null, range: null, onEdit }}
        exportsOf={(name) => ({ name })}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return { ...calls, onEdit };
}

const fieldsTable = () => screen.getByRole("table", { name: /^Fields of row/ });

describe("one row", () => {
  it("opens with what was found", () => {
    show();
    expect(screen.getByText(/Clicked, and scored 0.1221 at step 200/)).toBeTruthy();
  });

  it("holds each field's share beside the usual one", () => {
    show();
    const row = within(fieldsTable()).getByRole("row", { name: /^hour/ });
    expect(row.textContent).toContain("51%, usually 41%");
  });

  it("goes to a near row", async () => {
    const { onExample } = show();
    const table = screen.getByRole("table", { name: /^Rows nearest to it in layer 3/ });
    await userEvent.click(within(table).getByText(String(EXAMPLE.near[0]?.example_id)));
    expect(onExample).toHaveBeenCalledWith(EXAMPLE.near[0]?.example_id);
  });

  it("shows few of many fields at first, those that are changed among them", async () => {
    const many = Array.from({ length: 200 }, (_, at) => ({
      field: `field_${at}`,
      value: "a",
      saliency: null,
      share: null,
      usual_share: null,
    }));
    show({ result: { ...EXAMPLE, fields: many }, changes: { field_150: "b" } });
    expect(within(fieldsTable()).getAllByRole("rowheader")).toHaveLength(15);
    expect(within(fieldsTable()).getByRole("rowheader", { name: "field_150" })).toBeTruthy();
    await userEvent.type(screen.getByRole("textbox", { name: "Find a field of the row" }), "_77");
    expect(within(fieldsTable()).getAllByRole("rowheader")).toHaveLength(1);
  });
});

describe("what if", () => {
  const CHANGED = { field_0: "new", field_1: ["a", "b"] };
  const ASKED = {
    ...EXAMPLE,
    fields: ["field_0", "field_1"].map((name) => ({
      field: name,
      value: "old",
      saliency: null,
      share: null,
      usual_share: null,
    })),
  };
  const kinds = new Map([
    ["field_0", field("field_0")],
    ["field_1", field("field_1", { multi: true } as Partial<Field>)],
  ]);

  it("says before, after, each change's effect, and what is unknown", () => {
    show({ result: ASKED, kinds, changes: CHANGED, whatIf: live(WHAT_IF) });
    expect(screen.getByText("+0.3320")).toBeTruthy();
    const rows = within(fieldsTable());
    expect(rows.getByRole("row", { name: /^field_0/ }).textContent).toContain("+0.1225");
    expect(screen.getByText(/'new' was never seen in training in 'field_0'/)).toBeTruthy();
    expect(screen.getByText(/The model of step 100 answers, the nearest to step 120/)).toBeTruthy();
  });

  it("takes one change back, or all", async () => {
    const { onChanges } = show({ result: ASKED, kinds, changes: CHANGED, whatIf: live(WHAT_IF) });
    await userEvent.click(screen.getByRole("button", { name: "field_0 as it was" }));
    expect(onChanges).toHaveBeenLastCalledWith({ field_1: ["a", "b"] });
    await userEvent.click(screen.getByRole("button", { name: "Reset" }));
    expect(onChanges).toHaveBeenLastCalledWith({});
  });

  it("asks as if a value were missing", async () => {
    const { onChanges } = show();
    await userEvent.click(screen.getByRole("button", { name: "hour as if it were missing" }));
    expect(onChanges).toHaveBeenCalledWith({ hour: null });
  });

  it("says what to do where no checkpoint is near, with the steps that have one", async () => {
    const { onStep } = show({ changes: { hour: "2" }, whatIf: live<WhatIf>(null, REFUSED) });
    expect(screen.getByText(/kept no checkpoint near step 1,650/)).toBeTruthy();
    expect(screen.getAllByRole("button", { name: /^Go to step/ }).map(({ textContent }) => textContent)).toEqual([
      "Go to step 600",
      "Go to step 1,000",
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Go to step 600" }));
    expect(onStep).toHaveBeenCalledWith(600);
  });

  it("opens the editor of a value", async () => {
    const { onEdit } = show();
    await userEvent.click(screen.getByRole("button", { name: "Edit hour: 1" }));
    expect(onEdit).toHaveBeenCalledWith("hour");
  });
});

describe("the scan", () => {
  it("tries the value that is picked, the row's own standing first", () => {
    const { onChanges } = show({
      scanned: { field: "hour", limit: 50, most: 1000, scale: "pctr", answer: live({ ...SCAN, field: "hour" }) },
    });
    const chart = screen.getByRole("group", { name: "pctr of the row by value of hour" });
    fireEvent.keyDown(chart, { key: "Home" });
    fireEvent.keyDown(chart, { key: "ArrowDown" });
    fireEvent.keyDown(chart, { key: "Enter" });
    expect(onChanges).toHaveBeenCalledWith({ hour: "War" });
  });

  it("goes through another field", async () => {
    const { onScan } = show();
    await userEvent.click(screen.getByRole("button", { name: "Scan city" }));
    expect(onScan).toHaveBeenCalledWith("city");
  });
});

describe("editing in place", () => {
  const edit = (given: Partial<Parameters<typeof ValueEditor>[0]>) => {
    const calls = { onValue: vi.fn(), onDone: vi.fn() };
    render(
      <MantineProvider env="test">
        <ValueEditor
          field="genre"
          editor="value"
          value="Drama"
          known={[{ value: "War", count: 40, pctr: 0.75 }]}
          range={null}
          repeats={false}
          {...calls}
          {...given}
        />
      </MantineProvider>,
    );
    return calls;
  };

  it("takes a value that training never saw, too", async () => {
    const { onValue, onDone } = edit({});
    await userEvent.type(screen.getByLabelText("New value of genre", { selector: "input" }), "Never seen{Enter}");
    expect(onValue).toHaveBeenCalledWith("Never seen");
    expect(onDone).toHaveBeenCalled();
  });

  it("leaves the value as it is on Escape", async () => {
    const { onValue, onDone } = edit({});
    await userEvent.type(screen.getByLabelText("New value of genre", { selector: "input" }), "{Escape}");
    expect(onValue).not.toHaveBeenCalled();
    expect(onDone).toHaveBeenCalled();
  });

  it("adds a tag, commas and all", async () => {
    const { onValue } = edit({ editor: "values", value: ["Drama"] });
    await userEvent.type(
      screen.getByLabelText("New values of genre", { selector: "input" }),
      "Usual Suspects, The{Enter}",
    );
    await vi.waitFor(() => expect(onValue).toHaveBeenCalledWith(["Drama", "Usual Suspects, The"]));
  });

  it("loses nothing that is typed when the editor is left at once", () => {
    const { onValue } = edit({ editor: "number", field: "price", value: 5 });
    fireEvent.change(screen.getByRole("textbox", { name: "New value of price" }), { target: { value: "7" } });
    expect(onValue).not.toHaveBeenCalled();
    cleanup();
    expect(onValue).toHaveBeenCalledWith(7);
  });

  it("asks once for a number that is typed, and takes nothing for missing", async () => {
    const { onValue } = edit({ editor: "number", field: "price", value: 5, range: [0, 10] });
    const input = screen.getByLabelText("New value of price");
    await userEvent.type(input, "25");
    await vi.waitFor(() => expect(onValue).toHaveBeenLastCalledWith(525));
    await userEvent.clear(input);
    await vi.waitFor(() => expect(onValue).toHaveBeenLastCalledWith(null));
  });
});

describe("reading", () => {
  it("knows how each kind is edited", () => {
    expect(editorOf(field("a"))).toBe("value");
    expect(editorOf(field("a", { multi: true } as Partial<Field>))).toBe("values");
    expect(editorOf(field("a", { kind: "sequence" } as Partial<Field>))).toBe("values");
    expect(editorOf(field("a", { kind: "numeric" } as Partial<Field>))).toBe("number");
    expect(editorOf(field("a", { kind: "dense" } as Partial<Field>))).toBe("none");
    expect(editorOf(undefined)).toBe("none");
  });

  it("takes the row's own value for no change", () => {
    expect(changed({ a: "x" }, "b", "y", "y")).toEqual({ a: "x" });
    expect(changed({ a: "x" }, "a", null, "y")).toEqual({ a: null });
    expect(changed({}, "a", [], null)).toEqual({});
    expect(unchanged({ a: "x", b: 1 }, "a")).toEqual({ b: 1 });
    expect(sameReading(["a"], ["a", "b"])).toBe(false);
  });

  it("takes nothing from the address that is no change", () => {
    expect(isChanges({ a: "x", b: 1, c: null, d: ["x", null] })).toBe(true);
    for (const wrong of [null, [], "x", { a: {} }, { a: [[1]] }, { a: true }]) expect(isChanges(wrong)).toBe(false);
  });

  it("says values and scores in words", () => {
    expect([sayReading(null), sayReading([]), sayReading(["a", "b"]), sayReading(2.5)]).toEqual([
      "–",
      "–",
      "a, b",
      "2.5000",
    ]);
    expect([sayPctr(0.5), sayPctr(0.99995), sayPctr(1), sayPctr(0)]).toEqual(["0.5000", "0.999950", "1", "0"]);
  });

  it("says how far pctr moves, small moves with two digits", () => {
    expect([0.25, -0.00073, 0.0000012, 0].map(sayMove)).toEqual(["+0.2500", "−0.00073", "+0.0000012", "0"]);
    expect([sayRelative(0.002, 0.003), sayRelative(0.5, 0.25), sayRelative(0, 1)]).toEqual(["+50%", "−50%", ""]);
  });

  it("reads the list of the worst rows", () => {
    const worst = readWorst({
      total: 2,
      offset: 0,
      columns: ["example_id", "label", "pctr", "loss", "field:city"],
      rows: [[7, 1, 0.1, 2.3, "city 0"]],
    });
    expect(worst).toEqual({
      total: 2,
      fields: ["city"],
      rows: [{ example: 7, label: 1, pctr: 0.1, loss: 2.3, cells: ["city 0"] }],
    });
  });

  it("writes tables that keep commas and quotes", async () => {
    const scan = { ...SCAN, points: SCAN.points.slice(0, 1).map((point) => ({ ...point, value: 'a, "b"' })) };
    expect(await scanTable(scan).text()).toContain('"a, ""b""",');
    expect((await whatIfTable(WHAT_IF).text()).trim().split("\r\n")).toHaveLength(5);
  });
});

describe("choosing a row", () => {
  it("goes by number, and through the rows with the largest loss", async () => {
    const onExample = vi.fn();
    render(
      <MantineProvider env="test">
        <RowPicker
          result={EXAMPLE}
          asked={EXAMPLE.example_id}
          worst={[1, EXAMPLE.example_id, 3]}
          groupName="user_id"
          onExample={onExample}
        />
      </MantineProvider>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Row with the next smaller loss" }));
    expect(onExample).toHaveBeenLastCalledWith(3);
    const input = screen.getByLabelText("Row");
    await userEvent.clear(input);
    await userEvent.type(input, "412{Enter}");
    expect(onExample).toHaveBeenLastCalledWith(412);
  });

  it("names the row's user as the data do, and no hash of a text", () => {
    const hash = { ...EXAMPLE, group: 5325588682935224000 };
    const field = { ...EXAMPLE.fields[0], field: "user", value: "u-311" } as (typeof EXAMPLE.fields)[number];
    expect(facts({ ...hash, fields: [field] }, "user")).toContain("user u-311");
    expect(facts({ ...hash, fields: [] }, "user")).not.toContain("user");
    expect(facts({ ...hash, group: 7, fields: [] }, "user")).toContain("user 7");
  });
});

describe("what the model weighs", () => {
  it("opens with the heaviest behaviour, and draws a line for each candidate", () => {
    show();
    expect(screen.getByText(/Sci-Fi \(the newest\) weighs most: 1.4, 2.8 times the mean/)).toBeTruthy();
    const lines = ATTENTION.positions[0] ? behaviourLines(ATTENTION, ATTENTION.positions[0]) : [];
    expect(lines.map(({ name }) => name)).toEqual(["the row's own candidate", "item = 103"]);
    expect(lines[1]?.y).toEqual([0.4, 0.1, 0.1, 0.2]);
  });

  it("holds candidates against one another by the strength of the interest", () => {
    show();
    const table = screen.getByRole("table", { name: /^Candidates with the strength/ });
    expect(within(table).getByRole("row", { name: /^item = 103/ }).textContent).toContain("0.8");
  });

  it("asks for another candidate", async () => {
    const { onCandidates } = show();
    await userEvent.type(screen.getByRole("combobox", { name: "Other values of item" }), "104{Enter}");
    expect(onCandidates).toHaveBeenCalledWith(["104"]);
  });

  it("looks at pairs of fields where they are asked for", () => {
    show({ weighed: { weighing: "attention_weights_1", candidates: [], offered: [], answer: live(ATTENTION) } });
    expect(screen.getByRole("heading", { name: "What the model weighs in the row: attention_weights_1" })).toBeTruthy();
    expect(screen.getByRole("group", { name: /^How much each field takes from each/ })).toBeTruthy();
  });

  it("says of a model without attention that it weighs nothing", () => {
    const text = "This model does not weigh its inputs by itself.";
    const nothing = {
      ...ATTENTION,
      positions: [],
      pairs: [],
      findings: [{ text, severity: "info" as const, remedy: null, field: null }],
    };
    show({ weighed: { weighing: null, candidates: [], offered: [], answer: live<Attention>(nothing) } });
    expect(screen.getByText(text)).toBeTruthy();
  });

  it("says so where the history is empty", () => {
    const [positions] = ATTENTION.positions;
    const empty = positions ? [{ ...positions, behaviours: [] }] : [];
    show({
      weighed: { weighing: null, candidates: [], offered: [], answer: live({ ...ATTENTION, positions: empty }) },
    });
    expect(screen.getByText("No past behaviour")).toBeTruthy();
  });

  it("has a table of every weight to take along", async () => {
    const lines = (await attentionTable(ATTENTION).text()).trim().split("\r\n");
    expect(lines).toHaveLength(1 + 4 * 2 + 4);
    expect(lines[2]).toBe("attention_1,War,4,item = 103,0.4");
  });
});
