/** RunRetrain: the training of the run that is looked at once more, ended at an earlier step, as a button with its job. */
import { Anchor, Button, Tooltip } from "@mantine/core";
import { IconTool } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { viewAddress } from "@/address/address";
import { toFailure } from "@/api/failure";
import { jobsQuery, useSteerJob, useSubmitJob } from "@/api/query/job";
import { storeQuery } from "@/api/query/store";
import { isStill } from "@/api/source";
import type { Run } from "@/api/types";
import { count } from "@/format/number";
import { useMoment } from "@/frame/moment";
import { StillCommand } from "@/frame/StillCommand";
import { JobControls } from "@/view/JobControls";
import { Failed } from "@/view/States";

export function RunRetrain({ steps }: { steps: number }) {
  if (!isStill()) return <Asked steps={steps} />;
  return (
    <StillCommand
      act={`Train again, to step ${count(steps)}`}
      command={`clicklens train config.yaml --set training.max_steps=${steps}`}
    />
  );
}

function Asked({ steps }: { steps: number }) {
  const { run } = useMoment().run;
  const jobs = useQuery(jobsQuery());
  const store = useQuery(storeQuery()).data;
  const submit = useSubmitJob();
  const steer = useSteerJob();
  const spec = shorter(run, steps);
  const job = jobs.data?.find(({ request }) => request.kind === "train" && request.spec.name === spec.name);
  const error = submit.error ?? steer.error;
  return (
    <div style={{ display: "grid", gap: 6 }}>
      {job ? (
        <>
          <JobControls
            job={job}
            busy={steer.isPending}
            noWorker={store?.can_submit === false}
            onSteer={(action) => steer.mutate({ job: job.id, action })}
          />
          {job.run_id && job.state !== "queued" && (
            <Anchor component={Link} to={viewAddress(job.run_id, "overview")}>
              Open the run that ends at step {count(steps)}
            </Anchor>
          )}
        </>
      ) : (
        <Tooltip label="Trains a new run with the same configuration and the same seed, ended at that step.">
          <Button
            w="max-content"
            leftSection={<IconTool size={14} stroke={1.8} aria-hidden />}
            loading={jobs.isPending || submit.isPending}
            onClick={() => submit.mutate({ request: { kind: "train", spec } })}
          >
            Train again, to step {count(steps)}
          </Button>
        </Tooltip>
      )}
      {error && <Failed failure={toFailure(error)} compact />}
    </div>
  );
}

/** The run's request, ended earlier, under a name that tells it from the run. */
function shorter({ spec, name }: Run, steps: number): Record<string, unknown> {
  const training = typeof spec.training === "object" ? spec.training : {};
  return { ...spec, name: `${name} to step ${steps}`, training: { ...training, max_steps: steps } };
}
