/** The run that is looked at, or the one looked at last in this tab: its views stay one click away. */
import { useEffect } from "react";
import { forget, recall, remember } from "@/api/tabMemory";

const LAST_RUN = "clicklens.last-run";

export function useLastRun(run: string | undefined): string | undefined {
  useEffect(() => {
    if (run) remember(LAST_RUN, run);
  }, [run]);
  return run ?? recall(LAST_RUN) ?? undefined;
}

export function forgetRun(run: string): void {
  if (recall(LAST_RUN) === run) forget(LAST_RUN);
}
