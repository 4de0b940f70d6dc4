/** GeneralisationView: is it over-fitting now, since when, and where does it go wrong? */
import type { ReactNode } from "react";
import { Findings } from "@/view/Finding";
import { Panel, Panels } from "@/view/Panel";
import { ChartSkeleton, Partial, SentenceSkeleton } from "@/view/States";
import { AlarmPanel } from "@/views/generalisation/AlarmPanel";
import type { Fluctuation } from "@/views/generalisation/alarm";
import { DayPanel, GapPanel, SplitPanel } from "@/views/generalisation/FigurePanels";
import { LayerPanel, type LayersAtStep, RatioPanel } from "@/views/generalisation/FluctuationPanels";
import type { FigureName, Parts, ScoresResult } from "@/views/generalisation/figures";
import type { Take } from "@/views/generalisation/panel";
import { CalibrationPanel, DensityPanel } from "@/views/generalisation/ScorePanels";
import { ScoreTable } from "@/views/generalisation/ScoreTable";

/** One of the two results this view stands on: there, on its way, or why not. */
export type Half<T> = { result: T } | { instead: ReactNode } | null;

interface GeneralisationViewProps {
  fluctuation: Half<Fluctuation>;
  scores: Half<ScoresResult>;
  layers: LayersAtStep;
  step: number;
  split: string;
  figure: FigureName;
  signal: string | null;
  day: number | null;
  dayColumn: string | null; // of the schema
  stops: readonly number[];
  parts: Parts | null; // with a selection
  partsNote: string | null; // what is to be known of them
  take: { fluctuation: Take; scores: Take };
  action: (remedy: string) => ReactNode;
  onStep: (step: number) => void;
  onDay: (day: number) => void;
  onFigure: (figure: FigureName) => void;
  onSignal: (signal: string | null) => void;
  onExplain: (page: "fluctuation" | "scores") => void;
}

const ORDER = ["alarm", "warning", "good", "info"];

/** Both results' findings, the worst first; the alarm's before those that need labels. */
export function merged(fluctuation: Fluctuation | null, scores: ScoresResult | null): Fluctuation["findings"] {
  const all = [...(fluctuation?.findings ?? []), ...(scores?.findings ?? [])];
  return all.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

const resultOf = <T,>(half: Half<T>): T | null => (half && "result" in half ? half.result : null);
const instead = <T,>(half: Half<T>): ReactNode => (half && "instead" in half ? half.instead : null);

export function GeneralisationView(props: GeneralisationViewProps) {
  const { onStep, onExplain, take } = props;
  const [fluctuation, scores] = [resultOf(props.fluctuation), resultOf(props.scores)];
  const explainFluctuation = () => onExplain("fluctuation");
  const explainScores = () => onExplain("scores");
  const ofScores = { parts: props.parts, take: take.scores, onExplain: explainScores };
  return (
    <>
      {props.fluctuation === null && props.scores === null && <SentenceSkeleton />}
      {(fluctuation || scores) && (
        <Findings
          findings={merged(fluctuation, scores)}
          looked="the over-fitting alarm, fluctuation of every layer, and scores of every split and day"
          action={props.action}
        />
      )}
      {scores && props.fluctuation === null && (
        <Partial>The alarm and the layers' fluctuation are being computed over all snapshots; they come below.</Partial>
      )}
      {instead(props.fluctuation)}
      {instead(props.scores)}
      <Panels>
        {fluctuation ? (
          <AlarmPanel
            result={fluctuation}
            signal={props.signal}
            step={props.step}
            take={take.fluctuation}
            onSignal={props.onSignal}
            onStep={onStep}
            onExplain={explainFluctuation}
          />
        ) : (
          props.fluctuation === null && <ChartSkeleton bare height={390} />
        )}
        {scores ? (
          <GapPanel result={scores} take={take.scores} onStep={onStep} stops={props.stops} onExplain={explainScores} />
        ) : (
          props.scores === null && <ChartSkeleton bare height={390} />
        )}
      </Panels>
      {props.partsNote && <Partial>{props.partsNote}</Partial>}
      {scores && (
        <>
          <Panels>
            <DensityPanel result={scores} split={props.split} {...ofScores} />
            <CalibrationPanel result={scores} split={props.split} {...ofScores} />
          </Panels>
          <Panels>
            <SplitPanel result={scores} figure={props.figure} {...ofScores} onFigure={props.onFigure} />
            <DayPanel
              result={scores}
              figure={props.figure}
              {...ofScores}
              day={props.day}
              dayColumn={props.dayColumn}
              onDay={props.onDay}
            />
          </Panels>
        </>
      )}
      {fluctuation && (
        <Panels>
          <RatioPanel
            result={fluctuation}
            step={props.step}
            take={take.fluctuation}
            onStep={onStep}
            onExplain={explainFluctuation}
          />
          <LayerPanel
            result={fluctuation}
            step={props.step}
            layers={props.layers}
            take={take.fluctuation}
            onExplain={explainFluctuation}
          />
        </Panels>
      )}
      {scores && (
        <Panels>
          <Panel
            wide
            title="Every figure, by split and day"
            exports={take.scores("figures")}
            onExplain={explainScores}
            reading="Values with their 95% intervals on the rows kept. ECE lies above 0 by chance alone: the last figure is what 95% of samples of a model that is right stay below."
          >
            <ScoreTable result={scores} parts={props.parts} />
          </Panel>
        </Panels>
      )}
    </>
  );
}
