/** AlarmPanel: the alarm and what it stands on; any other signal of over-fitting instead. */
import { Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { step as sayStep } from "@/format/number";
import { Panel } from "@/view/Panel";
import {
  alarmReading,
  alarmTitle,
  errorRates,
  type Fluctuation,
  seenAxis,
  signalName,
  signalUnit,
  thresholdWords,
} from "@/views/generalisation/alarm";
import { STEP, type Take } from "@/views/generalisation/panel";

interface AlarmPanelProps {
  result: Fluctuation;
  signal: string | null; // null: that of the alarm
  step: number; // that is looked at
  take: Take;
  onSignal: (signal: string | null) => void;
  onStep: (step: number) => void;
  onExplain: () => void;
}

export function AlarmPanel({ result, signal, step, take, onSignal, onStep, onExplain }: AlarmPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { alarm, steps, signals } = result;
  const other = signal !== null && signals[signal] ? signal : null;
  const series = useMemo(() => {
    const y = other === null ? alarm.evidence.map(({ measure }) => measure) : (signals[other] ?? []);
    return [{ key: other ?? "alarm", name: "", x: steps, y, colour: undefined }];
  }, [other, alarm, steps, signals]);
  const marks = useMemo(() => {
    const { rang_at: at } = alarm;
    return at === null ? [] : [{ at, kind: "alarm" as const, label: `rang ${sayStep(at)}` }];
  }, [alarm]);
  const axis = useMemo(
    () => (other === null ? { name: seenAxis(alarm), unit: "ratio" } : { name: "signal", unit: signalUnit(other) }),
    [other, alarm],
  );
  const threshold = [{ value: alarm.threshold, label: `rings above ${thresholdWords(alarm.threshold)}` }];
  const title = other === null ? alarmTitle(alarm) : `Signal of over-fitting: ${signalName(other)}`;
  return (
    <Panel
      title={title}
      exports={take("alarm", chartFiles(chart))}
      onExplain={onExplain}
      reading={
        other === null ? (
          <>
            {alarmReading(alarm)} {errorRates(alarm)}
          </>
        ) : (
          "One of the signals that over-fitting moves, at each snapshot, without labels. The alarm does not listen to it."
        )
      }
    >
      <Select
        aria-label="Signal"
        mb={6}
        maw={420}
        data={[
          { value: "", label: "the alarm's own signal" },
          ...Object.keys(signals).map((name) => ({ value: name, label: signalName(name) })),
        ]}
        value={other ?? ""}
        allowDeselect={false}
        searchable
        onChange={(value) => onSignal(value || null)}
      />
      <LineChart
        ref={chart}
        title={title}
        height={250}
        x={STEP}
        y={axis}
        series={series}
        marks={marks}
        references={other === null ? threshold : undefined}
        cursor={step}
        stops={steps}
        onCursor={onStep}
        namesAt="none"
        empty="Too few snapshots: the first ones are not looked at, so the alarm cannot ring on this run."
      />
    </Panel>
  );
}
