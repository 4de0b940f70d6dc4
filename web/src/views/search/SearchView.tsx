/** SearchView: which settings were best, what each of them matters, and every trial. */
import type { RunDetail } from "@/api/types";
import { plural } from "@/format/number";
import { Findings } from "@/view/Finding";
import { type ExportsOf, Panels } from "@/view/Panel";
import { Partial } from "@/view/States";
import { BestSettings } from "@/views/search/BestSettings";
import { CoursePanel } from "@/views/search/CoursePanel";
import { ImportancePanel } from "@/views/search/ImportancePanel";
import { SettingPanel } from "@/views/search/SettingPanel";
import { TrialTable } from "@/views/search/TrialTable";
import type { SearchResult } from "@/views/search/trials";

const MOST_SETTINGS = 12; // with a picture of their own, the most important first

export interface SearchViewProps {
  result: SearchResult;
  state: RunDetail["run"]["state"];
  message: string; // of the search's run
  onOpen: (run: string) => void;
  exportsOf: ExportsOf;
  explain: () => void;
}

export function SearchView({ result, state, message, onOpen, exportsOf, explain }: SearchViewProps) {
  const openTrial = (number: number) => {
    const run = result.trials.find((trial) => trial.number === number)?.run_id;
    if (run) onOpen(run);
  };
  return (
    <>
      <Findings findings={result.findings} shown={4} />
      {state !== "succeeded" && <Partial>{sayState(result, state, message)}</Partial>}
      <Panels least="22rem">
        <CoursePanel result={result} onTrial={openTrial} exportsOf={exportsOf} />
        <ImportancePanel result={result} exportsOf={exportsOf} explain={explain} />
        {result.best !== null && <BestSettings result={result} onOpen={onOpen} />}
      </Panels>
      <Panels least="22rem">
        {result.settings.slice(0, MOST_SETTINGS).map((setting) => (
          <SettingPanel key={setting.key} result={result} setting={setting} exportsOf={exportsOf} />
        ))}
      </Panels>
      <TrialTable result={result} onOpen={onOpen} exportsOf={exportsOf} />
    </>
  );
}

function sayState({ trials, wanted, run_id }: SearchResult, state: SearchViewProps["state"], message: string): string {
  const done = trials.filter((trial) => trial.state !== "running" && trial.state !== "interrupted").length;
  if (state === "running") return `${done} of ${plural(wanted, "trial")} are done; the others come by themselves.`;
  const goOn = `\`clicklens tune --resume ${run_id}\` goes on.`;
  return `The search ${state === "failed" ? `failed: ${message}` : "was stopped"} after ${done} of ${plural(wanted, "trial")}. ${goOn}`;
}
