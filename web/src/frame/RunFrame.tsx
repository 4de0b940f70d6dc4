/** RunFrame: the frame of a run: what it is and what of it is looked at above, the time machine below. */
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Outlet, useParams } from "react-router";
import { type RowFilter, sayFilter } from "@/address/filter";
import { type Selection, useDay, useSelection, useSplit, useStep } from "@/address/use";
import { type Failure, toFailure } from "@/api/failure";
import { runQuery, useRestoreRuns } from "@/api/query/run";
import { slicesQuery } from "@/api/query/slice";
import type { RunDetail } from "@/api/types";
import { Column } from "@/frame/Column";
import { type Moment, MomentContext } from "@/frame/moment";
import { RunAwaited } from "@/frame/RunAwaited";
import { RunBar } from "@/frame/RunBar";
import { RunGone } from "@/frame/RunGone";
import { RunTimeMachine } from "@/frame/RunTimeMachine";
import { shownStop } from "@/view/moment";
import { Failed, Partial, Stale, ViewSkeleton } from "@/view/States";

export function RunFrame() {
  const { run: id = "" } = useParams();
  const { data, error, refetch } = useQuery(runQuery(id));
  const failure = error ? toFailure(error) : null;
  const missing = useMissing(id, data !== undefined, failure);
  if (data && failure?.isGone) return <RunGone id={id} wasThere />;
  if (data) return <Shown id={id} run={data} unreachable={failure !== null} />;
  if (missing) return <RunAwaited id={id} look={refetch} />;
  return (
    <Column top={<Skeleton height={18} width="40%" my={7} />}>
      {failure ? <Failed failure={failure} retry={() => void refetch()} /> : <ViewSkeleton />}
    </Column>
  );
}

/** Whether the service said last that there is no such run; while it is asked again, that still holds. */
function useMissing(id: string, found: boolean, failure: Failure | null): boolean {
  const [missing, setMissing] = useState<string | null>(null);
  const now = failure?.isGone ? id : found || failure ? null : missing;
  if (now !== missing) setMissing(now);
  return now === id;
}

function Shown({ id, run, unreachable }: { id: string; run: RunDetail; unreachable: boolean }) {
  const [playing, setPlaying] = useState(false);
  const moment = useMomentOf(id, run, playing);
  return (
    <MomentContext value={moment}>
      <Column
        top={<RunBar moment={moment} />}
        foot={run.run.search ? undefined : <RunTimeMachine moment={moment} setPlaying={setPlaying} />}
      >
        {unreachable && <Stale>The service does not answer: what you see is from before.</Stale>}
        {run.run.trashed_at && <InBin id={id} />}
        {isUntrained(run) && (
          <Partial>
            The only snapshot is of step 0, before training: what a view shows is the model as chance made it, and no
            verdict on it.
          </Partial>
        )}
        <Outlet />
      </Column>
    </MomentContext>
  );
}

/** Nothing was kept of what it learnt, and nothing more will come. */
function isUntrained({ run, steps }: RunDetail): boolean {
  return run.state !== "running" && steps.length === 1 && steps[0] === 0;
}

function useMomentOf(id: string, run: RunDetail, playing: boolean): Moment {
  const [step] = useStep();
  const [split] = useSplit();
  const [day] = useDay();
  const filter = useFilter(useSelection().selection);
  return {
    id,
    run,
    step: shownStop(run.steps, step),
    follows: step === null,
    playing,
    split: split && run.splits.includes(split) ? split : (run.held_out ?? run.splits[0] ?? null),
    day: day !== null && run.days.includes(day) ? day : null,
    ...filter,
  };
}

function useFilter(selection: Selection): { selection: RowFilter | null; selectionWords: string | null } {
  const slices = useQuery({ ...slicesQuery(), enabled: selection?.kind === "slice" }).data;
  if (selection?.kind === "filter") return { selection: selection.filter, selectionWords: sayFilter(selection.filter) };
  if (selection?.kind === "slice") {
    const slice = slices?.find(({ name }) => name === selection.name);
    return { selection: slice?.filter ?? null, selectionWords: selection.name };
  }
  return { selection: null, selectionWords: null };
}

function InBin({ id }: { id: string }) {
  const restore = useRestoreRuns();
  return (
    <Stale>
      This run is in the bin and will be removed with all it left.{" "}
      <Button size="compact-xs" loading={restore.isPending} onClick={() => restore.mutate([id])}>
        Restore it
      </Button>
    </Stale>
  );
}
