/** CorrelationPanel: with what the output goes; NearPanel: the neurons whose outputs rise and fall with it. */
import { useMemo, useRef } from "react";
import type { Interval } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { neuronName } from "@/format/layer";
import { step as sayStep } from "@/format/number";
import { Panel } from "@/view/Panel";
import { type NeuronResult, readPlace, writePlace } from "@/views/neurons/look";
import type { NeuronViewProps } from "@/views/neurons/neuron";

const R: Axis = { name: "correlation r", unit: null, digits: 2, low: -1, high: 1 };
const NEAR: Axis = { name: "correlation r", unit: null, digits: 3, signed: true };

export function CorrelationPanel({ result, parts, exportsOf, explain }: NeuronViewProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const [selection, rest] = [parts?.selection, parts?.rest];
  const { sides, rows } = useMemo(() => {
    const both = selection && rest ? [selection, rest] : null;
    const shown = both ?? [result];
    const row = (key: "with_pctr" | "with_label", name: string) => ({ key, name, ...intervals(shown, key) });
    return {
      sides: both
        ? [
            { name: "selection", colour: ink.selection },
            { name: "rest", colour: ink.rest },
          ]
        : [{ name: result.split }],
      rows: [row("with_pctr", "the model's score (pctr)"), row("with_label", "the click (label)")],
    };
  }, [selection, rest, result, ink]);
  const title = `Does it go with the score and the click? Step ${sayStep(result.step)}, ${result.split} rows`;
  return (
    <Panel
      title={title}
      reading="Pearson's r of the output over rows, with 95% intervals. Above 0: a high output goes with a high score, or a click. A straight line's measure: an output that is high at both ends has an r near 0."
      exports={exportsOf("neuron-correlation", chartFiles(chart))}
      onExplain={explain}
    >
      <DotInterval ref={chart} title={title} of="with" value={R} sides={sides} rows={rows} signed />
    </Panel>
  );
}

function intervals(shown: readonly NeuronResult[], key: "with_pctr" | "with_label") {
  const all = shown.map((one): Interval | null => one[key]);
  return {
    values: all.map((one) => one?.value ?? null),
    low: all.map((one) => one?.low ?? null),
    high: all.map((one) => one?.high ?? null),
  };
}

export function NearPanel({ result, onNeuron, exportsOf, explain }: NeuronViewProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(
    () =>
      result.near.map(({ layer, neuron, correlation: r }) => ({
        key: writePlace({ layer, neuron }),
        name: neuronName(layer, neuron),
        values: [r.value],
        low: [r.low],
        high: [r.high],
      })),
    [result],
  );
  const title = `Neurons most like it, step ${sayStep(result.step)}, ${result.split} rows`;
  return (
    <Panel
      title={title}
      reading="Correlation of the two outputs over rows, with 95% intervals; the nearest of its own layer and of those beside it. Surely above 0.95: the two do the same work. Click one to go there."
      exports={exportsOf("neuron-near", chartFiles(chart))}
      onExplain={explain}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="neuron"
        value={NEAR}
        sides={[{ name: result.split, split: result.split }]}
        rows={rows}
        onPick={(key) => {
          const place = readPlace(key);
          if (place) onNeuron(place);
        }}
        empty="The output does not vary, so it goes with no other."
      />
    </Panel>
  );
}
