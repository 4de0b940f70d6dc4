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
  onStep: (step: number) => void;
  retry: () => void;
}

export function NoModel({ failure, onStep, retry }: NoModelProps) {
  if (!failure.isUnavailable) return <Failed compact failure={failure} retry={retry} />;
  return (
    <Unavailable
      reason={sayFailure(failure).happened}
      action={failure.steps.length ? <GoTo steps={failure.steps} onStep={onStep} /> : null}
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
