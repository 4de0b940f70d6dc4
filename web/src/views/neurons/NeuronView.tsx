/** NeuronView: one neuron: what it puts out over training, which rows drive it, what these share, who is like it. */
import { Button } from "@mantine/core";
import type { components } from "@/api/schema";
import { count, figure, percent, plural, step as sayStep, withInterval } from "@/format/number";
import { Findings } from "@/view/Finding";
import { type ExportsOf, Panels } from "@/view/Panel";
import { CorrelationPanel, NearPanel } from "@/views/neurons/CorrelationPanel";
import { DrivingRows } from "@/views/neurons/DrivingRows";
import { FilmPanel, OutputPanel } from "@/views/neurons/FilmPanel";
import type { NeuronResult, Place } from "@/views/neurons/look";
import classes from "@/views/neurons/neurons.module.css";
import { SharedPanel } from "@/views/neurons/SharedPanel";

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

export function NeuronView(props: NeuronViewProps) {
  const { result } = props;
  return (
    <>
      <Findings findings={result.findings} looked="what this neuron puts out and which rows drive it" />
      <DrivingFacts {...props} />
      <Panels>
        <FilmPanel {...props} />
        <OutputPanel {...props} />
        <SharedPanel {...props} />
        <div className={classes.stack}>
          <CorrelationPanel {...props} />
          <NearPanel {...props} />
        </div>
        <DrivingRows {...props} />
      </Panels>
    </>
  );
}

/** The rows that drive it as a sentence, and as a selection that all views then show. */
function DrivingFacts({ result, onRange }: NeuronViewProps) {
  const { threshold, driving_rows, driving_clicks, rest_clicks, rows, split } = result;
  if (threshold === null) return null;
  const others = (rows[split] ?? 0) - driving_rows;
  return (
    <div className={classes.facts}>
      <p>
        {plural(driving_rows, "row")} of {split} drive it most at step {sayStep(result.step)} (output from{" "}
        {figure(threshold)} on): {withInterval(driving_clicks, percent)} of them were clicked, of the {count(others)}{" "}
        others {withInterval(rest_clicks, percent)}.
      </p>
      <Button onClick={() => onRange(threshold, null)}>Select these rows</Button>
    </div>
  );
}
