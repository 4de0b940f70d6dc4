/** Summary: the run in words, the worst first, and what can be done about it, in place. */
import { CopyButton, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import type { RunSummary } from "@/api/types";
import { Findings } from "@/view/Finding";
import classes from "@/views/overview/overview.module.css";

export interface Acts {
  remedy: (remedy: string) => ReactNode; // the button of a refinement
  retrain: (steps: number) => ReactNode; // the button of a training that ends earlier
}

type Line = RunSummary["lines"][number];
const ORDER = ["alarm", "warning", "good", "info"];

/** The first line says which run it is; the others follow by how bad they are, equal ones in the service's order. */
export function worstFirst(lines: readonly Line[]): { head: Line | null; found: Line[] } {
  const [head = null, ...found] = lines;
  const place = ({ severity }: Line) => (ORDER.includes(severity) ? ORDER.indexOf(severity) : ORDER.length);
  return { head, found: found.sort((a, b) => place(a) - place(b)) };
}

/** Commands that no line offers as a button. */
export function furtherActions({ lines, actions }: RunSummary): RunSummary["actions"] {
  const offered = lines.flatMap(({ remedy }) => (remedy ? [` ${remedy} `] : []));
  return actions.filter(({ command }) => !offered.some((words) => `${command} `.replaceAll("'", "").includes(words)));
}

/** The steps at which a training should have ended, where a command says so. */
export function maxSteps(command: string): number | null {
  const found = /training\.max_steps=(\d+)/.exec(command)?.[1];
  return found === undefined ? null : Number(found);
}

export function Summary({ summary, acts }: { summary: RunSummary; acts: Acts }) {
  const { head, found } = worstFirst(summary.lines);
  const further = furtherActions(summary);
  return (
    <>
      {head && <p className={classes.head}>{head.text}</p>}
      <Findings
        findings={found}
        looked="its course, its layers and its fields"
        shown={5}
        action={(remedy) => acts.remedy(remedy)}
      />
      {further.length > 0 && (
        <section aria-label="What to do" className={classes.actions}>
          {further.map(({ command, why }) => {
            const steps = maxSteps(command);
            return (
              <div key={command} className={classes.action}>
                {steps === null ? <Command command={command} /> : acts.retrain(steps)}
                <span className="faint">{why.replace(/ The file is under Configuration\.$/, "")}</span>
              </div>
            );
          })}
        </section>
      )}
    </>
  );
}

function Command({ command }: { command: string }) {
  return (
    <CopyButton value={command}>
      {({ copied, copy }) => (
        <UnstyledButton onClick={copy} title="Copy">
          <code>{command}</code> {copied && "copied"}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
