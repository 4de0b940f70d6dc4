/** NeuronView: one neuron: what it puts out over training, which rows drive it, what these share, who is like it. */
import { Button } from "@mantine/core";
import { count, figure, percent, plural, step as sayStep, withInterval } from "@/format/number";
import { Findings } from "@/view/Finding";
import { Panels } from "@/view/Panel";
import { CorrelationPanel, NearPanel } from "@/views/neurons/CorrelationPanel";
import { DrivingRows } from "@/views/neurons/DrivingRows";
import { FilmPanel, OutputPanel } from "@/views/neurons/FilmPanel";
import type { NeuronViewProps } from "@/views/neurons/neuron";
import classes from "@/views/neurons/neurons.module.css";
import { SharedPanel } from "@/views/neurons/SharedPanel";

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
