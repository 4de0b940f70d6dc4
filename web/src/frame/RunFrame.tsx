/** RunFrame: the frame of a run: what it is and what of it is looked at above, the time machine below. */
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, Outlet, useParams } from "react-router";
import { type RowFilter, sayFilter } from "@/address/filter";
import { type Selection, useDay, useSelection, useSplit, useStep } from "@/address/use";
import { toFailure } from "@/api/failure";
import { runQuery, useRestoreRuns } from "@/api/query/run";
import { slicesQuery } from "@/api/query/slice";
import type { RunDetail } from "@/api/types";
import { Column } from "@/frame/Column";
import { forgetRun } from "@/frame/Frame";
import { type Moment, MomentContext } from "@/frame/moment";
import { RunBar } from "@/frame/RunBar";
import { RunTimeMachine } from "@/frame/RunTimeMachine";
import { shownStop } from "@/view/moment";
import { Empty, Failed, Stale, ViewSkeleton } from "@/view/States";

export function RunFrame() {
  const { run: id = "" } = useParams();
  const { data, error, refetch } = useQuery(runQuery(id));
  const failure = error ? toFailure(error) : null;
  const gone = failure?.isGone ?? false;
  useEffect(() => {
    if (gone) forgetRun(id);
  }, [gone, id]);
  if (gone) return <Gone id={id} wasThere={data !== undefined} />;
  if (data) return <Shown id={id} run={data} unreachable={failure !== null} />;
  return (
    <Column top={<Skeleton height={18} width="40%" my={7} />}>
      {failure ? <Failed failure={failure} retry={() => void refetch()} /> : <ViewSkeleton />}
    </Column>
  );
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
        <Outlet />
      </Column>
    </MomentContext>
  );
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

function Gone({ id, wasThere }: { id: string; wasThere: boolean }) {
  return (
    <Column top={<span className="faint">{id}</span>}>
      <title>No such run · ClickLens</title>
      <Empty
        title={wasThere ? "This run was removed while you looked at it" : "There is no such run"}
        action={
          <Button component={Link} to="/runs" variant="filled">
            All runs
          </Button>
        }
      >
        {wasThere
          ? "Someone put it into the bin and its ten minutes are over, or its folder was taken away. Other runs are as they were."
          : "The link may be older than a deletion, or point to another store. Nothing was changed."}{" "}
        It was called <code>{id}</code>.
      </Empty>
    </Column>
  );
}
