/** What the view of the probes and its panels take, and what goes out of them. */
import type { Mark } from "@/chart/mark";
import type { ExportsOf } from "@/view/Panel";
import type { ProbeResult, Sides } from "@/views/layers/layers";

export interface ProbeViewProps {
  course: ProbeResult; // over training
  now: Sides<ProbeResult>; // at the step looked at
  best: number | null; // the step that would be kept
  step: number;
  split: string | null; // looked at
  snapshots: number; // of the run
  marks: readonly Mark[];
  onStep: (step: number) => void;
  exportsOf: ExportsOf;
  explain: () => void;
}
