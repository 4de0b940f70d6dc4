/** Failure: why there is no answer, as a person needs it: what happened, what is safe, what to do. */

export interface Problem {
  loc: (string | number)[];
  message: string;
  value?: unknown;
  nearest?: string | null;
}

/** The kind of failure of a report that was asked for more than it holds. */
export const NOT_IN_FILE = "NotInFile";

export class Failure extends Error {
  readonly status: number; // of HTTP; 0: the service did not answer
  readonly kind: string; // the error's name in Python, or 'Unreachable'
  readonly problems: Problem[];
  readonly steps: number[]; // optimiser steps at which the run could be asked instead

  constructor({
    status,
    kind,
    message,
    problems = [],
    steps = [],
  }: { status: number; kind: string; message: string; problems?: Problem[]; steps?: number[] }) {
    super(message);
    this.name = "Failure";
    this.status = status;
    this.kind = kind;
    this.problems = problems;
    this.steps = steps;
  }

  get isGone(): boolean {
    return this.status === 404;
  }

  /** The run did not keep what is asked for, or is not in a state for it: no fault, and asking again does not help. */
  get isUnavailable(): boolean {
    return this.status === 409;
  }
}

export interface Words {
  happened: string;
  safe: string;
  next: string;
}

/** Reads the service's body; anything else (a proxy's page, nothing) is said in our own words. */
export function readFailure(status: number, body: unknown): Failure {
  if (typeof body === "object" && body !== null && "message" in body && typeof body.message === "string") {
    const kind = "error" in body && typeof body.error === "string" ? body.error : "Error";
    const problems = "problems" in body && Array.isArray(body.problems) ? (body.problems as Problem[]) : [];
    const steps = "steps" in body && Array.isArray(body.steps) ? (body.steps as number[]) : [];
    return new Failure({ status, kind, message: body.message, problems, steps });
  }
  return new Failure({ status, kind: "Error", message: `The service answered ${status} without saying why.` });
}

export function unreachable(): Failure {
  return new Failure({ status: 0, kind: "Unreachable", message: "The ClickLens service does not answer." });
}

export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure({ status: -1, kind: "PageError", message });
}

export function sayFailure(failure: Failure): Words {
  const happened = sentence(failure.message);
  if (failure.status === 0)
    return {
      happened,
      safe: "Runs and jobs go on without the page; nothing is lost.",
      next: "Look whether `clicklens ui` still runs on that machine; the page connects by itself as soon as it answers.",
    };
  if (failure.kind === NOT_IN_FILE)
    return {
      happened,
      safe: "The run itself is complete where it was trained.",
      next: "There, `clicklens ui` shows it.",
    };
  if (failure.status === 401)
    return { happened, safe: "Nothing was changed.", next: "Sign in with the token that `clicklens ui` printed." };
  if (failure.status === 403)
    return {
      happened,
      safe: "Nothing was changed.",
      next: "Open the page at the address that `clicklens ui` printed.",
    };
  if (failure.status === 404)
    return {
      happened,
      safe: "Other runs are as they were.",
      next: "The link may be older than a deletion: choose another run or step.",
    };
  if (failure.status === 409)
    return {
      happened,
      safe: "The run is complete as it is.",
      next: "A run that keeps what is asked for can be started from this one.",
    };
  if (failure.status === 422 || failure.status === 400)
    return { happened, safe: "Nothing was changed.", next: "Correct what is named above and try again." };
  if (failure.status === -1)
    return { happened, safe: "The store is untouched: the fault is in the page.", next: "Load the page again." };
  return {
    happened,
    safe: "What was written down before is intact.",
    next: "Try again; if it stays, the service's log says more.",
  };
}

/** Sentences from Python open with a lower-case letter where they follow a name; here they stand alone. */
function sentence(text: string): string {
  const trimmed = text.trim();
  const opened = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(opened) ? opened : `${opened}.`;
}
