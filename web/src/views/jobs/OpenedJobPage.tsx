import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { stringify } from "yaml";
import { useChangeAddress } from "@/address/use";
import { toFailure } from "@/api/failure";
import { jobQuery, useSteerJob } from "@/api/query/job";
import { jobUsageQuery, jobWordsQuery, reportFile, useChangeJobs } from "@/api/query/jobWatch";
import type { Job } from "@/api/types";
import { Timeline } from "@/chart/Timeline";
import { saveFile } from "@/view/carry";
import { Panel, Panels } from "@/view/Panel";
import { Answered, ChartSkeleton } from "@/view/States";
import { CloneJob, settingsOf } from "@/views/jobs/CloneJob";
import { JobLog } from "@/views/jobs/JobLog";
import classes from "@/views/jobs/JobsView.module.css";
import { OpenedJob } from "@/views/jobs/OpenedJob";
import { offerUndo, tell } from "@/views/jobs/say";
import { usageCsv, usageStrips } from "@/views/jobs/usage";

interface OpenedJobPageProps {
  id: string;
  now: Date;
  noWorker: boolean;
  onLeaving: (job: string, leaves: boolean) => void; // it is taken out of the list, and perhaps put back
}

export function OpenedJobPage({ id, now, noWorker, onLeaving }: OpenedJobPageProps) {
  const job = useQuery(jobQuery(id));
  const steer = useSteerJob();
  const { reprioritise, clone, remove } = useChangeJobs();
  const [cloned, setCloned] = useState<Job | null>(null);
  const change = useChangeAddress();

  const onDelete = (gone: Job) => {
    onLeaving(gone.id, true);
    change({ job: null });
    offerUndo(`${gone.name} is taken out of the list`, {
      keep: () => onLeaving(gone.id, false),
      go: () =>
        remove.mutateAsync(gone.id).catch((error) => {
          onLeaving(gone.id, false);
          tell("The job was not deleted", error);
        }),
    });
  };
  return (
    <Answered query={job} skeleton={<ChartSkeleton />}>
      {(found) => (
        <>
          <OpenedJob
            job={found}
            now={now}
            noWorker={noWorker}
            busy={steer.isPending}
            onSteer={({ id: word }, action) =>
              steer.mutate(
                { job: word, action },
                {
                  onError: (error) => tell("The job is as it was", error),
                  onSuccess: (made) => made.id !== word && change({ job: made.id }),
                },
              )
            }
            onPriority={({ id: word }, priority) =>
              reprioritise.mutate(
                { job: word, priority },
                { onError: (error) => tell("Its priority is as it was", error) },
              )
            }
            onClone={setCloned}
            onDelete={onDelete}
            onReport={(run) =>
              reportFile(run).then(
                (file) => saveFile(file, `${run}.html`),
                (error) => tell("There is no report", error),
              )
            }
            onClose={() => change({ job: null })}
          >
            <JobPanels job={found} />
          </OpenedJob>
          {cloned && (
            <CloneJob
              job={cloned}
              busy={clone.isPending}
              failure={clone.error ? toFailure(clone.error) : null}
              form={
                cloned.request.kind === "train" && (
                  <Anchor component={Link} to={`/runs/new?job=${encodeURIComponent(cloned.id)}`}>
                    Change it in the form
                  </Anchor>
                )
              }
              onClone={(changes, name) =>
                clone.mutate(
                  { job: cloned.id, changes, name },
                  {
                    onSuccess: (made) => {
                      setCloned(null);
                      change({ job: made.id });
                    },
                  },
                )
              }
              onClose={() => {
                clone.reset();
                setCloned(null);
              }}
            />
          )}
        </>
      )}
    </Answered>
  );
}

function JobPanels({ job }: { job: Job }) {
  const runs = job.state === "running";
  const words = useQuery(jobWordsQuery(job.id, runs));
  const usage = useQuery(jobUsageQuery(job.id, runs));
  return (
    <>
      <Panels>
        <Panel title="What it wrote">
          <Answered query={words} skeleton={<ChartSkeleton height={300} />}>
            {({ text, cut }) => <JobLog text={text} cut={cut} runs={runs} name={job.name} />}
          </Answered>
        </Panel>
        <Panel
          title="What its process takes of the machine, the last ten minutes"
          exports={{ name: `${job.id}-usage`, files: { csv: () => usageCsv(usage.data ?? []) } }}
          reading="100% is one core worked fully. Memory counts its children too. Both strips share the time."
        >
          <Answered query={usage} skeleton={<ChartSkeleton height={300} />}>
            {(looks) => (
              <Timeline
                title={`Processor and memory of ${job.name}`}
                x={{ name: "time since the first look" }}
                {...usageStrips(looks, job.memory)}
                empty={
                  runs ? "The first look comes in a few seconds." : "No look was taken: it ended too soon, or long ago."
                }
              />
            )}
          </Answered>
        </Panel>
      </Panels>
      <Panel title="What was asked, with every setting">
        <pre className={classes.log}>{stringify({ kind: job.request.kind, ...settingsOf(job) })}</pre>
      </Panel>
    </>
  );
}
