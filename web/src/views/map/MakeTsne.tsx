/** MakeTsne: there is no t-SNE of this layer and step yet: what making one takes, and how far one is that is being made. */
import { Button, Progress } from "@mantine/core";
import type { Failure } from "@/api/failure";
import { sayFailure } from "@/api/failure";
import type { Job } from "@/api/types";
import { layerName } from "@/format/layer";
import { count, plural } from "@/format/number";
import classes from "@/views/map/Map.module.css";

interface MakeTsneProps {
  tap: string;
  step: number;
  split: string;
  through: readonly number[]; // further steps that a film would show
  made: readonly number[]; // steps of this layer and split that jobs have made
  job: Job | null; // that makes one, or failed to
  seconds: number | null; // that it has worked
  failure: Failure | null; // of asking for it
  asking: boolean;
  onMake: (through: readonly number[]) => void;
  onStop: (job: string) => void;
  onStep: (step: number) => void;
  onPca: () => void;
}

export function MakeTsne(props: MakeTsneProps) {
  const { tap, step, split, through, made, job } = props;
  const isOpen = job !== null && ["queued", "running", "paused"].includes(job.state);
  return (
    <div className={classes.make}>
      <h3>
        No t-SNE of {layerName(tap)} on {split} at step {count(step)} yet
      </h3>
      {isOpen ? (
        <Working {...props} job={job} />
      ) : (
        <>
          {job?.state === "failed" && (
            <p role="alert">The last try failed: {job.message || "it left no message"}. Nothing else was touched.</p>
          )}
          {props.failure && <p role="alert">{sayFailure(props.failure).happened}</p>}
          <p>
            t-SNE puts rows side by side that the layer holds for alike. It takes a while (about half a minute a step
            for 4,000 rows on one core), so it is made as a job and kept. Principal components are there at once.
          </p>
          <div className={classes.buttons}>
            <Button variant="filled" loading={props.asking} onClick={() => props.onMake([])}>
              Make it for this step
            </Button>
            {through.length > 0 && (
              <Button loading={props.asking} onClick={() => props.onMake(through)}>
                Make it through training: {plural(through.length + 1, "step")}
              </Button>
            )}
            <Button onClick={props.onPca}>Show principal components</Button>
          </div>
          {made.length > 0 && (
            <p className={classes.made}>
              Made already for step{" "}
              {made.map((one) => (
                <Button key={one} size="compact-xs" onClick={() => props.onStep(one)}>
                  {count(one)}
                </Button>
              ))}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Working({ job, seconds, onStop, onPca }: MakeTsneProps & { job: Job }) {
  const words =
    job.state === "queued"
      ? "It waits for a worker; other jobs are before it."
      : job.state === "paused"
        ? "Its job is paused; it goes on from the list of jobs."
        : `It is being made${seconds === null ? "" : `, for ${count(seconds)} s now`}. ${job.progress_text}`;
  return (
    <>
      <p role="status">{words} The map opens here by itself; you may look at something else meanwhile.</p>
      <Progress
        value={job.progress === null ? 100 : 100 * job.progress}
        animated={job.state === "running"}
        striped
        aria-label="Making the t-SNE"
      />
      <div className={classes.buttons}>
        <Button onClick={() => onStop(job.id)}>Stop it</Button>
        <Button onClick={onPca}>Show principal components</Button>
      </div>
    </>
  );
}
