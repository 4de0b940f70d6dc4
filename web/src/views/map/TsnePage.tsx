/** TsnePage: has a t-SNE made that is not there yet, and opens the map when it is. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useChangeAddress, useStep } from "@/address/use";
import { toFailure } from "@/api/failure";
import { jobsQuery, useSteerJob, useSubmitJob } from "@/api/query/job";
import type { Job } from "@/api/types";
import type { Moment } from "@/frame/moment";
import { useNow } from "@/frame/useNow";
import { MakeTsne } from "@/views/map/MakeTsne";
import { furtherSteps, mapJobs, stepsOf } from "@/views/map/mapJobs";

interface TsnePageProps {
  moment: Moment;
  tap: string;
  step: number;
  split: string;
}

export function TsnePage({ moment: { id, run }, tap, step, split }: TsnePageProps) {
  const [, setStep] = useStep();
  const change = useChangeAddress();
  const jobs = useQuery(jobsQuery(id));
  const submit = useSubmitJob();
  const steer = useSteerJob();
  const now = useNow(1000);
  const ofMap = mapJobs(jobs.data ?? [], tap, split);
  const job = ofMap.find((one) => stepsOf(one).includes(step)) ?? null;
  const made = ofMap.filter(({ state }) => state === "succeeded").flatMap(stepsOf);
  useOpened(id, job);
  const make = (through: readonly number[]) =>
    submit.mutate({
      request: {
        kind: "analyze",
        run: id,
        analysis: "projection",
        settings: { method: "tsne", split, step, taps: [tap], through: [...through] },
      },
    });
  return (
    <MakeTsne
      tap={tap}
      step={step}
      split={split}
      through={furtherSteps(run.steps, step)}
      made={[...new Set(made)].filter((one) => one !== step).sort((a, b) => a - b)}
      job={job}
      seconds={job?.started_at ? (now.getTime() - Date.parse(job.started_at)) / 1000 : null}
      failure={submit.error ? toFailure(submit.error) : null}
      asking={submit.isPending}
      onMake={make}
      onStop={(one) => steer.mutate({ job: one, action: "stop" })}
      onStep={setStep}
      onPca={() => change({ method: null })}
    />
  );
}

/** The map is asked for again as soon as its job is done. */
function useOpened(run: string, job: Job | null) {
  const queries = useQueryClient();
  const done = job?.state === "succeeded" ? job.id : null;
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: ["run", run, "result", "map"] });
  }, [done, run, queries]);
}
