import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { viewAddress } from "@/address/address";
import { maybeText } from "@/address/codec";
import { useViewState } from "@/address/use";
import { configCheckQuery, configSchemaQuery, type Plain } from "@/api/query/config";
import { jobQuery } from "@/api/query/job";
import { runQuery } from "@/api/query/run";
import { dataQuery } from "@/api/query/store";
import { Column, PageHead } from "@/frame/Column";
import { Answered, ViewSkeleton } from "@/view/States";
import { DraftPage } from "@/views/new_run/DraftPage";
import { type Origin, startText } from "@/views/new_run/origin";

export default function NewRunPage() {
  const [run] = useViewState("from", maybeText);
  const [job] = useViewState("job", maybeText);
  const [data] = useViewState("data", maybeText);
  const key = run ? `run ${run}` : job ? `job ${job}` : `data ${data ?? ""}`;
  return (
    <Column top={<PageHead title="New run" />}>
      <title>New run · ClickLens</title>
      {run ? (
        <FromRun key={key} run={run} />
      ) : job ? (
        <FromJob key={key} job={job} />
      ) : (
        <Begun key={key} origin={null} spec={null} data={data} />
      )}
    </Column>
  );
}

function FromRun({ run }: { run: string }) {
  const query = useQuery(runQuery(run));
  const origin = {
    word: run,
    name: query.data?.run.name ?? run,
    link: (
      <Anchor component={Link} to={viewAddress(run, "overview")}>
        {query.data?.run.name ?? run}
      </Anchor>
    ),
  };
  return <Answered query={query}>{(found) => <Begun origin={origin} spec={found.run.spec} />}</Answered>;
}

function FromJob({ job }: { job: string }) {
  const query = useQuery(jobQuery(job));
  return (
    <Answered query={query}>
      {({ name, id, request }) => (
        <Begun
          origin={{
            word: id,
            name,
            link: (
              <Anchor component={Link} to={`/jobs?job=${encodeURIComponent(id)}`}>
                {name}
              </Anchor>
            ),
          }}
          spec={request.kind === "train" ? request.spec : {}}
        />
      )}
    </Answered>
  );
}

/** The first text: what the run or job had that is not at its default, or the first set of rows that is here. */
function Begun({ origin, spec, data = null }: { origin: Origin | null; spec: Plain | null; data?: string | null }) {
  const schema = useQuery(configSchemaQuery());
  const catalog = useQuery(dataQuery());
  const given = useQuery({ ...configCheckQuery(spec ?? {}), enabled: spec !== null });
  const start =
    spec === null
      ? startText(catalog.data ?? null, data ? { data } : {})
      : (given.data?.yaml ?? (given.error ? startText(null, { spec }) : null));
  return (
    <Answered query={schema}>
      {(known) =>
        start === null && !catalog.error ? (
          <ViewSkeleton />
        ) : (
          <DraftPage
            schema={known}
            start={start ?? ""}
            origin={origin}
            catalog={catalog.data ?? null}
            of={origin?.word ?? data ?? "new"}
          />
        )
      }
    </Answered>
  );
}
