/** GainPanel: what each layer adds to the one below it, beside the margin under which a gain is none. */
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { layerName, layerTitle } from "@/format/layer";
import { count, step as sayStep } from "@/format/number";
import { Panel } from "@/view/Panel";
import { columns, gainOf, judgedSplit, probedStep, sidesOf, tapsOf, verdict } from "@/views/layers/layers";
import type { ProbeViewProps } from "@/views/layers/probe";

const GAIN: Axis = { name: "AUC over the layer below", unit: null, digits: 4 };

export function GainPanel({ now, best, step, split, exportsOf, explain }: ProbeViewProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const { all, selection, rest } = now;
  const judged = judgedSplit(all, split);
  const at = probedStep(all, step);
  const compared = useMemo(() => sidesOf({ all, selection, rest }), [all, selection, rest]);
  const rows = useMemo(() => {
    const rule = { margin: all.margin, isKept: at === best };
    return tapsOf(all)
      .slice(1)
      .map((tap) => {
        const gains = compared.map((result) => gainOf(result, probedStep(result, step), tap, judged));
        const told = gains.map((gain) => verdict(gain, rule)).join("; ");
        const below = all.gains.find((gain) => gain.tap === tap)?.below ?? "";
        return {
          key: tap,
          name: gains.length > 1 ? layerTitle(tap) : `${layerTitle(tap)}: ${told}`,
          note: `over ${layerName(below)}: ${told}`,
          ...columns(gains),
        };
      });
  }, [compared, all, at, best, step, judged]);
  const title = `What each layer adds to the one below, step ${sayStep(at)}, ${judged} rows`;
  return (
    <Panel
      title={title}
      reading={`Gain in AUC of a linear probe, on the same ${compared.map(({ rows: of }) => count(of[judged])).join(" and ")} rows, with 95% intervals. Wholly left of the dashed line: it adds nothing that is worth a layer. Wholly right of 0: it adds. Otherwise too few rows to say. Nothing below the first layer is kept, so it has no line.`}
      exports={exportsOf("layer-gains", chartFiles(chart))}
      onExplain={explain}
    >
      <DotInterval
        ref={chart}
        title={title}
        of="layer"
        value={GAIN}
        sides={
          compared.length > 1
            ? [
                { name: "selection", colour: ink.selection },
                { name: "rest", colour: ink.rest },
              ]
            : [{ name: judged }]
        }
        rows={rows}
        signed
        reference={{ value: all.margin, label: `harmless below ${all.margin}` }}
        empty="The model has one layer only: there is nothing below to compare it with."
      />
    </Panel>
  );
}
