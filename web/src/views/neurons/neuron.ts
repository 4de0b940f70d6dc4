/** What the view of one neuron and its panels take, and what goes out of them. */
import type { components } from "@/api/schema";
import type { ExportsOf } from "@/view/Panel";
import type { NeuronResult, Place } from "@/views/neurons/look";

/** The same neuron on the rows that are selected and on the rest; what is still on its way is null. */
export interface Parts {
  histogram: components["schemas"]["Chart"] | null;
  range: readonly [number | null, number | null] | null; // of its own output that is selected; null end: open
  isOther: boolean; // something else than its own output is
  selection: NeuronResult | null;
  rest: NeuronResult | null;
}

export interface NeuronViewProps {
  result: NeuronResult; // of all rows
  step: number; // looked at; the result follows once it rests
  parts: Parts | null; // null: no rows are selected
  fields: readonly string[]; // in the order in which people know them
  onStep: (step: number) => void;
  onNeuron: (place: Place) => void;
  onRange: (low: number, high: number | null) => void; // selects the rows with such an output; low inclusive
  onClear: () => void; // lets go of the selected range
  exampleLink: (example: number) => string;
  exportsOf: ExportsOf;
  explain: () => void;
}
