/** AucPanel: AUC of a straight cut through each layer's states, and of the model itself, at the step looked at. */
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { auc, listed, step as sayStep } from "@/format/number";
import { Panel } from "@/view/Panel";
import { aucRows, judgedSplit, modelAuc, probedStep, sidesOf, tapsOf } from "@/views/layers/layers";
import type { ProbeViewProps } from "@/views/layers/probe";

export const AUC: Axis = { name: "AUC", unit: null, digits: 4 };

export function AucPanel({ now, step, split, exportsOf, explain }: ProbeViewProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const { all, selection, rest } = now;
  const judged = judgedSplit(all, split);
  const compared = useMemo(() => sidesOf({ all, selection, rest }), [all, selection, rest]);
  const selected = compared.length > 1;
  const at = probedStep(all, step);
  const splits = useMemo(() => [...new Set(all.points.map((point) => point.split))], [all]);
  const rows = useMemo(() => {
    const sides = selected
      ? compared.map((result) => ({ result, split: judged }))
      : splits.map((one) => ({ result: all, split: one }));
    return aucRows(sides, tapsOf(all), step);
  }, [all, compared, selected, splits, judged, step]);
  const own = modelAuc(all, at, judged)?.value;
  const title = `What a straight cut reads from each layer, step ${sayStep(at)}, ${selected ? `${judged} rows` : listed(splits)}`;
  return (
    <Panel
      title={title}
      reading="AUC of a logistic regression on each layer's states, with 95% intervals; it was trained on the training rows. It should rise from layer to layer. Only held-out rows judge a layer: the network has seen the labels of training rows."
      exports={exportsOf("layer-auc", chartFiles(chart))}
      onExplain={explain}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="layer"
        value={AUC}
        sides={
          selected
            ? [
                { name: "selection", colour: ink.selection },
                { name: "rest", colour: ink.rest },
              ]
            : splits.map((one) => ({ name: one, split: one }))
        }
        rows={rows}
        {...(own !== undefined && !selected && { reference: { value: own, label: `model on ${judged} ${auc(own)}` } })}
        empty="No layer was probed at this step."
      />
    </Panel>
  );
}
