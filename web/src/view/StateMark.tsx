/** Where a run or a job stands: a word with a sign of its own shape, never colour alone. */
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPause,
  IconPlayerPlayFilled,
  IconPlayerStop,
  IconTrash,
} from "@tabler/icons-react";
import classes from "@/view/StateMark.module.css";

const MARKS: Record<string, { icon: typeof IconCircleX; word: string; tone: string }> = {
  queued: { icon: IconCircleDashed, word: "queued", tone: "faint" },
  running: { icon: IconPlayerPlayFilled, word: "running", tone: "accent" },
  paused: { icon: IconPlayerPause, word: "paused", tone: "faint" },
  interrupted: { icon: IconPlayerPause, word: "interrupted", tone: "warning" },
  succeeded: { icon: IconCircleCheck, word: "finished", tone: "faint" },
  failed: { icon: IconCircleX, word: "failed", tone: "alarm" },
  cancelled: { icon: IconPlayerStop, word: "stopped", tone: "faint" },
  trashed: { icon: IconTrash, word: "in the bin", tone: "faint" },
};

export function stateWord(state: string): string {
  return MARKS[state]?.word ?? state;
}

export function StateMark({ state, share }: { state: string; share?: number | null }) {
  const mark = MARKS[state];
  const Icon = mark?.icon ?? IconCircleDashed;
  return (
    <span className={classes.mark} style={{ "--tone": `var(--clk-${mark?.tone ?? "faint"})` }} data-state={state}>
      <Icon size={14} stroke={1.9} aria-hidden />
      <span className="num">
        {stateWord(state)}
        {share !== null && share !== undefined && ` ${Math.floor(share * 100)}%`}
      </span>
    </span>
  );
}
