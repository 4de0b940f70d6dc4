/** FieldIds: within one field, the ids whose rows lean on it most; few rows draw an id towards the field's mean. */
import { useMemo, useRef } from "react";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count, figure, plural, step as sayStep, withInterval } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";
import { Empty } from "@/view/States";
import { MEASURES, nowOf, type SaliencyResult } from "@/views/features/reading";

type Id = SaliencyResult["ids"][number];

interface FieldIdsProps {
  result: SaliencyResult;
  field: string;
  onId: (field: string, value: string) => void; // opens its rows
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const VALUE: readonly Column<Id>[] = [
  { key: "value", name: "id", width: "minmax(160px, 3fr)", cell: (id) => <span title={id.value}>{id.value}</span> },
  { key: "rows", name: "rows", width: 80, align: "right", cell: (id) => count(id.rows) },
  {
    key: "saliency",
    name: "drawn mean [95%]",
    width: "minmax(190px, 1fr)",
    align: "right",
    cell: (id) => withInterval(id.saliency, figure),
  },
  { key: "plain", name: "plain mean", width: 100, align: "right", cell: (id) => figure(id.plain) },
  {
    key: "ratio",
    name: "× field's mean",
    width: 120,
    align: "right",
    cell: (id) => id.ratio.toFixed(2),
  },
];

export function FieldIds({ result, field, onId, ...ways }: FieldIdsProps) {
  const chart = useRef<ChartHandle>(null);
  const { noun, size } = MEASURES[result.measure];
  const ids = useMemo(() => result.ids.filter((id) => id.field === field), [result, field]);
  const rows = useMemo(
    () =>
      ids.map(({ value, rows: held, saliency, ratio }) => ({
        key: value,
        name: `${value} (${count(held)})`,
        values: [saliency.value],
        low: [saliency.low],
        high: [saliency.high],
        note: `${plural(held, "row")} of the sample hold it; ${ratio.toFixed(2)} times the mean of the field`,
      })),
    [ids],
  );
  const usual = nowOf(result).get(field)?.saliency?.value ?? null;
  const reference = useMemo(
    () => (usual === null ? undefined : { value: usual, label: `all rows: ${figure(usual)}` }),
    [usual],
  );
  const title = `Ids of ${field} whose rows lean on it most, ${result.split}, step ${sayStep(result.step)}`;
  const list = (
    <DataTable label={title} columns={VALUE} rows={ids} rowKey={(id) => id.value} sort={null} height={300} />
  );
  return (
    <Panel
      title={title}
      exports={ways.exportsOf(`${field}-ids`, chartFiles(chart))}
      onExplain={ways.onExplain}
      table={ids.length ? list : undefined}
      reading={
        ids.length
          ? `In brackets: rows of the sample that hold the id. An id of few rows is drawn towards the field's mean, so none is on top by chance; the order is that of the interval's low end. Click an id to see its rows in Explore.`
          : undefined
      }
    >
      {ids.length ? (
        <DotInterval
          ref={chart}
          title={title}
          of="id (rows)"
          value={{ name: `${noun}: ${size}`, unit: null }}
          sides={[{ name: result.split, split: result.split }]}
          rows={rows}
          reference={reference}
          onPick={(value) => onId(field, value)}
        />
      ) : (
        <Empty title={`${field} has no ids to tell apart`}>
          Either it is a number, a vector or a picture, or no id of it has the five rows of the sample that a mean
          needs.
        </Empty>
      )}
    </Panel>
  );
}
