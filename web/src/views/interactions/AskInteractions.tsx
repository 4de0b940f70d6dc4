/** AskInteractions: how many rows are asked and by which detector; and where nobody asked yet, the button that asks. */
import { Button, Select } from "@mantine/core";
import type { ReactNode } from "react";
import type { Failure } from "@/api/failure";
import { sayFailure } from "@/api/failure";
import type { Job, JobAction } from "@/api/types";
import { count, step as sayStep } from "@/format/number";
import { JobControls } from "@/view/JobControls";
import { Empty } from "@/view/States";
import classes from "@/views/interactions/Interactions.module.css";

export const DETECTORS = ["nid", "arch_detect"] as const;
export type DetectorKind = (typeof DETECTORS)[number];
export const ROWS = 200; // that are asked where nobody says how many
const CHOICES = ["100", "200", "500", "1000", "2000"];
const WORDS: Record<DetectorKind, string> = { nid: "Sets of any size", arch_detect: "Pairs, quickly" };

interface AskBarProps {
  rows: number;
  detector: DetectorKind;
  onRows: (rows: number) => void;
  onDetector: (detector: DetectorKind) => void;
}

export function AskBar({ rows, detector, onRows, onDetector }: AskBarProps) {
  return (
    <div className={classes.bar}>
      <Select
        aria-label="Rows that are asked"
        allowDeselect={false}
        w={130}
        data={[...new Set([...CHOICES, String(rows)])].map((value) => ({
          value,
          label: `${count(Number(value))} rows`,
        }))}
        value={String(rows)}
        onChange={(next) => next && onRows(Number(next))}
      />
      <Select
        aria-label="What is looked for"
        allowDeselect={false}
        w={170}
        data={DETECTORS.map((value) => ({ value, label: WORDS[value] }))}
        value={detector}
        onChange={(next) => next && onDetector(next as DetectorKind)}
      />
    </div>
  );
}

interface NotAskedProps {
  step: number | null;
  best: number | null; // the step at which the run was best, where its checkpoint is kept
  rows: number;
  detector: DetectorKind;
  job: Job | null; // that asks, or failed to
  failure: Failure | null; // of asking for it
  busy: boolean;
  noWorker: boolean;
  command?: ReactNode; // in place of the button, where no service listens
  onAsk: () => void;
  onStep: (step: number) => void;
  onSteer: (job: string, action: JobAction) => void;
}

/** Measured: some forty seconds of one core for 200 rows of 17 fields. */
function minutes(rows: number): string {
  return rows <= ROWS ? "about a minute" : `about ${Math.ceil(rows / ROWS)} minutes`;
}

export function NotAsked({
  step,
  best,
  rows,
  detector,
  job,
  failure,
  busy,
  noWorker,
  command,
  onAsk,
  onStep,
  onSteer,
}: NotAskedProps) {
  const isOpen = job !== null && ["queued", "running", "paused"].includes(job.state);
  return (
    <section aria-label="Which fields act together">
      <Empty
        title={`Which fields act together${step === null ? "" : ` at step ${sayStep(step)}`} was not asked yet`}
        action={
          command ??
          (isOpen ? undefined : (
            <Button variant="filled" loading={busy} onClick={onAsk}>
              Find sets of fields that act together
            </Button>
          ))
        }
      >
        <p>
          The model is asked about each of {count(rows)} rows again and again, with other fields off, and the same
          without its interactions, to tell what is more than chance.{" "}
          {detector === "nid"
            ? `A small network learns each row's answers: ${minutes(rows)} for 17 fields on one core.`
            : "Pairs alone take a few seconds."}{" "}
          The answer is kept.
        </p>
        {job && job.state !== "succeeded" && (
          <JobControls job={job} busy={busy} noWorker={noWorker} onSteer={(action) => onSteer(job.id, action)} />
        )}
        {best !== null && step !== best && (
          <p>
            What could be a cross is best asked where the run is best:{" "}
            <Button size="compact-xs" onClick={() => onStep(best)}>
              Go to step {sayStep(best)}, the best
            </Button>
          </p>
        )}
        {failure && (
          <p role="alert">
            {sayFailure(failure).happened} {sayFailure(failure).next}
          </p>
        )}
      </Empty>
    </section>
  );
}
