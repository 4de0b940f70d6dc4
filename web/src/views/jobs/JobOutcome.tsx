/** JobOutcome: what came of a job, and the way to where it can be looked at. */
import { Anchor, Button } from "@mantine/core";
import { Link } from "react-router";
import { viewAddress } from "@/address/address";
import type { Job } from "@/api/types";
import { HOMES } from "@/view/registry";
import { readVerdict } from "@/view/remedy";
import { VerdictTable } from "@/view/VerdictTable";
import { Words } from "@/view/Words";
import classes from "@/views/jobs/JobsView.module.css";

interface JobOutcomeProps {
  job: Job;
  onReport: (run: string) => void; // fetches the file
}

export function JobOutcome({ job, onReport }: JobOutcomeProps) {
  const { result } = job;
  const verdict = result?.kind === "verdict" ? readVerdict(result.verdict) : null;
  const [after, before] = [verdict?.runs_after[0], verdict?.runs_before[0]];
  const run = result?.run ?? job.run_id;
  if (!result && !run) return null;
  return (
    <div className={classes.result}>
      {result && (
        <p>
          <Words>{result.text}</Words>
        </p>
      )}
      {verdict && <VerdictTable verdict={verdict} />}
      <p className={classes.links}>
        {result?.kind === "analysis" && (
          <Go to={viewAddress(result.run, viewOf(result.analysis), analysisStep(result.settings))}>
            Look at the answer
          </Go>
        )}
        {result?.kind === "report" && <Button onClick={() => onReport(result.run)}>Save the report</Button>}
        {after && <Go to={viewAddress(after, "overview")}>Open the changed run</Go>}
        {after && before && <Go to={`/compare?${new URLSearchParams({ before, after })}`}>Compare the two</Go>}
        {run && <Go to={viewAddress(run, "overview")}>{verdict ? "Open the run before" : "Open the run"}</Go>}
      </p>
    </div>
  );
}

function Go({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to}>
      {children}
    </Anchor>
  );
}

function viewOf(analysis: string) {
  const home = Object.entries(HOMES).find(([kind]) => kind === analysis)?.[1].view;
  return home === undefined || home === "compare" ? "overview" : home;
}

function analysisStep({ step }: Readonly<Record<string, unknown>>): string {
  return typeof step === "number" ? `?step=${step}` : "";
}
