/** NormPanel: how long the vectors of a table are and how far they moved, by how often training holds their ids. */
import { useMemo, useRef } from "react";
import type { ModelWeights } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { count, figure, NONE, step as sayStep } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";
import { Empty } from "@/view/States";
import { type NormBin, normLines, sayBin, type TableWeights } from "@/views/weights/reading";

interface NormPanelProps {
  result: ModelWeights;
  table: TableWeights;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const LENGTH: Axis = { name: "length of the vectors", unit: null, digits: 3, zero: true };
const COLUMNS: readonly Column<NormBin>[] = [
  { key: "times", name: "times in training", width: "minmax(130px, 2fr)", cell: sayBin },
  { key: "ids", name: "ids", width: 90, align: "right", cell: (one) => count(one.ids) },
  { key: "length", name: "mean length", width: 110, align: "right", cell: (one) => figure(one.mean) },
  { key: "moved", name: "moved", width: 90, align: "right", cell: (one) => figure(one.moved) },
  {
    key: "unmoved",
    name: "never moved",
    width: 110,
    align: "right",
    cell: (one) => (one.unmoved === null ? NONE : count(one.unmoved)),
  },
];

export function NormPanel({ result, table, exportsOf, onExplain }: NormPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const { bins } = table;
  const series = useMemo(() => normLines(table, { length: ink.accent, moved: ink.rest }), [table, ink]);
  const x = useMemo<Axis>(
    () => ({
      name: "times in training, at least",
      unit: "log scale",
      whole: true,
      tick: (place) => (bins[place] ? count(bins[place].low) : ""),
    }),
    [bins],
  );
  const title = `Length of the vectors of ${table.table} by how often training holds their ids, step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      exports={exportsOf(`lengths-of-${table.table}`, chartFiles(chart))}
      onExplain={onExplain}
      table={
        bins.length ? (
          <DataTable label={title} columns={COLUMNS} rows={bins} rowKey={sayBin} sort={null} height={300} />
        ) : undefined
      }
      reading={
        bins.length
          ? `The band holds the middle half of the vectors. ${
              table.unmoved === null
                ? "Where they started is not known: the run was trained with another version of torch. "
                : "Dashed: how far they moved from where they started; near zero, an id was hardly trained. "
            }Lines that rise are what learning looks like; long vectors of rare ids were learnt by heart.`
          : undefined
      }
    >
      {bins.length ? (
        <LineChart ref={chart} title={title} x={x} y={LENGTH} series={series} dots />
      ) : (
        <Empty title={`${table.table} holds no vectors`}>
          Each of its ids has a number that enters the logit as it is, and nothing else.
        </Empty>
      )}
    </Panel>
  );
}
