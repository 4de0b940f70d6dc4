/** FluctuationPanels: how much layers move from row to row, on training rows and on rows that the model never saw. */
import { Button } from "@mantine/core";
import { type ReactNode, useMemo, useRef } from "react";
import { DotInterval } from "@/chart/DotInterval";
import { LineChart, type LineSeries } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count } from "@/format/number";
import { useColours } from "@/theme/theme";
import { Panel } from "@/view/Panel";
import { Partial } from "@/view/States";
import type { Fluctuation } from "@/views/generalisation/alarm";
import { STEP, type Take } from "@/views/generalisation/panel";

interface FluctuationPanelProps {
  result: Fluctuation; // of the last snapshot; its lines are of all of them
  step: number; // that is looked at
  take: Take;
  onStep: (step: number) => void;
  onExplain: () => void;
}

const RATIO = { name: "train over held-out", unit: "ratio", digits: 3 };
const ONE = { value: 1, label: "moves alike" };

/** The ratio of one layer over the steps: above 1 the layer tells training rows apart more than others. */
export function ratioLines({ series, layers, held_out: heldOut }: Fluctuation): LineSeries[] {
  const of = new Map(series.map((one) => [`${one.layer} ${one.split} ${one.step}`, one.fluctuation]));
  const steps = [...new Set(series.map(({ step }) => step))].sort((a, b) => a - b);
  return layers.map((layer) => ({
    key: layer,
    name: layer.replaceAll("_", " "),
    x: steps,
    y: steps.map((step) => {
      const [train, held] = [of.get(`${layer} train ${step}`), of.get(`${layer} ${heldOut} ${step}`)];
      return train === undefined || !held ? null : train / held;
    }),
  }));
}

export function RatioPanel({ result, step, take, onStep, onExplain }: FluctuationPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const series = useMemo(() => ratioLines(result), [result]);
  const title = `Fluctuation of each layer, train over ${result.held_out}, by step`;
  return (
    <Panel
      title={title}
      exports={take("fluctuation-ratio", chartFiles(chart))}
      onExplain={onExplain}
      reading="At 1 a layer moves as much from row to row on rows it never saw as on those it learnt from. A rise is a layer that learns training rows by heart."
    >
      <LineChart
        ref={chart}
        title={title}
        height={280}
        x={STEP}
        y={RATIO}
        series={series}
        references={REFERENCES}
        cursor={step}
        stops={result.steps}
        onCursor={onStep}
      />
    </Panel>
  );
}

const REFERENCES = [ONE];

/** The layers at an earlier step than the last: computed when someone asks. */
export interface LayersAtStep {
  result: Fluctuation | null; // null: not asked, or on its way
  computing: boolean;
  failure: ReactNode;
  onCompute: () => void;
}

interface LayerPanelProps extends Omit<FluctuationPanelProps, "onStep"> {
  layers: LayersAtStep;
}

export function LayerPanel({ result: last, step: looked, layers, take, onExplain }: LayerPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { palette } = useColours();
  const shown = layers.result ?? last;
  const { step, reference_step: reference, gaps } = shown;
  const sides = useMemo(
    () => [
      { name: `step ${count(step)}`, colour: palette.accent },
      ...(reference === step ? [] : [{ name: `step ${count(reference)}`, colour: palette.rest }]),
    ],
    [step, reference, palette],
  );
  const rows = useMemo(
    () =>
      gaps.map(({ layer, ratio, reference_ratio: before }) => {
        const pair = reference === step ? [ratio] : [ratio, before];
        return {
          key: layer,
          name: layer.replaceAll("_", " "),
          values: pair.map((one) => one?.value ?? null),
          low: pair.map((one) => one?.low ?? null),
          high: pair.map((one) => one?.high ?? null),
        };
      }),
    [gaps, step, reference],
  );
  const title =
    reference === step
      ? `Fluctuation of each layer at step ${count(step)}, train over ${shown.held_out}`
      : `Fluctuation of each layer, train over ${shown.held_out}: at step ${count(step)} and at ${count(reference)}`;
  return (
    <Panel
      title={title}
      exports={take("fluctuation-layers", chartFiles(chart))}
      onExplain={onExplain}
      note={
        step !== looked && (
          <Partial>
            This is step {count(step)}, the last snapshot. {layers.failure}
            <Button ml={8} size="compact-xs" loading={layers.computing} onClick={layers.onCompute}>
              Compute for step {count(looked)}
            </Button>
          </Partial>
        )
      }
      reading="Whiskers are 95% intervals over rows. One that lies above 1 is a warning; the other step is the best one where it lies before, otherwise the first."
    >
      <DotInterval ref={chart} title={title} of="layer" value={RATIO} sides={sides} rows={rows} reference={ONE} />
    </Panel>
  );
}
