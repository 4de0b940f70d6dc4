/** ProbeView: how much of the click each layer gives away, what each adds to the one below, and both over training. */

import type { Mark } from "@/chart/mark";
import { type ExportsOf, Panels } from "@/view/Panel";
import { Partial } from "@/view/States";
import { AucPanel } from "@/views/layers/AucPanel";
import { CoursePanels } from "@/views/layers/CoursePanels";
import { GainPanel } from "@/views/layers/GainPanel";
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

export function ProbeView(props: ProbeViewProps) {
  const probed = new Set(props.course.model.map(({ step }) => step)).size;
  return (
    <>
      {probed < props.snapshots && (
        <Partial>
          Over training, {probed} of {props.snapshots} snapshots are probed, evenly chosen, with the best and the last.
        </Partial>
      )}
      <Panels>
        <GainPanel {...props} />
        <AucPanel {...props} />
        <CoursePanels {...props} />
      </Panels>
    </>
  );
}
