/** RunRemedy: a remedy for the run that is looked at: finds the job that was asked for it, starts one, steers it. */
import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { viewAddress } from "@/address/address";
import { type Failure, toFailure } from "@/api/failure";
import { jobsQuery, useSteerJob, useSubmitJob } from "@/api/query/job";
import { storeQuery } from "@/api/query/store";
import { isStill } from "@/api/source";
import type { Job, RunDetail } from "@/api/types";
import { useMoment } from "@/frame/moment";
import { StillCommand } from "@/frame/StillCommand";
import { Refine, type RefineProps, SEEDS } from "@/view/Refine";
import { readRemedy, remedyOf } from "@/view/remedy";

/** `<Findings findings={…} action={(remedy) => <RunRemedy remedy={remedy} />} />` */
export function RunRemedy({ remedy }: { remedy: string }) {
  const { id } = useMoment();
  if (!isStill()) return <Asked remedy={remedy} />;
  return <StillCommand act={readRemedy(remedy).act} command={commandOf(id, remedy)} />;
}

function Asked({ remedy }: { remedy: string }) {
  const { id, run } = useMoment();
  const jobs = useQuery(jobsQuery(id));
  const store = useQuery(storeQuery()).data;
  const submit = useSubmitJob();
  const steer = useSteerJob();
  return (
    <Refine
      remedy={remedy}
      job={jobFor(jobs.data ?? [], remedy)}
      blocked={blockedBy(run)}
      noWorker={store?.can_submit === false}
      busy={jobs.isPending || submit.isPending || steer.isPending}
      failure={failureOf(submit.error ?? steer.error)}
      onStart={(seeds) => submit.mutate({ request: { kind: "refine", run: id, change: remedy, seeds } })}
      onSteer={(job, action) => steer.mutate({ job, action })}
      link={link}
    />
  );
}

const link: RefineProps["link"] = (to, children) => (
  <Anchor
    component={Link}
    to={
      "run" in to
        ? viewAddress(to.run, "overview")
        : `/compare?before=${encodeURIComponent(to.before)}&after=${encodeURIComponent(to.after)}`
    }
  >
    {children}
  </Anchor>
);

/** The remedy as the command line takes it. */
export function commandOf(run: string, remedy: string): string {
  const [change = "", ...rest] = remedy.split(" ");
  const argument = rest.join(" ");
  const quoted = /^[\w@%+=:,./-]*$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\"'\"'")}'`;
  return `clicklens refine ${[run, change, quoted].filter(Boolean).join(" ")} --seeds ${SEEDS}`;
}

/** The newest job that makes this change; jobs come newest first. */
export function jobFor(jobs: readonly Job[], remedy: string): Job | null {
  return jobs.find(({ request }) => request.kind === "refine" && remedyOf(request.change) === remedy) ?? null;
}

function blockedBy({ run }: RunDetail): string | null {
  if (run.trashed_at) return "The run is in the bin; restore it first.";
  if (run.state === "running") return "The run still trains: its remedies can be tried once it has ended.";
  return run.state === "succeeded" ? null : `The run is ${run.state}: only one that has ended can be refined.`;
}

const failureOf = (error: unknown): Failure | null => (error ? toFailure(error) : null);
