/** OpenedJob: one job in full: what can be done with it, what came of it, what it writes and takes, what was asked. */
import { ActionIcon, Button, NumberInput } from "@mantine/core";
import { IconCopyPlus, IconTrash, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Job, JobAction } from "@/api/types";
import { bytes, count } from "@/format/number";
import { JobControls } from "@/view/JobControls";
import { Stamp } from "@/view/Stamp";
import { sayTook } from "@/views/jobs/columns";
import { JobOutcome } from "@/views/jobs/JobOutcome";
import classes from "@/views/jobs/JobsView.module.css";
import { isOpen } from "@/views/jobs/queue";

export interface OpenedJobProps {
  job: Job;
  now: Date;
  noWorker: boolean;
  busy: boolean;
  onSteer: (job: Job, action: JobAction) => void;
  onPriority: (job: Job, priority: number) => void;
  onClone: (job: Job) => void;
  onDelete: (job: Job) => void;
  onReport: (run: string) => void;
  onClose: () => void;
  children: ReactNode; // the panels: log, usage, request
}

export function OpenedJob({ job, children, onClose, ...props }: OpenedJobProps) {
  return (
    <section className={classes.opened} aria-label={`Job ${job.name}`}>
      <div className={classes.head}>
        <h2 className={classes.title}>{job.name}</h2>
        <Verbs job={job} {...props} />
        <ActionIcon aria-label="Close the job" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <JobControls
        job={job}
        busy={props.busy}
        noWorker={props.noWorker}
        onSteer={(action) => props.onSteer(job, action)}
      />
      <JobOutcome job={job} onReport={props.onReport} />
      <Facts job={job} now={props.now} />
      {children}
    </section>
  );
}

type VerbsProps = Pick<OpenedJobProps, "job" | "busy" | "onPriority" | "onClone" | "onDelete">;

function Verbs({ job, busy, onPriority, onClone, onDelete }: VerbsProps) {
  return (
    <div className={classes.verbs}>
      {isOpen(job) && <Priority key={`${job.id} ${job.priority}`} job={job} onPriority={onPriority} />}
      <Button leftSection={<IconCopyPlus size={14} />} disabled={busy} onClick={() => onClone(job)}>
        Clone with changes
      </Button>
      {job.state !== "running" && (
        <Button leftSection={<IconTrash size={14} />} onClick={() => onDelete(job)}>
          Delete
        </Button>
      )}
    </div>
  );
}

function Priority({ job, onPriority }: Pick<VerbsProps, "job" | "onPriority">) {
  const [value, setValue] = useState<number | string>(job.priority);
  const keep = () => {
    if (typeof value === "number" && value !== job.priority) onPriority(job, value);
    else setValue(job.priority);
  };
  return (
    <div className={classes.priority}>
      <span className={classes.small}>Priority (higher first)</span>
      <NumberInput
        w={76}
        min={-1000}
        max={1000}
        allowDecimal={false}
        value={value}
        onChange={setValue}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && keep()}
        aria-label="Priority, higher first"
      />
    </div>
  );
}

function Facts({ job, now }: { job: Job; now: Date }) {
  const facts: [string, ReactNode][] = [
    ["Asked", <Stamp key="asked" at={job.created_at} now={now} />],
    ["Started", <Stamp key="started" at={job.started_at} now={now} />],
    ...(job.finished_at
      ? [
          [
            "Ended",
            <span key="ended">
              <Stamp at={job.finished_at} now={now} />
              {sayTook(job) && `, ${sayTook(job)}`}
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
    ["Worker", job.worker ?? "none yet"],
    [
      "Memory",
      job.peak_memory_bytes === null
        ? `${bytes(job.memory)} asked for`
        : `${bytes(job.peak_memory_bytes)} at most, ${bytes(job.memory)} asked for`,
    ],
    ...(job.attempt > 1
      ? [["Attempt", `${count(job.attempt)}: its worker or process was lost before`] as [string, ReactNode]]
      : []),
    ...(job.origin ? [["Made from", <code key="origin">{job.origin}</code>] as [string, ReactNode]] : []),
    ["Id", <code key="id">{job.id}</code>],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
