/** RunAwaited: the place of a run that is not there yet: what its job waits for, until the run itself stands here. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import { toFailure } from "@/api/failure";
import { jobsQuery, useSteerJob } from "@/api/query/job";
import { workersQuery } from "@/api/query/jobWatch";
import type { Job } from "@/api/types";
import { Column } from "@/frame/Column";
import { RunGone } from "@/frame/RunGone";
import { JobControls } from "@/view/JobControls";
import { Empty, Failed, ViewSkeleton } from "@/view/States";

const EVERY = 2000; // ms between two looks

const TITLES: Partial<Record<Job["state"], string>> = {
  queued: "This run waits for its turn",
  running: "This run is being started",
  paused: "This run has not begun: its job is paused",
};

export function RunAwaited({ id, look }: { id: string; look: () => unknown }) {
  const jobs = useQuery({ ...jobsQuery(id), refetchInterval: EVERY });
  const job = jobs.data?.find(({ request }) => ["train", "tune", "resume"].includes(request.kind));
  const comes = job !== undefined && job.state in TITLES;
  useEffect(() => {
    if (!comes) return;
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, [comes, look]);
  if (job && job.state !== "succeeded") return <Waits id={id} job={job} />;
  if (jobs.data) return <RunGone id={id} wasThere={false} />;
  return (
    <Column top={<span className="faint">{id}</span>}>
      {jobs.error ? <Failed failure={toFailure(jobs.error)} retry={() => void jobs.refetch()} /> : <ViewSkeleton />}
    </Column>
  );
}

function Waits({ id, job }: { id: string; job: Job }) {
  const workers = useQuery(workersQuery());
  const steer = useSteerJob();
  const title = TITLES[job.state];
  return (
    <Column top={<span className="faint">{id}</span>}>
      <title>{`${title ?? "No such run"} · ClickLens`}</title>
      <Empty
        title={title ?? "There is no such run"}
        action={
          <Button component={Link} to={`/jobs?job=${encodeURIComponent(job.id)}`}>
            Its job
          </Button>
        }
      >
        <JobControls
          job={job}
          busy={steer.isPending}
          noWorker={workers.data?.length === 0}
          onSteer={(action) => steer.mutate({ job: job.id, action })}
        />
        <p>
          {title
            ? "It is shown here, by itself, as soon as its training begins."
            : "Its job ended before the run began, or the run was deleted since."}
        </p>
      </Empty>
    </Column>
  );
}
