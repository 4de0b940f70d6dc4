/** RowIds: the row's ids, and how far the model leans on each over all rows that hold it. */
import { useMemo, useRef } from "react";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count, figure, plural } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { Empty } from "@/view/States";
import type { ExampleResult } from "@/views/example/reading";

interface RowIdsProps {
  result: ExampleResult;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const SALIENCY = { name: "saliency: mean |∂pctr/∂element| over the rows that hold the id", unit: null };
const REFERENCE_OF = { value: 1, label: "mean of the field" };
const RATIO = { name: "saliency, times the mean of its field", unit: null, digits: 2 };

export function RowIds({ result, exportsOf, onExplain }: RowIdsProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(() => result.ids.map(rowOf), [result]);
  const title = `Ids of the row: how far the model leans on them, ${result.split}, step ${count(result.step)}`;
  return (
    <Panel
      title={title}
      exports={exportsOf("row-ids", chartFiles(chart))}
      onExplain={onExplain}
      reading={
        rows.length
          ? "Over all rows of the sample that hold the id (their number in brackets), beside the mean of its field; whiskers hold 95%. Right of the line: the model leans on the field more where this id stands. A snapshot keeps one gradient a field, so ids of one cell cannot be told apart in this row alone."
          : undefined
      }
    >
      {rows.length ? (
        <DotInterval
          ref={chart}
          title={title}
          of="field: id (rows)"
          value={RATIO}
          sides={[{ name: result.split, split: result.split }]}
          rows={rows}
          reference={REFERENCE_OF}
          most={400}
        />
      ) : (
        <Empty title="No ids to tell apart">
          Either the run kept no gradients (<code>capture: {"{gradients: true}"}</code>), or the row holds no id.
        </Empty>
      )}
    </Panel>
  );
}

function rowOf({ field, value, rows, ratio, saliency }: ExampleResult["ids"][number]) {
  const scale = saliency.value > 0 ? ratio / saliency.value : 0;
  return {
    key: `${field} ${value}`,
    name: `${field}: ${value} (${count(rows)})`,
    values: [ratio],
    low: [saliency.low * scale],
    high: [saliency.high * scale],
    note: `${plural(rows, "row")} hold it; ${SALIENCY.name}: ${figure(saliency.value)}`,
  };
}
