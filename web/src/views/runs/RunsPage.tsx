import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "react-router";
import { viewAddress } from "@/address/address";
import { type Codec, flag, list, text } from "@/address/codec";
import { useChangeAddress } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { runsQuery, useChangeRun, useRestoreRuns, useTrashRuns } from "@/api/query/run";
import { Column, PageHead } from "@/frame/Column";
import { useNow } from "@/frame/useNow";
import type { Sort } from "@/view/DataTable";
import { Answered, Empty, TableSkeleton } from "@/view/States";
import { SHOWN_AT_FIRST } from "@/views/runs/columns";
import { going, sayGoing } from "@/views/runs/fold";
import { type RunsLook, RunsView } from "@/views/runs/RunsView";

const NEWEST: Sort = { key: "created", descending: true };
const sortCodec: Codec<Sort> = {
  read: (given) => (given ? { key: given.replace(/^-/, ""), descending: given.startsWith("-") } : NEWEST),
  write: ({ key, descending }) => (key === NEWEST.key && descending ? null : `${descending ? "-" : ""}${key}`),
};
const LOOK = { find: text(), sort: sortCodec, columns: list(SHOWN_AT_FIRST), archived: flag(), open: list() };

export default function RunsPage() {
  const runs = useQuery(runsQuery());
  const change = useChangeRun();
  const trash = useTrash();
  const [look, setLook] = useLook();
  const navigate = useNavigate();
  const now = useNow();
  return (
    <Column
      fills
      top={
        <PageHead title="Runs">
          <Button component={Link} to="/runs/new" variant="filled" leftSection={<IconPlus size={15} />}>
            New run
          </Button>
        </PageHead>
      }
    >
      <title>Runs · ClickLens</title>
      <Answered query={runs} skeleton={<TableSkeleton rows={12} />} isEmpty={(rows) => !rows.length} empty={<NoRuns />}>
        {(rows) => (
          <RunsView
            rows={rows}
            now={now}
            look={look}
            onLook={setLook}
            onOpen={(run) => navigate(viewAddress(run, "overview"))}
            onChange={(run, given) =>
              change.mutate({ run, change: given }, { onError: (error) => tell("The run was not changed", error) })
            }
            onTrash={(chosen) => trash(going(chosen, rows))}
            onCompare={(chosen) => navigate(compareAddress(chosen))}
          />
        )}
      </Answered>
    </Column>
  );
}

function useLook(): [RunsLook, (look: Partial<RunsLook>) => void] {
  const keys = new URLSearchParams(useLocation().search);
  const change = useChangeAddress();
  const look: RunsLook = {
    find: LOOK.find.read(keys.get("find")),
    sort: LOOK.sort.read(keys.get("sort")),
    columns: LOOK.columns.read(keys.get("columns")),
    archived: LOOK.archived.read(keys.get("archived")),
    open: LOOK.open.read(keys.get("open")),
  };
  const set = (next: Partial<RunsLook>) => {
    const whole = { ...look, ...next };
    const patch = {
      find: LOOK.find.write(whole.find),
      sort: LOOK.sort.write(whole.sort),
      columns: LOOK.columns.write(whole.columns),
      archived: LOOK.archived.write(whole.archived),
      open: LOOK.open.write(whole.open),
    };
    change(patch, { replace: next.find !== undefined });
  };
  return [look, set];
}

/** Two are held against each other, more all against the first. */
function compareAddress(chosen: readonly string[]): string {
  const [before = "", after = "", ...more] = chosen;
  const keys: Record<string, string> = more.length ? { runs: list().write(chosen) ?? "" } : { before, after };
  return `/compare?${new URLSearchParams(keys)}`;
}

/** Into the bin at once, with ten minutes to think again. */
function useTrash(): (runs: ReturnType<typeof going>) => void {
  const trash = useTrashRuns();
  const restore = useRestoreRuns();
  return (runs) =>
    trash.mutate(runs, {
      onError: (error) => tell("The runs are where they were", error),
      onSuccess: () => {
        const id = notifications.show({
          autoClose: 20_000,
          title: `${sayGoing(runs)} in the bin`,
          message: (
            <>
              Removed for good in ten minutes.{" "}
              <Button
                size="compact-xs"
                onClick={() => {
                  notifications.hide(id);
                  restore.mutate(runs.asked, { onError: (error) => tell("The runs stay in the bin", error) });
                }}
              >
                Undo
              </Button>
            </>
          ),
        });
      },
    });
}

function tell(title: string, error: unknown): void {
  notifications.show({ color: "red", title, message: sayFailure(toFailure(error)).happened });
}

function NoRuns() {
  return (
    <Empty
      title="No runs yet"
      action={
        <Button component={Link} to="/runs/new" variant="filled">
          New run
        </Button>
      }
    >
      A run is one training of one model, written down while it learns. Start one here, with{" "}
      <code>clicklens train config.yaml</code>, or with <code>clicklens.train(…)</code> in a notebook; it appears by
      itself.
    </Empty>
  );
}
