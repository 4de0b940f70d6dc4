import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { MemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { NEURON, NEURONS } from "@/testing/results";
import type { NeuronsLook } from "@/views/neurons/look";
import { NeuronsView, type NeuronsViewProps } from "@/views/neurons/NeuronsView";
import { NeuronView } from "@/views/neurons/NeuronView";
import type { NeuronViewProps, Parts } from "@/views/neurons/neuron";
import { sayP } from "@/views/neurons/SharedPanel";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

const LOOK: NeuronsLook = { measure: "deviation", order: "value", layer: null, part: "difference" };
const exportsOf = (name: string) => ({ name });

const show = (view: ReactElement) =>
  render(
    <MantineProvider env="test">
      <MemoryRouter>{view}</MemoryRouter>
    </MantineProvider>,
  );

function showAll(given: Partial<NeuronsViewProps> = {}) {
  const calls = { onLook: vi.fn(), onNeuron: vi.fn(), onStep: vi.fn(), explain: vi.fn() };
  const rest = { rest: null, step: NEURONS.step, snapshots: NEURONS.steps.length, look: LOOK, exportsOf };
  show(<NeuronsView result={NEURONS} {...rest} {...calls} {...given} />);
  return calls;
}

const headings = () => screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);

describe("all neurons", () => {
  it("opens with what was found, then a map a layer, then who is silent", () => {
    showAll();
    expect(screen.getByText(/of the 4 neurons of layer 3 is barely active/)).toBeTruthy();
    expect(headings()).toEqual([
      "How much neurons move, test rows: 8 neurons of layer 1",
      "How much neurons move, test rows: 6 neurons of layer 2",
      "How much neurons move, test rows: 4 neurons of layer 3",
      "Neurons that are barely active or dead, test rows",
    ]);
  });

  it("goes to the neuron of a cell by keys, the one on top having the highest value", () => {
    const { onNeuron } = showAll();
    const map = screen.getByRole("group", { name: /neurons of layer 1/ });
    fireEvent.keyDown(map, { key: "ArrowRight" });
    fireEvent.keyDown(map, { key: "Enter" });
    expect(onNeuron).toHaveBeenCalledWith({ layer: "layer_1", neuron: NEURONS.layers[0]?.by_value[0] });
  });

  it("shows one layer alone where one is chosen", () => {
    showAll({ look: { ...LOOK, layer: "layer_2" } });
    expect(headings().filter((title) => title?.includes("neurons of layer"))).toHaveLength(1);
  });

  it("changes the measure and finds a neuron by its number", async () => {
    const user = userEvent.setup();
    const { onLook, onNeuron } = showAll();
    await user.click(screen.getByRole("radio", { name: "Gap" }));
    expect(onLook).toHaveBeenCalledWith({ measure: "gap" });
    await user.type(screen.getByPlaceholderText("Neuron, as in 4.7"), "2.5{Enter}");
    expect(onNeuron).toHaveBeenCalledWith({ layer: "layer_2", neuron: 5 });
  });

  it("holds the selection against the rest, and says so", () => {
    showAll({ rest: NEURONS });
    expect(headings()[0]).toBe("How much neurons move, test rows, selection against rest: 8 neurons of layer 1");
    expect(screen.getByText(/^In the selection: at step 600/)).toBeTruthy();
    expect(screen.getByRole("radio", { name: "Selection − rest" })).toBeTruthy();
  });

  it("says which snapshots are left out", () => {
    showAll({ snapshots: 900 });
    expect(screen.getByText(/6 of 900 snapshots are shown/)).toBeTruthy();
  });
});

function showOne(given: Partial<NeuronViewProps> = {}) {
  const calls = { onStep: vi.fn(), onNeuron: vi.fn(), onRange: vi.fn(), onClear: vi.fn(), explain: vi.fn() };
  const exampleLink = (example: number) => `/runs/made-up/example?example=${example}`;
  const rest = { step: NEURON.step, parts: null, fields: ["hour", "user_id"], exampleLink, exportsOf };
  show(<NeuronView result={NEURON} {...rest} {...calls} {...given} />);
  return calls;
}

describe("one neuron", () => {
  it("says how often the rows that drive it were clicked, and selects them", async () => {
    const { onRange } = showOne();
    expect(screen.getByText(/^20 rows of test drive it most at step 200/).textContent).toContain("of the 380 others");
    await userEvent.click(screen.getByRole("button", { name: "Select these rows" }));
    expect(onRange).toHaveBeenCalledWith(NEURON.threshold, null);
  });

  it("links each driving row to the row itself, its fields in their own order", () => {
    showOne();
    const top = NEURON.top[0];
    expect(screen.getByRole("link", { name: String(top?.example_id) }).getAttribute("href")).toContain(
      `example=${top?.example_id}`,
    );
    const heads = screen.getAllByRole("columnheader").map(({ textContent }) => textContent);
    expect(heads.indexOf("hour")).toBeLessThan(heads.indexOf("user_id"));
  });

  it("goes to a neuron that is like it, and to a step of its film", () => {
    const { onNeuron, onStep } = showOne();
    const near = screen.getByRole("group", { name: /Neurons most like it/ });
    fireEvent.keyDown(near, { key: "ArrowRight" });
    fireEvent.keyDown(near, { key: "Enter" });
    expect(onNeuron).toHaveBeenCalledWith({ layer: "layer_3", neuron: 2 });
    const film = screen.getByRole("group", { name: /over training/ });
    fireEvent.keyDown(film, { key: "ArrowRight" });
    fireEvent.keyDown(film, { key: "Enter" });
    expect(onStep).toHaveBeenCalledWith(NEURON.film[0]?.step);
  });

  it("says that no value is shared surely, and how many were tried", () => {
    showOne();
    expect(screen.getByText(/No value is held surely more often .* \(88 values tried\)/)).toBeTruthy();
  });

  it("says of a neuron without driving rows what there is to say", () => {
    const dead = { ...NEURON, is_dead: true, threshold: null, driving_rows: 0, top: [], near: [], edges: [0] };
    showOne({ result: { ...dead, film: [], with_pctr: null, with_label: null } });
    expect(screen.queryByRole("button", { name: "Select these rows" })).toBeNull();
    expect(screen.getAllByText("No row drives it: its output is the same in all.")).toHaveLength(2);
    expect(screen.getByText("The output is 0 in all 400 rows.")).toBeTruthy();
  });

  it("shows a selected range of its own output on the bars, and other selected rows in their colour", () => {
    const chart = {
      column: "neuron:layer_3:1",
      kind: "number",
      unit: "",
      edges: [0, 1, 2],
      all: [7, 5],
      passing: [3, 0],
    };
    const rest = { values: null, missing_all: 0, missing_passing: 0, others: 0, others_all: 0, others_passing: 0 };
    const histogram = { ...chart, ...rest } as NonNullable<Parts["histogram"]>;
    const parts: Parts = { histogram, range: [1.5, null], isOther: false, selection: null, rest: null };
    showOne({ parts });
    expect(
      screen.getByRole("table", { name: "Output of neuron 1 of layer 3 at step 200, test rows" }).textContent,
    ).not.toContain("selection");
    showOne({ parts: { ...parts, range: null, isOther: true } });
    const both = screen.getByRole("table", { name: /all test rows and the selected ones/ });
    expect(both.textContent).toContain("selection");
  });

  it("does not claim more of p than it can", () => {
    expect([sayP(1e-60), sayP(0.0162)]).toEqual(["< 0.001", "0.016"]);
  });
});
