import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { maybeText, oneOf } from "@/address/codec";
import { useChangeAddress, useViewState } from "@/address/use";
import { jobsQuery } from "@/api/query/job";
import { workersQuery } from "@/api/query/jobWatch";
import { Column, PageHead } from "@/frame/Column";
import { useNow } from "@/frame/useNow";
import { Answered, Empty, TableSkeleton } from "@/view/States";
import { JobsView } from "@/views/jobs/JobsView";
import { OpenedJobPage } from "@/views/jobs/OpenedJobPage";
import { SHOWN } from "@/views/jobs/queue";

const shownCodec = oneOf(SHOWN, "all");

export default function JobsPage() {
  const jobs = useQuery(jobsQuery());
  const workers = useQuery(workersQuery());
  const [opened] = useViewState("job", maybeText);
  const [shown, setShown] = useViewState("show", shownCodec);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const change = useChangeAddress();
  const now = useNow(5000);
  return (
    <Column
      top={
        <PageHead title="Jobs">
          <Button component={Link} to="/runs/new" variant="filled" leftSection={<IconPlus size={15} />}>
            New run
          </Button>
        </PageHead>
      }
    >
      <title>Jobs · ClickLens</title>
      <Answered query={jobs} skeleton={<TableSkeleton />} isEmpty={(all) => !all.length} empty={<NoJobs />}>
        {(all) => (
          <JobsView
            jobs={all.filter(({ id }) => !leaving.has(id))}
            workers={workers.data ?? []}
            now={now}
            shown={shown}
            opened={opened}
            onShow={setShown}
            onOpen={(job) => change({ job })}
          >
            {opened && !leaving.has(opened) && (
              <OpenedJobPage
                key={opened}
                id={opened}
                now={now}
                noWorker={workers.data?.length === 0}
                onLeaving={(job, goes) => setLeaving((held) => withOrWithout(held, job, goes))}
              />
            )}
          </JobsView>
        )}
      </Answered>
    </Column>
  );
}

function withOrWithout(held: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(held);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}

function NoJobs() {
  return (
    <Empty
      title="No jobs yet"
      action={
        <Button component={Link} to="/runs/new" variant="filled">
          New run
        </Button>
      }
    >
      A job is work that goes on without the page: a training, an analysis, a change that is tried, a report. Start one
      here, from a finding's button, or with <code>clicklens jobs submit train config.yaml</code>; a{" "}
      <code>clicklens worker</code> does it.
    </Empty>
  );
}
