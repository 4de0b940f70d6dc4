/** SharePanel: what the model's memory is for: each table's share of all parameters. */
import { useMemo, useRef } from "react";
import type { ModelWeights } from "@/api/types";
import { BarChart } from "@/chart/BarChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { count } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { shareRows } from "@/views/weights/reading";

interface SharePanelProps {
  result: ModelWeights;
  table: string;
  onTable: (table: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function SharePanel({ result, table, onTable, exportsOf, onExplain }: SharePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const rows = useMemo(() => shareRows(result), [result]);
  const sides = useMemo(() => [{ name: "share", colour: ink.accent }], [ink]);
  const picked = useMemo(() => [table], [table]);
  const title = `Share of the ${count(result.parameters)} parameters by table`;
  return (
    <Panel
      title={title}
      exports={exportsOf("memory", chartFiles(chart))}
      onExplain={onExplain}
      reading="What is missing to 100% are the layers. A table that holds most of the memory for ids that hardly occur is the one to make smaller: a higher min_count, narrower vectors, or hashing. Click a table to look at its vectors."
    >
      <BarChart
        ref={chart}
        title={title}
        of="table"
        value={{ name: "share of all parameters", unit: "%" }}
        sides={sides}
        rows={rows}
        picked={picked}
        onPick={onTable}
      />
    </Panel>
  );
}
