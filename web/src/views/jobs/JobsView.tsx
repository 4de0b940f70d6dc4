/** JobsView: the queue: what runs, what waits and for what, what came of what has ended, and who does it. */

import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import type { Job, WorkerInfo } from "@/api/types";
import { count } from "@/format/number";
import { DataTable } from "@/view/DataTable";
import { Findings } from "@/view/Finding";
import { Panel } from "@/view/Panel";
import { jobColumns } from "@/views/jobs/columns";
import classes from "@/views/jobs/JobsView.module.css";
import { queueOrder, SHOWN, type Shown, sayQueue, shownJobs } from "@/views/jobs/queue";
import { Workers } from "@/views/jobs/Workers";

interface JobsViewProps {
  jobs: readonly Job[];
  workers: readonly WorkerInfo[];
  now: Date;
  shown: Shown;
  opened: string | null;
  onShow: (shown: Shown) => void;
  onOpen: (job: string | null) => void;
  children?: ReactNode; // the job that is opened
}

const WORDS: Record<Shown, string> = { all: "All", open: "Not ended", failed: "Failed", ended: "Ended" };
const ROW = 46; // pixels
const HEAD = 36;
const MOST = 9; // rows in sight

export function JobsView(props: JobsViewProps) {
  const { jobs, workers, now, shown, opened, onShow, onOpen } = props;
  const finding = sayQueue(jobs, workers);
  const rows = queueOrder(shownJobs(jobs, shown));
  const most = opened ? 4 : MOST;
  return (
    <>
      <Findings findings={[finding]} />
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Jobs that are listed"
          value={shown}
          onChange={(value) => onShow(value as Shown)}
          data={SHOWN.map((value) => ({ value, label: `${WORDS[value]} ${count(shownJobs(jobs, value).length)}` }))}
        />
        <span className="faint">The order is that of their turns; Enter or a click opens one.</span>
      </div>
      <div className={classes.table}>
        <DataTable
          label="Jobs, in the order of their turns"
          columns={jobColumns({ jobs, workers, now, opened })}
          rows={rows}
          rowKey={(job) => job.id}
          sort={null}
          sorted
          onOpen={(job) => onOpen(job.id === opened ? null : job.id)}
          rowHeight={ROW}
          height={HEAD + ROW * Math.max(1, Math.min(rows.length, most)) + 4}
          empty="No job is like that."
        />
      </div>
      {props.children}
      <Panel
        title="Workers that live"
        reading="A worker takes the first job in the queue as soon as the limits on jobs at a time and on memory let it, and does it in a process of its own."
      >
        <Workers workers={workers} now={now} />
      </Panel>
    </>
  );
}
