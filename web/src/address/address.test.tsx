import { act, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { describe, expect, it } from "vitest";
import { patched, viewAddress } from "@/address/address";
import { flag, list, maybeWhole, oneOf } from "@/address/codec";
import {
  canonical,
  decodeFilter,
  encodeFilter,
  type RowFilter,
  sayFilter,
  withClause,
  withoutClause,
} from "@/address/filter";
import { useChangeAddress, useSelection, useStep } from "@/address/use";

const FILTER: RowFilter = {
  clauses: [
    { kind: "among", column: "label", values: [1] },
    { kind: "range", column: "pctr", low: null, high: 0.02 },
    { kind: "range", column: "day", low: 6, high: 7 },
    { kind: "among", column: "field:类别", values: ["戏剧 / Drama", "a,b%"] },
  ],
};

describe("a filter in the address", () => {
  it("comes back as it was, in any script, and needs no escaping", () => {
    const text = encodeFilter(FILTER);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeFilter(text)).toEqual(FILTER);
  });

  it("is the same text whatever the order of its keys", () => {
    expect(canonical({ b: 1, a: [{ d: null, c: "é" }] })).toBe('{"a":[{"c":"é","d":null}],"b":1}');
  });

  it.each(["", "!!!", "bm9wZQ", btoa('{"clauses":[{"kind":"sql"}]}'), encodeFilter(FILTER).slice(0, 30)])(
    "is none when cut or foreign: %s",
    (text) => expect(decodeFilter(text)).toBeNull(),
  );

  it("reads as words", () => {
    expect(sayFilter(FILTER)).toBe("clicked, pctr < 0.02, day 6, 类别 is 戏剧 / Drama or a,b%");
    expect(sayFilter({ clauses: [{ kind: "examples", ids: [4, 9] }] })).toBe("2 chosen examples");
    expect(sayFilter({ clauses: [{ kind: "range", column: "neuron:h4:7", low: 0.5, high: null }] })).toBe(
      "neuron h4 #7 ≥ 0.5",
    );
  });

  it("holds one clause a column", () => {
    const narrowed = withClause(FILTER, { kind: "range", column: "pctr", low: 0.5, high: null });
    expect(narrowed.clauses).toHaveLength(4);
    expect(withoutClause({ clauses: [FILTER.clauses[0] as never] }, 0)).toBeNull();
  });
});

function Probe() {
  const [step, setStep] = useStep();
  const { selection, select } = useSelection();
  const change = useChangeAddress();
  return (
    <>
      <output>{`${step} ${selection?.kind ?? "all"}`}</output>
      <button type="button" onClick={() => setStep(1600)}>
        step
      </button>
      <button type="button" onClick={() => select(FILTER)}>
        select
      </button>
      <button type="button" onClick={() => change({ step: null, sel: null, slice: "low" })}>
        slice
      </button>
    </>
  );
}

describe("codecs", () => {
  it("leave defaults out of the address and read the rest back", () => {
    expect(oneOf(["a", "b"], "a").write("a")).toBeNull();
    expect(oneOf(["a", "b"], "a").read("z")).toBe("a");
    expect(flag().read(flag().write(true))).toBe(true);
    expect(maybeWhole.read("-3")).toBeNull();
    expect(maybeWhole.read("1600")).toBe(1600);
    const words = list();
    expect(words.read(words.write(["a,b", "100%", "电影"]))).toEqual(["a,b", "100%", "电影"]);
    expect(words.write([])).toBeNull();
  });
});

describe("addresses", () => {
  it("keep what views share and drop what is a view's own", () => {
    expect(viewAddress("r 1", "neurons", "?step=40&field=user&split=test", { layer: "h3" })).toBe(
      "/runs/r%201/neurons?step=40&split=test&layer=h3",
    );
    expect(patched("?step=40", { step: null })).toBe("");
  });
});

describe("hooks", () => {
  it("go back and forward through what was looked at", async () => {
    const router = createMemoryRouter([{ path: "/", element: <Probe /> }]);
    render(<RouterProvider router={router} />);
    const shown = () => screen.getByRole("status").textContent;
    const press = (name: string) => act(async () => screen.getByRole("button", { name }).click());
    expect(shown()).toBe("null all");
    await press("step");
    await press("select");
    expect(shown()).toBe("1600 filter");
    await press("slice");
    expect(shown()).toBe("null slice");
    await act(async () => router.navigate(-1));
    expect(shown()).toBe("1600 filter");
    await act(async () => router.navigate(-2));
    expect(shown()).toBe("null all");
  });

  it("say that a cut link is broken", () => {
    render(
      <RouterProvider
        router={createMemoryRouter([{ path: "/", element: <Probe /> }], { initialEntries: ["/?sel=eyJj"] })}
      />,
    );
    expect(screen.getByRole("status").textContent).toBe("null broken");
  });
});
