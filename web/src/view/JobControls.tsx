/** JobControls: where a job stands, how far it is, and what can be done with it in that state. */
import { Button, Progress } from "@mantine/core";
import type { Job, JobAction } from "@/api/types";
import { left } from "@/format/time";
import classes from "@/view/JobControls.module.css";
import { StateMark } from "@/view/StateMark";

interface JobControlsProps {
  job: Job;
  onSteer: (action: JobAction) => void;
  busy?: boolean | undefined; // a request is on its way
  noWorker?: boolean | undefined; // nobody lives who would take it
}

const WORDS: Record<JobAction, string> = { pause: "Pause", resume: "Resume", stop: "Stop", retry: "Try again" };

const ACTIONS: Record<Job["state"], readonly JobAction[]> = {
  queued: ["pause", "stop"],
  running: ["pause", "stop"],
  paused: ["resume", "stop"],
  succeeded: [],
  failed: ["retry"],
  cancelled: ["retry"],
};

/** What may be asked of a job now. A wish that it has not followed yet is not wished twice. */
export function actionsOf(job: Pick<Job, "state" | "wish">): readonly JobAction[] {
  if (job.wish === "stop") return [];
  return ACTIONS[job.state].filter((action) => !(action === "pause" && job.wish === "pause"));
}

export function JobControls({ job, onSteer, busy, noWorker }: JobControlsProps) {
  const open = job.state === "queued" || job.state === "running" || job.state === "paused";
  return (
    <div className={classes.controls}>
      <div className={classes.line}>
        <span role="status">
          <StateMark state={job.state} share={job.state === "running" ? job.progress : null} />
        </span>
        <span className="faint num">{words(job)}</span>
        <span className={classes.buttons}>
          {actionsOf(job).map((action) => (
            <Button key={action} size="compact-xs" disabled={busy ?? false} onClick={() => onSteer(action)}>
              {WORDS[action]}
            </Button>
          ))}
        </span>
      </div>
      {open && job.state !== "queued" && (
        <Progress
          size={4}
          value={100 * (job.progress ?? 0)}
          aria-label={`Progress of ${job.name}`}
          color={job.state === "paused" ? "gray" : "indigo"}
        />
      )}
      {open && noWorker && (
        <p className={classes.note}>
          No worker lives that would take it: run <code>clicklens worker</code> beside the store.
        </p>
      )}
      {job.message && job.state !== "succeeded" && <p className={classes.note}>{job.message}</p>}
    </div>
  );
}

function words(job: Job): string {
  if (job.wish === "pause") return "pauses at the next step";
  if (job.wish === "stop") return "stops at the next step";
  if (job.state === "queued") return "waits for its turn";
  if (job.state !== "running") return "";
  return [job.progress_text, job.seconds_left === null ? "" : left(job.seconds_left)].filter(Boolean).join(" · ");
}
