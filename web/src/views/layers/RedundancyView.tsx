/** RedundancyView: which layers carry the same, and how far each has turned from another step. */
import { Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { DotInterval } from "@/chart/DotInterval";
import { MatrixChart } from "@/chart/MatrixChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { layerTitle } from "@/format/layer";
import { count, step as sayStep } from "@/format/number";
import { type ExportsOf, Panel, Panels } from "@/view/Panel";
import { columns, layersOf, likeness, type RedundancyResult, type Sides, sidesOf } from "@/views/layers/layers";

const LAYER: Axis = { name: "layer", unit: null };
const CKA: Axis = { name: "CKA", unit: null, digits: 3 };
const FROM_0: readonly [number, number] = [0, 1];

export interface RedundancyViewProps {
  redundancy: Sides<RedundancyResult>;
  steps: readonly number[]; // that a layer can be held against itself at
  onOther: (step: number | null) => void; // null: as the method chooses
  exportsOf: ExportsOf;
  explain: () => void;
}

export function RedundancyView(props: RedundancyViewProps) {
  const shown = sidesOf(props.redundancy);
  const isOne = layersOf(props.redundancy.all).length < 2; // it has no other that could carry the same
  return (
    <Panels>
      {(isOne ? [] : shown).map((result, i) => (
        <LikenessPanel
          key={i === 0 ? "first" : "second"}
          {...props}
          result={result}
          whose={shown.length > 1 ? (i === 0 ? ", selection" : ", rest") : ""}
        />
      ))}
      <TurnPanel {...props} />
    </Panels>
  );
}

interface LikenessPanelProps extends RedundancyViewProps {
  result: RedundancyResult;
  whose: string;
}

function LikenessPanel({ result, whose, exportsOf, explain }: LikenessPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const names = useMemo(() => layersOf(result).map(layerTitle), [result]);
  const values = useMemo(() => likeness(result), [result]);
  const title = `Which layers carry the same: CKA, step ${sayStep(result.step)}, ${result.split} rows${whose}`;
  return (
    <Panel
      title={title}
      reading={`1: the two layers find the same rows alike, whatever the axes and scale of their neurons; 0: they have nothing in common. Neighbours surely above ${result.alike} do the same work. A reason to retrain without one of them, not a proof. ${count(result.rows[result.split])} rows.`}
      exports={exportsOf(`layer-likeness${whose.replace(", ", "-")}`, chartFiles(chart))}
      onExplain={explain}
    >
      <MatrixChart
        ref={chart}
        title={title}
        x={LAYER}
        y={LAYER}
        value={CKA}
        rows={names}
        columns={names}
        values={values}
        span={FROM_0}
        height={Math.min(460, 110 + 44 * Math.max(3, names.length))}
      />
    </Panel>
  );
}

function TurnPanel({ redundancy, steps, onOther, exportsOf, explain }: RedundancyViewProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const { all, selection, rest } = redundancy;
  const compared = useMemo(() => sidesOf({ all, selection, rest }), [all, selection, rest]);
  const other = all.other_step;
  const rows = useMemo(
    () =>
      layersOf(all).map((layer) => ({
        key: layer,
        name: layerTitle(layer),
        ...columns(compared.map(({ turns }) => turns.find((turn) => turn.layer === layer)?.cka ?? null)),
      })),
    [all, compared],
  );
  const between = [all.step, other ?? all.step]
    .sort((a, b) => a - b)
    .map(sayStep)
    .join(" and ");
  const title = `How far each layer turned${other === null ? "" : ` between steps ${between}`}, ${all.split} rows`;
  return (
    <Panel
      title={title}
      reading="CKA of a layer with itself at the two steps, with 95% intervals. 1: nothing was rebuilt. Below 0.9 after the best step: what the model learns then, it learns by turning what it had."
      exports={exportsOf("layer-turn", chartFiles(chart))}
      onExplain={explain}
      wide={compared.length > 1}
      controls={
        steps.length > 1 && (
          <Select
            aria-label="The other step"
            w={150}
            searchable
            value={other === null ? null : String(other)}
            data={steps
              .filter((step) => step !== all.step)
              .map((step) => ({
                value: String(step),
                label: `step ${sayStep(step)}${step === all.best_step ? ", best" : ""}`,
              }))}
            onChange={(step) => onOther(step === null ? null : Number(step))}
          />
        )
      }
    >
      <DotInterval
        ref={chart}
        title={title}
        of="layer"
        value={TURN}
        sides={
          compared.length > 1
            ? [
                { name: "selection", colour: ink.selection },
                { name: "rest", colour: ink.rest },
              ]
            : [{ name: all.split, split: all.split }]
        }
        rows={other === null ? [] : rows}
        empty="The run has one snapshot only, so there is no other step."
      />
    </Panel>
  );
}

const TURN: Axis = { name: "CKA with itself", unit: null, digits: 3, high: 1 };
