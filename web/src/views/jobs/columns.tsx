/** The columns of the queue: where a job stands, what it is, how fast it goes, who does it, what came of it. */

import { Anchor, Progress } from "@mantine/core";
import { Link } from "react-router";
import { viewAddress } from "@/address/address";
import type { Job, WorkerInfo } from "@/api/types";
import { count, NONE } from "@/format/number";
import { duration, left } from "@/format/time";
import type { Column } from "@/view/DataTable";
import { Stamp } from "@/view/Stamp";
import { StateMark } from "@/view/StateMark";
import classes from "@/views/jobs/JobsView.module.css";
import { isOpen, sayRate, sayWaiting } from "@/views/jobs/queue";

export interface Around {
  jobs: readonly Job[];
  workers: readonly WorkerInfo[];
  now: Date;
  opened: string | null;
}

export function jobColumns(around: Around): Column<Job>[] {
  return [
    { key: "state", name: "State", width: 124, cell: (job) => <State job={job} /> },
    {
      key: "name",
      name: "Job",
      width: "minmax(120px, 1.5fr)",
      cell: (job) => (
        <span className={classes.two}>
          <span className={classes.name} data-open={job.id === around.opened || undefined} title={job.name}>
            {job.name}
          </span>
          <span className={classes.small}>{job.request.kind}</span>
        </span>
      ),
    },
    {
      key: "priority",
      name: "Priority",
      width: 78,
      align: "right",
      cell: (job) => <span className="num">{count(job.priority)}</span>,
    },
    {
      key: "pace",
      name: "Pace and time",
      width: "minmax(100px, 0.9fr)",
      cell: (job) => (
        <span className={classes.two}>
          <span className="num">{pace(job, around)}</span>
          <span className={`${classes.small} num`}>{sayRate(job)}</span>
        </span>
      ),
    },
    {
      key: "worker",
      name: "Worker",
      width: "minmax(64px, 0.5fr)",
      cell: (job) => <span title={job.worker ?? undefined}>{job.worker ?? NONE}</span>,
    },
    { key: "created", name: "Asked", width: 98, cell: (job) => <Stamp at={job.created_at} now={around.now} /> },
    {
      key: "outcome",
      name: "What came of it",
      width: "minmax(130px, 2fr)",
      cell: (job) => (
        <span className={classes.two}>
          <span title={outcome(job)}>{outcome(job) || NONE}</span>
          {job.run_id && <RunLink run={job.run_id} />}
        </span>
      ),
    },
  ];
}

function RunLink({ run }: { run: string }) {
  return (
    <Anchor component={Link} to={viewAddress(run, "overview")} className={classes.small}>
      {run}
    </Anchor>
  );
}

function State({ job }: { job: Job }) {
  const shown = job.state === "running" || job.state === "paused";
  return (
    <span className={classes.state}>
      <StateMark state={job.state} share={job.state === "running" ? job.progress : null} />
      {shown && (
        <Progress
          size={3}
          value={100 * (job.progress ?? 0)}
          aria-label={`Progress of ${job.name}`}
          color={job.state === "paused" ? "gray" : "indigo"}
        />
      )}
    </span>
  );
}

function pace(job: Job, { jobs, workers }: Around): string {
  if (job.state === "queued") return sayWaiting(job, jobs, workers);
  if (job.state === "running") return job.seconds_left === null ? job.progress_text : left(job.seconds_left);
  return isOpen(job) ? "" : sayTook(job);
}

/** "took 13 s"; of the latest attempt. */
export function sayTook({ started_at, finished_at }: Pick<Job, "started_at" | "finished_at">): string {
  if (!started_at || !finished_at) return "";
  return `took ${duration((Date.parse(finished_at) - Date.parse(started_at)) / 1000)}`;
}

/** What came of a job in one line. */
export function outcome(job: Job): string {
  return job.result?.text.replaceAll("`", "") ?? job.message;
}
