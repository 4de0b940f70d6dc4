import { describe, expect, it } from "vitest";
import { LIGHT_INK } from "@/chart/colour";
import { NEURONS } from "@/testing/results";
import { filmOf } from "@/views/neurons/FilmPanel";
import { measureAxis, readPlace, writePlace } from "@/views/neurons/look";
import { neuronMap, sharedSpan } from "@/views/neurons/map";
import { silentLines } from "@/views/neurons/SilentPanel";
import { findNeurons } from "@/views/neurons/search";

const layer = NEURONS.layers[0];
if (!layer) throw new Error("the fixture has layers");

describe("the map of a layer", () => {
  it("sorts neurons by their value at the step, as the analysis does", () => {
    for (const one of NEURONS.layers) expect(neuronMap(NEURONS, one, "value", null).neurons).toEqual(one.by_value);
  });

  it("sorts neurons by what they gained since the reference step, as the analysis does", () => {
    for (const one of NEURONS.layers) expect(neuronMap(NEURONS, one, "change", null).neurons).toEqual(one.by_change);
  });

  it("keeps each neuron's values beside its number, whatever the order", () => {
    const { neurons, values } = neuronMap(NEURONS, layer, "value", null);
    const steps = NEURONS.steps.length;
    neurons.forEach((neuron, row) => {
      expect([...values.slice(row * steps, (row + 1) * steps)]).toEqual(layer.values[neuron]);
    });
  });

  it("puts neurons that are not finite last and leaves their cells empty", () => {
    const broken = { ...layer, values: layer.values.map((row, i) => (i === 2 ? row.map(() => null) : row)) };
    const { neurons, values } = neuronMap(NEURONS, broken, "value", null);
    expect(neurons.at(-1)).toBe(2);
    expect(Number.isNaN(values.at(-1))).toBe(true);
  });

  it("takes off the rest's values where rows are selected", () => {
    const half = { ...layer, values: layer.values.map((row) => row.map((value) => (value ?? 0) / 2)) };
    const { values } = neuronMap(NEURONS, layer, "index", half);
    expect(values[0]).toBeCloseTo((layer.values[0]?.[0] ?? 0) / 2, 10);
    expect(neuronMap(NEURONS, layer, "index", layer).span).toEqual([0, 0]);
  });

  it("draws shares as percent on the whole scale, differences around zero, and else each layer by itself", () => {
    const silent = { ...NEURONS, measure: "zero_share" as const };
    const map = neuronMap(silent, { ...layer, values: [[0.5, 1]] }, "index", null);
    expect([...map.values]).toEqual([50, 100]);
    expect(sharedSpan([map], "zero_share", false)).toEqual([0, 100]);
    const signed = [
      { ...map, span: [-0.2, 0.1] as const },
      { ...map, span: [0, 0.4] as const },
    ];
    expect(sharedSpan(signed, "gap", true)).toEqual([-0.4, 0.4]);
    expect(sharedSpan(signed, "deviation", false)).toBeNull();
  });

  it("says what its colours mean, and in which unit", () => {
    expect(measureAxis("zero_share", false)).toMatchObject({ name: "rows with output 0", unit: "%" });
    expect(measureAxis("deviation", true)).toMatchObject({ name: "deviation, selection − rest", signed: true });
  });
});

describe("a neuron in the address", () => {
  it.each([
    { layer: "layer_4", neuron: 7 },
    { layer: "tower.left", neuron: 0 },
    { layer: "注意力", neuron: 12 },
  ])("comes back as it was written: %o", (place) => expect(readPlace(writePlace(place))).toEqual(place));

  it.each([null, "", "layer_4", "layer_4.", ".7", "layer_4.-1", "layer_4.x"])("is none: %s", (text) =>
    expect(readPlace(text)).toBeNull(),
  );
});

describe("finding a neuron", () => {
  const layers = [
    { layer: "layer_1", neurons: 256 },
    { layer: "layer_12", neurons: 32 },
    { layer: "attention", neurons: 8 },
  ];
  const first = (text: string) => findNeurons(text, layers)[0];

  it("understands how people name one", () => {
    for (const text of ["1.7", "layer 1 7", "layer_1.7", "neuron 7 of layer 1", "1 #7"])
      expect(first(text)).toEqual({ layer: "layer_1", neuron: 7 });
    expect(first("attention 3")).toEqual({ layer: "attention", neuron: 3 });
  });

  it("finds a number alone in every layer, the exact one before those that begin with it", () => {
    const found = findNeurons("7", layers);
    expect(found.slice(0, 3).map(({ neuron }) => neuron)).toEqual([7, 7, 7]);
    expect(found[3]).toEqual({ layer: "layer_1", neuron: 70 });
  });

  it("does not take layer 1 for layer 12, nor offer a number that the layer lacks", () => {
    expect(findNeurons("1 40", layers).every(({ layer }) => layer === "layer_1")).toBe(true);
    expect(findNeurons("12 40", layers)).toEqual([]);
    expect(findNeurons("nothing 3", layers)).toEqual([]);
    expect(findNeurons("  ", layers)).toEqual([]);
  });
});

describe("the film of a neuron", () => {
  it("stands upright: the highest output on top, rows with output 0 lowest, empty bins blank", () => {
    const film = [
      { step: 0, mean: 0, deviation: 0, zero_share: 1, shares: [0, 0] },
      { step: 9, mean: 1, deviation: 1, zero_share: 0.25, shares: [0.5, 0.25] },
    ];
    const drawn = filmOf({ film, edges: [0, 1, 2] });
    expect(drawn.rows).toEqual(
      ["1 to 2", "0 to 1", "0"].map((name) => expect.stringMatching(name.replace(/\d/g, "\\d(\\.00)?"))),
    );
    expect(drawn.values).toEqual([Number.NaN, 25, Number.NaN, 50, 100, 25]);
  });
});

describe("silent neurons", () => {
  it("are shares of their layer, with a line for dead ones only where there were any", () => {
    const made = { ...NEURONS, layers: [{ ...layer, neurons: 4, barely_active_counts: [1, 2], dead_counts: [0, 1] }] };
    expect(silentLines(made, LIGHT_INK).map(({ key, y }) => [key, y])).toEqual([
      ["layer_1", [25, 50]],
      ["layer_1 dead", [0, 25]],
    ]);
    const alive = { ...made, layers: [{ ...layer, neurons: 4, barely_active_counts: [1, 2], dead_counts: [0, 0] }] };
    expect(silentLines(alive, LIGHT_INK)).toHaveLength(1);
  });
});
