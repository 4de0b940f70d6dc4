/** What the parameters of the checkpoint nearest to the step hold. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { maybeText } from "@/address/codec";
import { useChangeAddress, useStep, useViewState } from "@/address/use";
import { toFailure } from "@/api/failure";
import { attentionSamplePython, attentionSampleQuery } from "@/api/query/attention";
import { weightsPython, weightsQuery } from "@/api/query/weights";
import { type Moment, useMoment } from "@/frame/moment";
import { useSettled } from "@/frame/useSettled";
import { NoModel } from "@/view/Answering";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Answered, ViewSkeleton } from "@/view/States";
import { AttentionSampleView } from "@/views/weights/AttentionSampleView";
import { sampleTable } from "@/views/weights/attention";
import { EmbeddingMapOf } from "@/views/weights/EmbeddingMapPage";
import { shownTable, weightsTable } from "@/views/weights/reading";
import { WeightsView } from "@/views/weights/WeightsView";

export default function WeightsPage() {
  const moment = useMoment();
  const { id, run, step } = moment;
  const settled = useSettled(step);
  const query = useQuery(weightsQuery(id, settled));
  const [table] = useViewState("table", maybeText);
  const [part] = useViewState("part", maybeText);
  const [explained, setExplained] = useState<"weights" | "attention" | "embedding_map" | null>(null);
  const [, goTo] = useStep();
  const change = useChangeAddress();
  const failure = query.error ? toFailure(query.error) : null;
  return (
    <>
      <title>{`Weights · ${run.run.name} · ClickLens`}</title>
      {failure ? (
        <NoModel failure={failure} onStep={goTo} retry={() => void query.refetch()} />
      ) : (
        <Answered query={query}>
          {(result) => (
            <WeightsView
              result={result}
              table={table}
              part={part}
              onTable={(next) => change({ table: next })}
              onPart={(next) => change({ part: next })}
              exportsOf={(name, pictures) => ({
                name: `${id}-${name}-step-${result.step}`,
                files: { ...pictures, csv: () => weightsTable(result) },
                python: weightsPython(id, settled),
              })}
              onExplain={() => setExplained("weights")}
            />
          )}
        </Answered>
      )}
      {!failure && query.data && (
        <EmbeddingMapOf
          moment={moment}
          step={settled}
          table={shownTable(query.data, table)?.table ?? null}
          onExplain={() => setExplained("embedding_map")}
        />
      )}
      {!failure && query.data && query.data.weighings.length > 0 && (
        <OverRows moment={moment} step={settled} onExplain={() => setExplained("attention")} />
      )}
      <MethodDrawer kind={explained} onClose={() => setExplained(null)} />
    </>
  );
}

/** What it weighs row by row: asked only of a model that weighs. */
function OverRows({
  moment: { id, split },
  step,
  onExplain,
}: {
  moment: Moment;
  step: number | null;
  onExplain: () => void;
}) {
  const query = useQuery(attentionSampleQuery(id, split, step));
  const [weighing, onWeighing] = useViewState("weighing", maybeText);
  return (
    <Answered query={query} skeleton={<ViewSkeleton />}>
      {(result) => (
        <AttentionSampleView
          result={result}
          weighing={weighing}
          onWeighing={onWeighing}
          exportsOf={(name, pictures) => ({
            name: `${id}-${name}-step-${result.step}`,
            files: { ...pictures, csv: () => sampleTable(result) },
            python: attentionSamplePython(id, split, step),
          })}
          onExplain={onExplain}
        />
      )}
    </Answered>
  );
}
