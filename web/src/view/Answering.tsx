/** Answering: which model answered a question about other values, or why none could, and what to do then. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { type Failure, sayFailure } from "@/api/failure";
import { step as sayStep } from "@/format/number";
import classes from "@/view/Answering.module.css";
import { Failed, Unavailable } from "@/view/States";

/** A question put to the model itself, wherever it stands. */
export interface Live<T> {
  data: T | null;
  failure: Failure | null;
  busy: boolean;
  retry: () => void;
}

interface NoModelProps {
  failure: Failure;
  checkpoints: readonly number[]; // steps at which the run wrote one; not all are kept
  onStep: (step: number) => void;
  retry: () => void;
}

export function NoModel({ failure, checkpoints, onStep, retry }: NoModelProps) {
  if (!failure.isUnavailable) return <Failed compact failure={failure} retry={retry} />;
  const steps = namedSteps(failure.message, checkpoints);
  return (
    <Unavailable
      reason={sayFailure(failure).happened}
      action={steps.length ? <GoTo steps={steps} onStep={onStep} /> : null}
    />
  );
}

function GoTo({ steps, onStep }: { steps: readonly number[]; onStep: (step: number) => void }): ReactNode {
  return (
    <div className={classes.steps}>
      {steps.map((step) => (
        <Button key={step} onClick={() => onStep(step)}>
          Go to step {sayStep(step)}
        </Button>
      ))}
    </div>
  );
}

/** Of the checkpoints that the run wrote, those that a refusal names as still kept. */
export function namedSteps(message: string, steps: readonly number[]): number[] {
  const kept = /\(it has ([^)]*)\)/.exec(message)?.[1] ?? message; // not the step that was asked for
  const named = new Set(kept.match(/\d{1,3}(?:,\d{3})+|\d+/g) ?? []);
  return [...new Set(steps)].filter((one) => named.has(sayStep(one))).sort((a, b) => a - b);
}
