/** ImportancePanel: what each open setting matters for the metric. */
import { useMemo, useRef } from "react";
import { BarChart } from "@/chart/BarChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { metricName } from "@/view/metric";
import { type ExportsOf, Panel } from "@/view/Panel";
import type { SearchResult } from "@/views/search/trials";

interface ImportancePanelProps {
  result: SearchResult;
  exportsOf: ExportsOf;
  explain: () => void;
}

export function ImportancePanel({ result, exportsOf, explain }: ImportancePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const rows = useMemo(
    () =>
      result.settings.flatMap(({ key, importance }) =>
        importance === null ? [] : [{ key, name: key, values: [100 * importance] }],
      ),
    [result],
  );
  const name = metricName(result.metric);
  const value = useMemo(() => ({ name: `share of how much ${name} varied`, unit: "%", zero: true }), [name]);
  const ended = result.trials.filter(({ state }) => state === "complete").length;
  const title = `What each setting matters for ${name}, over ${ended} trials`;
  return (
    <Panel
      title={title}
      reading="A forest learns the metric from the settings, and its variance is taken apart by setting (fANOVA). It says what mattered within these ranges, not whether more or less is better: for that look at the dots. From few trials it is a hint."
      exports={exportsOf("importance", chartFiles(chart))}
      onExplain={explain}
    >
      <BarChart
        ref={chart}
        title={title}
        of="setting"
        value={value}
        sides={[{ name: "share", colour: ink.accent }]}
        rows={rows}
        empty="Five trials must come to their end, with different figures, before this can be said."
      />
    </Panel>
  );
}
