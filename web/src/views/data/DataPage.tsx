import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Codec, maybeText } from "@/address/codec";
import { useViewState } from "@/address/use";
import { runDataQuery, runQuery, runsQuery } from "@/api/query/run";
import { dataQuery } from "@/api/query/store";
import type { RunRow } from "@/api/types";
import { Column, PageHead } from "@/frame/Column";
import type { Sort } from "@/view/DataTable";
import { Answered, Empty, TableSkeleton, ViewSkeleton } from "@/view/States";
import { Catalogue } from "@/views/data/Catalogue";
import { DataSetView } from "@/views/data/DataSetView";
import classes from "@/views/data/DataSetView.module.css";

const sortCodec: Codec<Sort | null> = {
  read: (given) => (given ? { key: given.replace(/^-/, ""), descending: given.startsWith("-") } : null),
  write: (sort) => sort && `${sort.descending ? "-" : ""}${sort.key}`,
};

export default function DataPage() {
  const runs = useQuery(runsQuery());
  const catalog = useQuery(dataQuery());
  return (
    <Column top={<PageHead title="Data" />}>
      <title>Data · ClickLens</title>
      <Answered query={runs} isEmpty={(rows) => !rows.length} empty={<NoRuns />}>
        {(rows) => <OfRun runs={rows} />}
      </Answered>
      <Answered query={catalog} skeleton={<TableSkeleton />}>
        {(found) => <Catalogue catalog={found} />}
      </Answered>
    </Column>
  );
}

function OfRun({ runs }: { runs: readonly RunRow[] }) {
  const [asked, setRun] = useViewState("run", maybeText);
  const [task, setTask] = useViewState("task", maybeText);
  const [sort, setSort] = useViewState("sort", sortCodec);
  const id = runs.find((run) => run.id === asked)?.id ?? runs[0]?.id ?? "";
  const query = useQuery(runDataQuery(id));
  const path = useQuery(runQuery(id)).data?.run.data_path ?? "";
  return (
    <>
      <div className={classes.choose}>
        <Select
          label="Rows of the run"
          searchable
          allowDeselect={false}
          value={id}
          data={runs.map((run) => ({ value: run.id, label: `${run.name} · ${run.data}` }))}
          onChange={(chosen) => setRun(chosen)}
        />
        {path && (
          <span className={classes.small}>
            <code>clicklens data describe {path}</code> says the same.
          </span>
        )}
      </div>
      <Answered query={query} skeleton={<ViewSkeleton panels={4} />}>
        {(data) => <DataSetView data={data} path={path} task={task} sort={sort} onTask={setTask} onSort={setSort} />}
      </Answered>
    </>
  );
}

function NoRuns() {
  return (
    <Empty title="No run's rows to look at yet">
      What a run's rows hold is drawn here as soon as there is a run. Before that,{" "}
      <code>clicklens data describe NAME</code> says it of any set below, and of rows of your own after{" "}
      <code>clicklens data encode</code>.
    </Empty>
  );
}
