/** FirstOrderPanel: the ids whose own number moves the logit most, up and down. */
import { useMemo, useRef } from "react";
import type { ModelWeights } from "@/api/types";
import { BarChart } from "@/chart/BarChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { difference, figure, step as sayStep } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { type TableWeights, weightRows } from "@/views/weights/reading";

interface FirstOrderPanelProps {
  result: ModelWeights;
  table: TableWeights;
  weights: NonNullable<TableWeights["first_order"]>;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function FirstOrderPanel({ result, table, weights, exportsOf, onExplain }: FirstOrderPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const rows = useMemo(() => weightRows(weights), [weights]);
  const sides = useMemo(() => [{ name: result.task, colour: ink.accent }], [result.task, ink]);
  const reference = useMemo(() => ({ value: weights.mean, label: `mean: ${figure(weights.mean)}` }), [weights.mean]);
  const title = `Ids of ${table.table} that move the logit most by themselves, step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      exports={exportsOf(`first-order-of-${table.table}`, chartFiles(chart))}
      onExplain={onExplain}
      reading={`Each id has a number that enters the logit of ${result.task} as it is; ${difference(0.7, figure)} doubles the odds. In brackets: times in training; the extremes are rare ids as a rule. Over all ids the mean is ${figure(weights.mean)}, the standard deviation ${figure(weights.spread)}.`}
    >
      <BarChart
        ref={chart}
        title={title}
        of="id (times in training)"
        value={{ name: "first-order weight", unit: "logit", digits: 3, signed: true }}
        sides={sides}
        rows={rows}
        signed
        reference={reference}
        most={460}
      />
    </Panel>
  );
}
