/** SettingPanel: the metric of all trials by one open setting. */
import { useMemo, useRef } from "react";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { type ExportsOf, Panel } from "@/view/Panel";
import { dots, metricAxis, type OpenSetting, placeOf, type SearchResult, settingAxis } from "@/views/search/trials";

interface SettingPanelProps {
  result: SearchResult;
  setting: OpenSetting;
  exportsOf: ExportsOf;
}

export function SettingPanel({ result, setting, exportsOf }: SettingPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const [x, y] = useMemo(() => [settingAxis(setting), metricAxis(result)], [result, setting]);
  const series = useMemo(
    () => dots(result.trials, ({ settings }) => placeOf(setting, settings[setting.key]), ink.accent),
    [result, setting, ink],
  );
  const title = `${y.name} by ${setting.key}`;
  return (
    <Panel title={title} exports={exportsOf(setting.key, chartFiles(chart))}>
      <LineChart
        ref={chart}
        title={title}
        x={x}
        y={y}
        series={series}
        dots
        namesAt="none"
        height={220}
        empty="No trial has been evaluated yet."
      />
    </Panel>
  );
}
