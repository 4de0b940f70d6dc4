/** What the parameters of the checkpoint nearest to the step hold. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { maybeText } from "@/address/codec";
import { useChangeAddress, useStep, useViewState } from "@/address/use";
import { toFailure } from "@/api/failure";
import { weightsPython, weightsQuery } from "@/api/query/weights";
import { useMoment } from "@/frame/moment";
import { useSettled } from "@/frame/useSettled";
import { NoModel } from "@/view/Answering";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Answered } from "@/view/States";
import { weightsTable } from "@/views/weights/reading";
import { WeightsView } from "@/views/weights/WeightsView";

export default function WeightsPage() {
  const { id, run, step } = useMoment();
  const settled = useSettled(step);
  const query = useQuery(weightsQuery(id, settled));
  const [table] = useViewState("table", maybeText);
  const [part] = useViewState("part", maybeText);
  const [explained, setExplained] = useState(false);
  const [, goTo] = useStep();
  const change = useChangeAddress();
  const checkpoints = run.events.flatMap((event) => (event.kind === "checkpoint" && event.step ? [event.step] : []));
  const failure = query.error ? toFailure(query.error) : null;
  return (
    <>
      <title>{`Weights · ${run.run.name} · ClickLens`}</title>
      {failure ? (
        <NoModel failure={failure} checkpoints={checkpoints} onStep={goTo} retry={() => void query.refetch()} />
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
              onExplain={() => setExplained(true)}
            />
          )}
        </Answered>
      )}
      <MethodDrawer kind={explained ? "weights" : null} onClose={() => setExplained(false)} />
    </>
  );
}
