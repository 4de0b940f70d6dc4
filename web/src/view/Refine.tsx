/** Refine: a remedy as a button; its job, how far it is and what came of it, all where the finding stands. */
import { Anchor, Button, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconTool } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Failure, sayFailure } from "@/api/failure";
import type { Job, JobAction } from "@/api/types";
import { JobControls } from "@/view/JobControls";
import classes from "@/view/Refine.module.css";
import { readRemedy, readVerdict, type Verdict } from "@/view/remedy";
import { VerdictTable } from "@/view/VerdictTable";

export interface RefineProps {
  remedy: string; // 'drop-layer 4'
  job: Job | null; // the newest that was asked for it
  blocked?: string | null; // why it cannot be started now
  failure?: Failure | null; // why the last request came to nothing
  busy?: boolean;
  noWorker?: boolean;
  onStart: (seeds: number) => void;
  onSteer: (job: string, action: JobAction) => void;
  /** A link with what it shows: a run, two runs side by side. */
  link: (to: { run: string } | { before: string; after: string }, children: ReactNode) => ReactNode;
}

export const SEEDS = 3;
const MORE_SEEDS = 6;

export function Refine(props: RefineProps) {
  const { job, failure } = props;
  return (
    <div className={classes.refine}>
      {job === null ? <Start {...props} /> : <Asked {...props} job={job} />}
      {failure && (
        <p role="alert" className={classes.failure}>
          {sayFailure(failure).happened} {sayFailure(failure).next}
        </p>
      )}
    </div>
  );
}

function Start({ remedy, blocked, busy, onStart }: RefineProps) {
  const { act, means } = readRemedy(remedy);
  return (
    <Tooltip label={blocked ?? `${means}: ${SEEDS} models with the change and ${SEEDS} without, AUC against AUC.`}>
      <Button
        leftSection={<IconTool size={14} stroke={1.8} aria-hidden />}
        loading={busy ?? false}
        aria-disabled={blocked ? true : undefined}
        data-disabled={blocked ? true : undefined}
        onClick={() => !blocked && onStart(SEEDS)}
      >
        {act}
      </Button>
    </Tooltip>
  );
}

function Asked({ job, ...props }: RefineProps & { job: Job }) {
  const { act, means } = readRemedy(props.remedy);
  const verdict = job.result?.kind === "verdict" ? readVerdict(job.result.verdict) : null;
  return (
    <section aria-label={act} className={classes.asked}>
      <p className={classes.head}>
        <strong>{act}</strong> <span className="faint">{means}.</span>
      </p>
      {job.state === "succeeded" ? (
        verdict && <Outcome {...props} verdict={verdict} />
      ) : (
        <JobControls
          job={job}
          busy={props.busy}
          noWorker={props.noWorker}
          onSteer={(action) => props.onSteer(job.id, action)}
        />
      )}
    </section>
  );
}

type OutcomeProps = Omit<RefineProps, "job"> & { verdict: Verdict };

function Outcome({ verdict, link, ...props }: OutcomeProps) {
  const { held } = verdict;
  const Icon = held === null ? IconHelpCircle : held ? IconCircleCheck : IconCircleX;
  const [after, before] = [verdict.runs_after[0], verdict.runs_before[0]];
  return (
    <>
      <p className={classes.verdict} data-held={held ?? "unknown"}>
        <Icon size={16} stroke={1.9} aria-hidden />
        <span>{verdict.text}</span>
      </p>
      <VerdictTable verdict={verdict} />
      <p className={classes.links}>
        {after && link({ run: after }, "Open the changed run")}
        {after && before && link({ before, after }, "Compare the two")}
        {held === null && <Again {...props} seeds={MORE_SEEDS} words={`Try again with ${MORE_SEEDS} seeds`} />}
      </p>
    </>
  );
}

interface AgainProps extends Pick<RefineProps, "busy" | "blocked" | "onStart"> {
  seeds: number;
  words: string;
}

function Again({ seeds, words, busy, blocked, onStart }: AgainProps) {
  if (blocked) return <span className="faint">{blocked}</span>;
  return (
    <Anchor component="button" type="button" disabled={busy} onClick={() => onStart(seeds)}>
      {words}
    </Anchor>
  );
}
