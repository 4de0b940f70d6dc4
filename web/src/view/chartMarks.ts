/** Chart marks: what happened on the way, as charts over steps show it above their time line. */
import type { Mark, MarkKind } from "@/chart/mark";
import { step } from "@/format/number";
import type { Happening } from "@/view/moment";

const KINDS: Record<string, { kind: MarkKind; word: string }> = {
  stopped: { kind: "pause", word: "stopped" },
  paused: { kind: "pause", word: "paused" },
  interrupted: { kind: "pause", word: "interrupted" },
  learning_rate: { kind: "change", word: "learning rate" },
};

/** The best step, the first alarm, pauses and changes; checkpoints stand on the time machine. */
export function chartMarks(happenings: readonly Happening[], bestStep: number | null): Mark[] {
  const alarm = happenings.find(({ kind }) => kind === "alarm");
  return [
    ...(bestStep === null ? [] : [{ at: bestStep, kind: "best" as const, label: `best ${step(bestStep)}` }]),
    ...(alarm ? [{ at: alarm.step, kind: "alarm" as const, label: `alarm ${step(alarm.step)}` }] : []),
    ...happenings.flatMap((one) => {
      const known = KINDS[one.kind];
      return known ? [{ at: one.step, kind: known.kind, label: `${known.word} ${step(one.step)}` }] : [];
    }),
  ].sort((a, b) => a.at - b.at);
}
