/** LayersPage: asks what the layers know, which carry the same and how they move; each part waits for itself. */
import { Anchor } from "@mantine/core";
import { useState } from "react";
import { maybeWhole } from "@/address/codec";
import { useSelection, useStep, useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { type RowPart, useResult } from "@/api/query/result";
import type { RunResultKind, Settings } from "@/api/types";
import { step as sayStep } from "@/format/number";
import { type Moment, useMoment } from "@/frame/moment";
import { exportsFor, NoSnapshot } from "@/frame/ResultPage";
import { RunRemedy } from "@/frame/RunRemedy";
import { useSettled } from "@/frame/useSettled";
import { chartMarks } from "@/view/chartMarks";
import { DayNote } from "@/view/DayNote";
import { Findings } from "@/view/Finding";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Panel, Panels } from "@/view/Panel";
import { Answered, ChartSkeleton, Partial, ViewSkeleton } from "@/view/States";
import { LayerTable } from "@/views/layers/LayerTable";
import { advice, probedSteps } from "@/views/layers/layers";
import { ProbeView } from "@/views/layers/ProbeView";
import { RedundancyView } from "@/views/layers/RedundancyView";
import { StatesView } from "@/views/layers/StatesView";

const MOST_PROBED = 40; // snapshots of which all layers are probed; one takes up to a second

export default function LayersPage() {
  const moment = useMoment();
  const { select } = useSelection();
  return (
    <>
      <title>{`Layers · ${moment.run.run.name} · ClickLens`}</title>
      <DayNote day={moment.day} selection={moment.selection} onSelect={select} />
      {moment.step === null ? <NoSnapshot moment={moment} /> : <Layers moment={moment} step={moment.step} />}
    </>
  );
}

function Layers({ moment, step }: { moment: Moment; step: number }) {
  const [explained, setExplained] = useState<RunResultKind | null>(null);
  const [, setStep] = useStep();
  const [other, setOther] = useViewState("other", maybeWhole);
  const { id, run, split } = moment;
  const settled = useSettled(step);
  const best = run.best_step ?? run.steps.at(-1) ?? null;
  const steps = probedSteps(run.steps, MOST_PROBED, [run.best_step, run.steps.at(-1) ?? null]);
  const overAll = steps ? { steps } : {};
  const course = useResult(id, "probe", overAll);
  const isProbed = !steps || steps.includes(settled);
  const single = useResult(id, "probe", { steps: [settled] }, { enabled: !isProbed });
  const probeParts = useParts(moment, "probe", { steps: [settled] });
  const alikeNow = { step: settled, split, ...(other !== null && other !== settled && { other_step: other }) };
  const redundancy = useResult(id, "redundancy", alikeNow);
  const alikeParts = useParts(moment, "redundancy", alikeNow);
  const kept = useResult(id, "redundancy", { step: best, split });
  const states = useResult(id, "fluctuation", {});
  const marks = chartMarks(run.events, run.best_step);
  const goTo = (to: number) => setStep(to, { replace: true });
  const waits = course.isPending || kept.isPending;
  const shown = { step, split, marks, onStep: goTo };
  const now = (isProbed ? undefined : single.data) ?? course.data;
  return (
    <>
      {waits ? (
        <ViewSkeleton panels={0} />
      ) : (
        <>
          <Findings
            findings={advice(kept.data?.findings ?? [], course.data?.findings ?? [])}
            looked="what each layer adds, and which layers carry the same"
            shown={4}
            action={(remedy) => <RunRemedy remedy={remedy} />}
          />
          {best !== null && step !== best && (
            <p className="faint">
              What to drop is judged at step {sayStep(best)}, {run.best_step === null ? "the last one" : "the best one"}
              ; the charts show step {sayStep(step)}.{" "}
              <Anchor component="button" type="button" onClick={() => setStep(best)}>
                Go to step {sayStep(best)}
              </Anchor>
            </p>
          )}
        </>
      )}
      {moment.selection && (
        <Partial>
          The selection is held against the rest at the step that is looked at; sentences and lines over training are of
          all rows.{partsNote([probeParts.failure, alikeParts.failure])}
        </Partial>
      )}
      <Answered query={course} skeleton={<Charts many={4} />}>
        {(result) => (
          <ProbeView
            {...shown}
            best={best}
            course={result}
            now={{ all: now ?? result, selection: probeParts.selection, rest: probeParts.rest }}
            snapshots={run.steps.length}
            exportsOf={exportsFor(moment, "probe", overAll)}
            explain={() => setExplained("probe")}
          />
        )}
      </Answered>
      <Answered query={redundancy} skeleton={<Charts many={2} />}>
        {(result) => (
          <RedundancyView
            redundancy={{ all: result, selection: alikeParts.selection, rest: alikeParts.rest }}
            steps={run.steps}
            onOther={setOther}
            exportsOf={exportsFor(moment, "redundancy", alikeNow)}
            explain={() => setExplained("redundancy")}
          />
        )}
      </Answered>
      <Answered query={states} skeleton={<Charts many={2} />}>
        {(result) => (
          <StatesView
            {...shown}
            result={result}
            exportsOf={exportsFor(moment, "fluctuation", {})}
            explain={() => setExplained("fluctuation")}
          />
        )}
      </Answered>
      {now && (
        <Panel
          title={`Every layer with its figures, step ${sayStep(settled)}`}
          reading="All on the rows that the charts above show, with intervals of 95%. S_k: average fluctuation; C_k: correlation strength; CKA with the layer below, and of the layer with itself at the other step chosen above."
          exports={exportsFor(moment, "probe", overAll)("layers")}
        >
          <LayerTable
            probe={now}
            redundancy={redundancy.data ?? null}
            states={states.data ?? null}
            best={best}
            step={settled}
            split={split}
          />
        </Panel>
      )}
      <MethodDrawer kind={explained} onClose={() => setExplained(null)} />
    </>
  );
}

const Charts = ({ many }: { many: number }) => (
  <Panels>
    {Array.from({ length: many }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: all are the same
      <ChartSkeleton key={at} height={340} />
    ))}
  </Panels>
);

/** A result of the rows that are selected, and of the rest; nulls where none is selected. */
function useParts<K extends "probe" | "redundancy">({ id, selection: filter }: Moment, kind: K, settings: Settings) {
  const asked = (part: RowPart["part"]) => ({ enabled: filter !== null, ...(filter && { rows: { filter, part } }) });
  const selection = useResult(id, kind, settings, asked("selection"));
  const rest = useResult(id, kind, settings, asked("rest"));
  return {
    selection: (filter && selection.data) || null,
    rest: (filter && rest.data) || null,
    failure: (filter && (selection.error ?? rest.error)) || null,
  };
}

/** Why rows that are chosen cannot be asked so; each reason once. */
function partsNote(failures: readonly (Error | null)[]): string {
  const reasons = failures.flatMap((failure) => (failure ? [sayFailure(toFailure(failure)).happened] : []));
  return [...new Set(reasons)].map((reason) => ` ${reason}`).join("");
}
