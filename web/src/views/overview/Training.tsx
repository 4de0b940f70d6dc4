/** Training: who trains the run, how far it is, and what can be done about that. */
import { Button, Progress } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Job, JobAction, RunDetail } from "@/api/types";
import { count, percent, plural, short } from "@/format/number";
import { duration, left } from "@/format/time";
import { JobControls } from "@/view/JobControls";
import classes from "@/views/overview/overview.module.css";

export interface TrainingProps {
  run: RunDetail;
  job: Job | null; // that trains it or trained it
  busy?: boolean | undefined;
  noWorker?: boolean | undefined;
  failure?: ReactNode;
  onSteer: (action: JobAction) => void;
  onGoOn: () => void; // asks for a job that goes on from the last checkpoint
  onClone?: () => void; // none where nothing can be trained
}

export function Training(props: TrainingProps) {
  const { run, job } = props;
  const canGoOn = run.run.state === "interrupted" && (!job || job.state === "succeeded");
  const told = run.run.state === "failed" && run.run.message === job?.message; // above, with the step
  return (
    <section aria-label="Training" className={classes.training}>
      <div className={classes.who}>
        {!(job?.state === "running") && <p>{courseWords(run)}</p>}
        {run.run.state === "running" && !job && <Bar run={run} />}
        {job && job.state !== "succeeded" ? (
          <JobControls
            job={told ? { ...job, message: "" } : job}
            busy={props.busy}
            noWorker={props.noWorker}
            onSteer={props.onSteer}
          />
        ) : (
          <p className="faint">{job ? `Trained by job ${job.id}.` : ownerWords(run)}</p>
        )}
        {props.failure}
      </div>
      <div className={classes.buttons}>
        {canGoOn && (
          <Button disabled={props.busy ?? false} onClick={props.onGoOn}>
            Go on from its last checkpoint
          </Button>
        )}
        {props.onClone && (
          <Button leftSection={<IconCopy size={14} stroke={1.7} aria-hidden />} onClick={props.onClone}>
            Clone as a new run
          </Button>
        )}
      </div>
    </section>
  );
}

function Bar({ run: { step, total_steps } }: { run: RunDetail }) {
  if (step === null || !total_steps) return null;
  const share = Math.min(1, step / total_steps);
  return (
    <Progress size={4} my={6} value={100 * share} aria-label={`Trained ${percent(share)} of the steps`} maw="44rem" />
  );
}

/** Step 1,120 of 3,700, 48 k rows/s, 3 min left. */
export function courseWords({ run, step, total_steps, rows_per_second, seconds_left }: RunDetail): string {
  const at = step === null ? "Before its first step" : `Step ${count(step)}`;
  if (run.state === "running") {
    const of = total_steps ? ` of ${count(total_steps)}` : "";
    const rate = rows_per_second ? `, ${short(rows_per_second)} rows/s` : "";
    return `${at}${of}${rate}${seconds_left === null ? "" : `, ${left(seconds_left)}`}.`;
  }
  const taken = run.finished_at ? (Date.parse(run.finished_at) - Date.parse(run.created_at)) / 1000 : null;
  const span = taken === null ? "" : ` in ${duration(taken)}`;
  if (run.state === "succeeded") return `Trained ${plural(step ?? 0, "step")}${span}.`;
  const what = run.state === "failed" ? "It failed" : "It was interrupted";
  const why = run.message ? `: ${run.message}` : "";
  return `${what} at ${step === null ? "its start" : `step ${count(step)}`}${span}${why}${/[.!?]$/.test(why) ? "" : "."}`;
}

/** What a person can do about a run that belongs to no job. */
export function ownerWords({ run }: RunDetail): string {
  const [host, process] = (run.environment?.process ?? "").split("/");
  const by = process ? `process ${process} on ${host}` : "a process of its own";
  if (run.state === "running")
    return `Trained by ${by}, not by the queue, so it cannot be paused from here: Ctrl-C there stops it and keeps a checkpoint.`;
  if (run.state === "interrupted") return `Trained by ${by}. Its last checkpoint is kept: nothing before it is lost.`;
  if (run.state === "failed") return `Trained by ${by}. What it evaluated and kept until then stays.`;
  return `Trained by ${by}, not by the queue.`;
}
