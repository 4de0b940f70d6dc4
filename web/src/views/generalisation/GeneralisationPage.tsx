import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { maybeText, oneOf } from "@/address/codec";
import { useChangeAddress, useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { type RowPart, resultPython, resultTable, useResult } from "@/api/query/result";
import type { RunResultKind, Settings } from "@/api/types";
import { type Moment, useMoment } from "@/frame/moment";
import { NoSnapshot } from "@/frame/ResultPage";
import { RunRemedy } from "@/frame/RunRemedy";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Failed } from "@/view/States";
import { FIGURES } from "@/views/generalisation/figures";
import { GeneralisationView, type Half } from "@/views/generalisation/GeneralisationView";
import type { Take } from "@/views/generalisation/panel";

const FIGURE = oneOf(FIGURES, "auc");

export default function GeneralisationPage() {
  const moment = useMoment();
  return (
    <>
      <title>{`Generalisation · ${moment.run.run.name} · ClickLens`}</title>
      {moment.step === null ? <NoSnapshot moment={moment} /> : <Looked moment={moment} step={moment.step} />}
    </>
  );
}

function Looked({ moment, step }: { moment: Moment; step: number }) {
  const { id, run, split, day, selection } = moment;
  const [figure, setFigure] = useViewState("figure", FIGURE);
  const [signal, setSignal] = useViewState("signal", maybeText);
  const [explained, setExplained] = useState<string | null>(null);
  const change = useChangeAddress();
  const settings = { step };
  // The alarm and the lines are of all steps and dear to compute, so they are asked once for the run as it is by now,
  // the same question that its summary asks; the layers of an earlier step are asked when someone wants them.
  const fluctuation = useResult(id, "fluctuation");
  const [wanted, setWanted] = useState<number | null>(null);
  const layers = useResult(id, "fluctuation", { step: wanted }, { enabled: wanted === step });
  const scores = useResult(id, "scores", settings);
  const selected = usePart(id, step, selection && { filter: selection, part: "selection" });
  const rest = usePart(id, step, selection && { filter: selection, part: "rest" });
  const take = (kind: RunResultKind, settings: Settings): Take => {
    return (part, pictures) => ({
      name: `${id}-${part}-step-${step}`,
      files: {
        ...pictures,
        csv: () => resultTable(id, kind, settings, "csv"),
        parquet: () => resultTable(id, kind, settings, "parquet"),
      },
      python: resultPython(id, kind, settings),
    });
  };
  return (
    <>
      <GeneralisationView
        fluctuation={halfOf(fluctuation)}
        layers={{
          result: wanted === step && !layers.isPlaceholderData ? (layers.data ?? null) : null,
          computing: wanted === step && layers.isFetching,
          failure: wanted === step && layers.error ? <Failed failure={toFailure(layers.error)} compact /> : null,
          onCompute: () => setWanted(step),
        }}
        step={step}
        scores={halfOf(scores)}
        split={split ?? run.splits[0] ?? "train"}
        figure={figure}
        signal={signal}
        day={day}
        dayColumn={run.run.features.day ?? null}
        stops={run.steps}
        parts={selection && { selection: selected.data ?? null, rest: rest.data ?? null }}
        partsNote={partsNote(moment, [selected, rest])}
        take={{ fluctuation: take("fluctuation", {}), scores: take("scores", settings) }}
        action={(remedy) => <RunRemedy remedy={remedy} />}
        onStep={(to) => change({ step: String(to) }, { replace: true })}
        onDay={(to) => change({ day: String(to) })}
        onFigure={setFigure}
        onSignal={setSignal}
        onExplain={setExplained}
      />
      <MethodDrawer kind={explained} onClose={() => setExplained(null)} />
    </>
  );
}

/** The scores of the selection or of the rest; not asked without a selection. */
function usePart(id: string, step: number, rows: RowPart | null) {
  return useResult(id, "scores", { step }, { ...(rows && { rows }), enabled: rows !== null });
}

function halfOf<T>(query: UseQueryResult<T>): Half<T> {
  if (query.data !== undefined) return { result: query.data };
  if (!query.error) return null;
  return { instead: <Failed failure={toFailure(query.error)} retry={() => void query.refetch()} /> };
}

function partsNote({ selection, selectionWords }: Moment, parts: readonly UseQueryResult[]): string | null {
  if (!selection) return null;
  const failed = parts.find(({ error }) => error)?.error;
  if (failed) return sayFailure(toFailure(failed)).happened;
  if (parts.some(({ isPending }) => isPending)) return "The selection and the rest are being judged …";
  return `Below, the selection (${selectionWords ?? "chosen rows"}) stands against the rest. The alarm, the gap and the findings above are of all rows.`;
}
