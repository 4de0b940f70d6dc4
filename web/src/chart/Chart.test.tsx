import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { BarChart } from "./BarChart";
import { tableRows } from "./DataTable";
import { Histogram } from "./Histogram";
import { LineChart } from "./LineChart";

const drawn = vi.hoisted(() => ({ options: [] as unknown[], disposed: 0 }));
vi.mock("./echarts", () => ({
  init: () => ({
    setOption: (option: unknown) => drawn.options.push(option),
    getWidth: () => 600,
    getHeight: () => 260,
    resize: () => {},
    clear: () => {},
    dispose: () => drawn.disposed++,
  }),
}));

const STEP = { name: "step", unit: null, whole: true };
const AUC = { name: "AUC", unit: null, digits: 4 };
const series = [{ key: "test", name: "test", split: "test", x: [100, 200, 300], y: [0.6, 0.7, 0.65] }];

beforeEach(() => {
  [drawn.options, drawn.disposed] = [[], 0];
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 260));
  Element.prototype.setPointerCapture = () => {};
});

const chart = (name: string) => screen.getByRole("group", { name });
const at = (x: number, y = 120) => ({ clientX: x, clientY: y, button: 0, pointerId: 1 });

describe("a chart on the page", () => {
  it("is drawn once, again when its data change, and leaves nothing behind", () => {
    const { rerender, unmount } = render(<LineChart title="AUC by step" x={STEP} y={AUC} series={series} />);
    expect(drawn.options).toHaveLength(1);
    rerender(<LineChart title="AUC by step" x={STEP} y={AUC} series={[...series]} />);
    expect(drawn.options).toHaveLength(2);
    unmount();
    expect(drawn.disposed).toBe(1);
  });

  it("holds its numbers as a table and can be walked by keys", () => {
    render(<LineChart title="AUC by step" x={STEP} y={AUC} series={series} />);
    expect(screen.getByRole("table", { name: "AUC by step" }).textContent).toContain("0.7000");
    fireEvent.keyDown(chart("AUC by step"), { key: "ArrowRight" });
    fireEvent.keyDown(chart("AUC by step"), { key: "ArrowRight" });
    expect(screen.getByRole("status").textContent).toBe("step 200; test 0.7000");
    fireEvent.keyDown(chart("AUC by step"), { key: "End" });
    expect(screen.getByRole("status").textContent).toBe("step 300; test 0.6500");
  });

  it("says why it is empty", () => {
    render(<LineChart title="AUC by step" x={STEP} y={AUC} series={[]} empty="No evaluation yet." />);
    expect(screen.getByText("No evaluation yet.")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    expect(drawn.options).toHaveLength(0);
  });
});

describe("a line chart", () => {
  it("goes to the step that is clicked, dragged to, or entered", () => {
    const onCursor = vi.fn();
    render(
      <LineChart
        title="AUC"
        x={STEP}
        y={AUC}
        series={series}
        cursor={100}
        onCursor={onCursor}
        stops={[100, 200, 300]}
      />,
    );
    fireEvent.pointerDown(chart("AUC"), at(300));
    fireEvent.pointerUp(chart("AUC"), at(300));
    expect(onCursor).toHaveBeenLastCalledWith(200);
    fireEvent.keyDown(chart("AUC"), { key: "End" });
    fireEvent.keyDown(chart("AUC"), { key: "Enter" });
    expect(onCursor).toHaveBeenLastCalledWith(300);
  });

  it("looks closer when it is dragged over, stays there while values come in, and shows all again", () => {
    const { rerender } = render(<LineChart title="AUC" x={STEP} y={AUC} series={series} />);
    fireEvent.pointerDown(chart("AUC"), at(200));
    fireEvent.pointerMove(chart("AUC"), at(320));
    fireEvent.pointerUp(chart("AUC"), at(320));
    const domain = () => (drawn.options.at(-1) as { xAxis: { min: number; max: number } }).xAxis;
    const { min, max } = domain();
    expect(min).toBeGreaterThan(100);
    expect(max).toBeLessThan(300);
    const more = series.map((one) => ({ ...one, x: [...one.x, 400], y: [...one.y, 0.8] }));
    rerender(<LineChart title="AUC" x={STEP} y={AUC} series={more} />);
    expect(domain()).toMatchObject({ min, max });
    act(() => screen.getByRole("button", { name: "Show all" }).click());
    expect(domain()).toMatchObject({ min: 100, max: 400 });
  });
});

it("hands out the row that is clicked", () => {
  const onPick = vi.fn();
  const rows = [
    { key: "a", name: "user_id", values: [0.4] },
    { key: "b", name: "hour", values: [0.1] },
  ];
  render(
    <BarChart
      title="Saliency"
      of="field"
      value={{ name: "share", unit: null }}
      sides={[{ name: "test" }]}
      rows={rows}
      onPick={onPick}
    />,
  );
  fireEvent.pointerDown(chart("Saliency"), at(300, 52));
  fireEvent.pointerUp(chart("Saliency"), at(300, 52));
  expect(onPick).toHaveBeenCalledWith("b");
});

it("brushes whole bins of a histogram and lets go of them", () => {
  const onBrush = vi.fn();
  const props = {
    title: "Scores",
    x: { name: "pctr", unit: null },
    y: { name: "rows", unit: null },
    edges: [0, 0.5, 1],
    all: [5, 6],
    onBrush,
  };
  const { rerender } = render(<Histogram {...props} />);
  fireEvent.keyDown(chart("Scores"), { key: "ArrowRight" });
  fireEvent.keyDown(chart("Scores"), { key: "Enter" });
  expect(onBrush).toHaveBeenLastCalledWith([0, 0.5]);
  rerender(<Histogram {...props} brush={[0, 0.5]} />);
  fireEvent.keyDown(chart("Scores"), { key: "Delete" });
  expect(onBrush).toHaveBeenLastCalledWith(null);
});

it("thins a long table evenly and keeps its ends", () => {
  expect(tableRows(3)).toEqual([0, 1, 2]);
  const rows = tableRows(10_000, 40);
  expect(rows).toHaveLength(40);
  expect([rows[0], rows[39]]).toEqual([0, 9999]);
});
