import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Job } from "@/api/types";
import { COLUMNS, EXPLORED, POINTS, PROJECTION } from "@/testing/rowResults";
import { LIGHT } from "@/theme/colour";
import { canColour, colourChoices, colouring } from "@/views/map/colouring";
import { MakeTsne } from "@/views/map/MakeTsne";
import { MapView } from "@/views/map/MapView";
import { furtherSteps, mapJobs, stepsOf } from "@/views/map/mapJobs";
import { sayPurity } from "@/views/map/PurityPanel";
import { type NameColumn, readPasses, readPoints } from "@/views/map/points";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));

const draw = (part: React.ReactNode) => render(<MantineProvider env="test">{part}</MantineProvider>);

describe("points", () => {
  const points = readPoints(POINTS.stream);
  const extra = points.extra as NameColumn;

  it("are those that Python wrote, one for each row", () => {
    expect([points.method, points.tap, points.step, points.fittedAt]).toEqual(["pca", "layer_2", 600, 600]);
    expect(Array.from(points.ids, Number)).toEqual(POINTS.rows.map((row) => row.example_id));
    expect(Array.from(points.xs)).toEqual(POINTS.rows.map((row) => row.x));
    expect(Array.from(points.label)).toEqual(POINTS.rows.map((row) => row.label));
    expect(Array.from(readPasses(POINTS.stream), Boolean)).toEqual(POINTS.rows.map((row) => row.passes));
  });

  it("name the most frequent values first", () => {
    expect(Array.from(extra.codes, (code) => extra.names[code])).toEqual(POINTS.rows.map((row) => row.colour));
    const counts = extra.names.map((name) => POINTS.rows.filter((row) => row.colour === name).length);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  it("are coloured by what was asked, and by label until that has come", () => {
    expect(colouring(points, "field:city", LIGHT)).toMatchObject({ by: "kind", name: "city" });
    expect(colouring(points, "field:genre", LIGHT)).toMatchObject({ by: "kind", names: ["not clicked", "clicked"] });
    const loss = colouring(points, "loss", LIGHT);
    if (loss.by !== "number") throw new Error("loss is a number");
    const { label, pctr } = points;
    const first = label[0] === 1 ? (pctr[0] ?? 0) : 1 - (pctr[0] ?? 0);
    expect(loss.values[0]).toBeCloseTo(-Math.log(first), 5);
  });

  it("are not coloured by columns of many values a row", () => {
    const many = COLUMNS.map((column) => (column.name === "field:city" ? { ...column, is_list: true } : column));
    expect(canColour("field:city", COLUMNS)).toBe(true);
    expect(canColour("field:city", many)).toBe(false);
    expect(canColour("neuron:layer_1:3", [])).toBe(true);
    const values = colourChoices(many, "label").flatMap(({ items }) => items.map(({ value }) => value));
    expect(values).toContain("saliency:city");
    expect(values).not.toContain("field:city");
  });
});

describe("jobs that make a t-SNE", () => {
  const job = (settings: Record<string, unknown>) =>
    ({ request: { kind: "analyze", run: "r", analysis: "projection", settings } }) as unknown as Job;
  const film = job({ split: "test", taps: ["layer_2"], step: 600, through: [100, 300] });

  it("are known by layer and split", () => {
    const pca = job({ split: "test", method: "pca", step: 600 });
    expect(mapJobs([film, pca], "layer_2", "test")).toEqual([film]);
    expect(mapJobs([film], "layer_1", "test")).toEqual([]);
    expect(mapJobs([job({ step: 600 })], "layer_1", "train")).toHaveLength(1); // all layers of train, as Python has it
    expect(stepsOf(film)).toEqual([600, 100, 300]);
  });

  it("go through a few steps, the first and the last among them", () => {
    const steps = Array.from({ length: 300 }, (_, at) => 10 * at);
    const further = furtherSteps(steps, 500);
    expect(further).toHaveLength(7);
    expect([further[0], further.at(-1)]).toEqual([0, 2990]);
    expect(further).not.toContain(500);
    expect(furtherSteps([0, 100, 200], 100)).toEqual([0, 200]);
    expect(furtherSteps([100], 100)).toEqual([]);
  });

  const asked = {
    tap: "layer_2",
    step: 600,
    split: "test",
    through: [0, 300],
    made: [300],
    job: null,
    seconds: null,
    failure: null,
    asking: false,
  };
  const calls = () => ({ onMake: vi.fn(), onStop: vi.fn(), onStep: vi.fn(), onPca: vi.fn() });

  it("are asked for with one press, for a step or for a film", async () => {
    const on = calls();
    draw(<MakeTsne {...asked} {...on} />);
    await userEvent.click(screen.getByRole("button", { name: /for this step/ }));
    expect(on.onMake).toHaveBeenLastCalledWith([]);
    await userEvent.click(screen.getByRole("button", { name: /through training: 3 steps/ }));
    expect(on.onMake).toHaveBeenLastCalledWith([0, 300]);
    await userEvent.click(screen.getByRole("button", { name: "300" }));
    expect(on.onStep).toHaveBeenCalledWith(300);
  });

  it("say how far they are, and what became of one that failed", () => {
    const running = { ...film, id: "j", state: "running", progress: null, progress_text: "" } as unknown as Job;
    const { unmount } = draw(<MakeTsne {...asked} {...calls()} job={running} seconds={12} />);
    expect(screen.getByRole("status").textContent).toContain("for 12 s now");
    unmount();
    draw(<MakeTsne {...asked} {...calls()} job={{ ...running, state: "failed", message: "out of memory" } as Job} />);
    expect(screen.getByRole("alert").textContent).toContain("out of memory");
  });
});

describe("the view", () => {
  const view = {
    taps: ["layer_1", "layer_2", "layer_3"],
    tap: "layer_2",
    method: "pca" as const,
    purity: PROJECTION,
    purityLack: null,
    said: [],
    parts: null,
    map: <p>the map</p>,
    save: null,
    below: null,
    exportsOf: () => ({ name: "x" }),
    figuresExports: { name: "x", python: "x" },
    onTap: vi.fn(),
    onMethod: vi.fn(),
    onExplain: vi.fn(),
  };

  it("opens with how closely clicks gather, beside what chance gives", () => {
    draw(<MapView {...view} />);
    expect(screen.getByText(PROJECTION.findings[0]?.text ?? "")).toBeTruthy();
    expect(sayPurity(PROJECTION, "layer_2")).toMatch(/± \d+\.\d% of a clicked point's 5 nearest .* chance gives \d/);
    expect(screen.getByText(/Select rows with the lasso/)).toBeTruthy();
  });

  it("does not make the map wait for the number, and says why there is none", () => {
    const { unmount } = draw(<MapView {...view} purity={null} />);
    expect(screen.getByText("the map")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toContain("Counting");
    unmount();
    draw(<MapView {...view} purity={null} purityLack="needs 10 clicked rows." />);
    expect(screen.getByText(/cannot be said: needs 10 clicked rows/)).toBeTruthy();
  });

  it("holds a selection against the rest, and leads to other layers by key", async () => {
    draw(<MapView {...view} said={[{ text: "248 rows are worse.", severity: "warning" }]} parts={EXPLORED.parts} />);
    expect(screen.getByText("248 rows are worse.")).toBeTruthy();
    expect(screen.getByText("The selection against the rest")).toBeTruthy();
    await userEvent.click(screen.getByRole("radio", { name: "layer 3" }));
    expect(view.onTap).toHaveBeenCalledWith("layer_3");
  });
});
