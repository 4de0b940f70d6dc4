import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Field } from "@/api/types";
import { EMBEDDING_MAP } from "@/testing/results";
import { EmbeddingPanel, type EmbeddingPanelProps } from "@/views/weights/EmbeddingPanel";
import { idTip, mapColour, mapTable, readersOf, shownColour } from "@/views/weights/embedding";

vi.mock("@/chart/ScatterMap", () => ({ ScatterMap: ({ title }: { title: string }) => <figure aria-label={title} /> }));

const LOOK = { category: "kind", method: "pca", colour: "category", example: null } as const;

function show(given: Partial<EmbeddingPanelProps> = {}) {
  const calls = { onCategory: vi.fn(), onMethod: vi.fn(), onColour: vi.fn(), onExample: vi.fn(), onStep: vi.fn() };
  render(
    <MantineProvider env="test">
      <EmbeddingPanel
        field="good"
        answer={{ data: EMBEDDING_MAP, failure: null, busy: false, retry: vi.fn() }}
        look={LOOK}
        choices={["kind", "shop"]}
        exportsOf={() => ({ name: "map" })}
        onExplain={vi.fn()}
        {...calls}
        {...given}
      />
    </MantineProvider>,
  );
  return calls;
}

describe("ids as points", () => {
  it("opens with whether a category gathers, against chance", () => {
    show();
    expect(screen.getByText(/43% are of its/)).toBeTruthy();
    expect(screen.getByRole("figure", { name: "Ids of good by their vectors, step 100" })).toBeTruthy();
  });

  it("asks for another layout, colour and row", async () => {
    const { onMethod, onColour, onExample } = show();
    await userEvent.click(screen.getByText("t-SNE"));
    await userEvent.click(screen.getByText("Clicks"));
    await userEvent.type(screen.getByRole("textbox", { name: "Row that each id is put into" }), "4");
    expect(onMethod).toHaveBeenCalledWith("tsne");
    expect(onColour).toHaveBeenCalledWith("rate");
    expect(onExample).toHaveBeenCalledWith(4);
  });

  it("shows by what it is coloured where what was asked for is not there", () => {
    expect(shownColour(null, null, "category")).toBe("rate");
    expect(shownColour("kind", null, "category")).toBe("category");
    expect(shownColour("kind", null, "pctr")).toBe("rate");
    expect(shownColour(null, 4, "pctr")).toBe("pctr");
    show({ look: { ...LOOK, category: null } });
    expect((screen.getByLabelText("Clicks") as HTMLInputElement).checked).toBe(true);
    expect((screen.getByLabelText("Category") as HTMLInputElement).disabled).toBe(true);
  });

  it("says that it waits, that it fails, and that another map is on its way", () => {
    const waiting = { data: null, failure: null, busy: true, retry: vi.fn() };
    show({ answer: waiting });
    expect(screen.queryByRole("figure")).toBeNull();
    show({ answer: { ...waiting, data: EMBEDDING_MAP } });
    expect(screen.getByText("The map that was asked for is being made.")).toBeTruthy();
  });

  it("colours by category, most frequent first, by clicks and by pctr", () => {
    const kind = mapColour(EMBEDDING_MAP, "category");
    expect(kind.by === "kind" && [kind.names, [...(kind.codes as Float32Array)]]).toEqual([["clothes"], [0, 0, -1]]);
    const rate = mapColour({ ...EMBEDDING_MAP, categories: null }, "category");
    expect(rate.by === "number" && rate.values[0]).toBeCloseTo(20);
    const pctr = mapColour(EMBEDDING_MAP, "pctr");
    expect(pctr.by === "number" && pctr.values[2]).toBeCloseTo(0.4);
  });

  it("tells all that is known of an id", () => {
    expect(idTip(EMBEDDING_MAP, 1).rows.map(({ value }) => value)).toEqual(["20", "–", "clothes", "0.2000"]);
  });

  it("draws fields with one id a row alone", () => {
    const fields = [
      { kind: "categorical", name: "item", table: "item", multi: false },
      { kind: "categorical", name: "tags", table: "tags", multi: true },
      { kind: "sequence", name: "history", table: "item" },
      { kind: "numeric", name: "age", transform: { kind: "quantile", buckets: 4 } },
    ] as unknown as Field[];
    expect(readersOf(fields)).toEqual(["item", "age"]);
    expect(readersOf(fields, "item")).toEqual(["item"]);
    expect(readersOf(fields, "tags")).toEqual([]);
  });

  it("has a table to take along", async () => {
    const lines = (await mapTable(EMBEDDING_MAP).text()).trim().split("\r\n");
    expect(lines[1]).toBe("shirt,30,0,0,0.2,clothes,0.1");
  });
});
