import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ATTENTION_SAMPLE } from "@/testing/results";
import { AttentionSampleView, type AttentionSampleViewProps } from "@/views/weights/AttentionSampleView";
import { fieldRows, placeLine, removalRows, sampleTable, weighingNames } from "@/views/weights/attention";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));
vi.mock("@/chart/canvas", () => ({ pixelCanvas: () => null, lineCanvas: () => null }));

function show(given: Partial<AttentionSampleViewProps> = {}) {
  const calls = { onWeighing: vi.fn(), onExplain: vi.fn() };
  render(
    <MantineProvider env="test">
      <AttentionSampleView
        result={ATTENTION_SAMPLE}
        weighing={null}
        exportsOf={(name) => ({ name })}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return calls;
}

function positions() {
  const [found] = ATTENTION_SAMPLE.positions;
  if (!found) throw new Error("the fixture has no positions");
  return found;
}

describe("what is weighed over rows", () => {
  it("opens with whether the weights can be believed", () => {
    show();
    expect(screen.getByText(/: the weights of .* tell what moves the score/)).toBeTruthy();
    expect(screen.getByRole("heading", { name: "What it weighs, over 500 rows of test" })).toBeTruthy();
  });

  it("looks at behaviours first, then at what is asked for", () => {
    expect(weighingNames(ATTENTION_SAMPLE)).toEqual(["attention_1", "mask_1", "attention_weights_1"]);
    show({ weighing: "attention_weights_1" });
    expect(screen.getByRole("heading", { name: /^How much each field takes from each/ })).toBeTruthy();
    expect(screen.getByText(/Equal shares would be 0.500/)).toBeTruthy();
  });

  it("holds the heaviest against chance, moves and drops", async () => {
    const [one] = removalRows(positions(), "move");
    expect(one?.values).toEqual([0.6, 0.2]);
    expect(one?.note).toBe("400 rows with more; difference 0.400 [0.300, 0.500]");
    show();
    await userEvent.click(screen.getByText("Drop"));
    expect(screen.getByRole("group", { name: /^The logit without behaviours of history/ })).toBeTruthy();
  });

  it("says so where too few rows hold several behaviours", () => {
    show({ result: { ...ATTENTION_SAMPLE, positions: [{ ...positions(), removals: [] }] } });
    expect(screen.getByText("Too few rows hold more than one behaviour.")).toBeTruthy();
  });

  it("leaves gaps where a mean is not known", () => {
    const [first, ...rest] = positions().places;
    const places = first ? [{ ...first, weight: null }, ...rest] : [];
    expect(placeLine({ ...positions(), places }, "#000000").y).toEqual([null, 0.5, 0.2]);
    expect(ATTENTION_SAMPLE.fields[0] && fieldRows(ATTENTION_SAMPLE.fields[0]).map(({ values }) => values)).toEqual([
      [1.2],
      [null],
    ]);
  });

  it("has a table of all figures to take along", async () => {
    const lines = (await sampleTable(ATTENTION_SAMPLE).text()).trim().split("\r\n");
    expect(lines).toHaveLength(1 + 3 + 2 + 2 * 6 + 2 + 4);
  });
});
