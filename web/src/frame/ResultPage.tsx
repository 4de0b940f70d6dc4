/** ResultPage: the thin container of a view of one result: asks, waits, says what lacks, hands over typed data. */
import { type ReactNode, useState } from "react";
import { type RowPart, resultPython, resultTable, useResult } from "@/api/query/result";
import type { ResultOf, RunResultKind, Settings } from "@/api/types";
import { type Moment, useMoment } from "@/frame/moment";
import { MethodDrawer } from "@/view/MethodDrawer";
import type { ExportsOf } from "@/view/Panel";
import { HOMES } from "@/view/registry";
import { Answered, Empty, ViewSkeleton } from "@/view/States";

export interface ResultAnswer<K extends RunResultKind> {
  result: ResultOf<K>;
  moment: Moment;
  /** What a panel offers to take along: `pictures` come from its chart, the tables and the call from the result. */
  exportsOf: ExportsOf;
  explain: () => void; // opens the method's page
}

interface ResultPageProps<K extends RunResultKind> {
  kind: K;
  title: string; // of the browser's tab
  settings: (moment: Moment) => Settings; // name the step: without it some analyses take the best one, others the last
  skeleton?: ReactNode;
  children: (answer: ResultAnswer<K>) => ReactNode;
}

export function ResultPage<K extends RunResultKind>({ kind, title, settings, skeleton, children }: ResultPageProps<K>) {
  const moment = useMoment();
  const [explained, setExplained] = useState(false);
  const asked = settings(moment);
  const query = useResult(moment.id, kind, asked, { enabled: moment.step !== null });
  const exportsOf = exportsFor(moment, kind, asked);
  return (
    <>
      <title>{`${title} · ${moment.run.run.name} · ClickLens`}</title>
      {moment.step === null ? (
        <NoSnapshot moment={moment} />
      ) : (
        <Answered query={query} skeleton={skeleton ?? <ViewSkeleton />}>
          {(result) => children({ result, moment, exportsOf, explain: () => setExplained(true) })}
        </Answered>
      )}
      <MethodDrawer kind={explained ? HOMES[kind].page : null} onClose={() => setExplained(false)} />
    </>
  );
}

/** What a panel drawn from a result offers to take along; for views that stand on several results. */
export function exportsFor(moment: Moment, kind: RunResultKind, asked: Settings, rows?: RowPart): ExportsOf {
  return (part, pictures) => ({
    name: `${moment.id}-${part}${moment.step === null ? "" : `-step-${moment.step}`}`,
    files: {
      ...pictures,
      csv: () => resultTable(moment.id, kind, asked, "csv", rows),
      parquet: () => resultTable(moment.id, kind, asked, "parquet", rows),
    },
    python: resultPython(moment.id, kind, asked),
  });
}

/** A run that has not come to its first snapshot, or that keeps none. */
export function NoSnapshot({ moment: { run } }: { moment: Moment }) {
  if (run.run.search)
    return <Empty title="A search trains nothing itself">Its trials are runs of their own; open one of them.</Empty>;
  if (run.run.state === "running")
    return (
      <Empty title="No snapshot yet">
        The run has just begun. What its layers do is shown as soon as the first snapshot is written.
      </Empty>
    );
  if (run.run.state === "failed")
    return (
      <Empty title="This run failed before its first snapshot">
        {run.run.message || "It left no message."} What it evaluated until then stays in the overview.
      </Empty>
    );
  return (
    <Empty title="This run kept no snapshots">
      Its metrics are in the overview. To look inside, train it with <code>capture: {"{every: 100}"}</code> in its
      configuration.
    </Empty>
  );
}
