/** ProbeView: how much of the click each layer gives away, what each adds to the one below, and both over training. */

import { Panels } from "@/view/Panel";
import { Partial } from "@/view/States";
import { AucPanel } from "@/views/layers/AucPanel";
import { CoursePanels } from "@/views/layers/CoursePanels";
import { GainPanel } from "@/views/layers/GainPanel";
import type { ProbeViewProps } from "@/views/layers/probe";

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
