/** FigurePanels: one figure by split and by day, with intervals; and how far train is ahead, step by step. */
import { Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import { DotInterval } from "@/chart/DotInterval";
import { LineChart } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { dayName, dayShort, weekday } from "@/format/time";
import { splitColour } from "@/theme/colour";
import { useColours } from "@/theme/theme";
import { metricName, metricOf } from "@/view/metric";
import { Panel } from "@/view/Panel";
import {
  aucGaps,
  byDay,
  bySplit,
  FIGURES,
  type FigureName,
  type Parts,
  type ScoresResult,
} from "@/views/generalisation/figures";
import { STEP, type Take } from "@/views/generalisation/panel";

interface FigurePanelProps {
  result: ScoresResult;
  figure: FigureName;
  parts: Parts | null; // with a selection
  take: Take;
  onExplain: () => void;
}

const axisOf = (figure: FigureName) => {
  const { name, unit, digits } = metricOf(figure);
  return { name, unit, digits };
};
const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export function SplitPanel(props: FigurePanelProps & { onFigure: (figure: FigureName) => void }) {
  const { result, figure, parts, take, onFigure, onExplain } = props;
  const chart = useRef<ChartHandle>(null);
  const { palette } = useColours();
  const axis = useMemo(() => axisOf(figure), [figure]);
  const sides = useMemo(
    () =>
      parts
        ? [
            { name: "selection", colour: palette.selection },
            { name: "rest", colour: palette.rest },
          ]
        : [{ name: axis.name, colour: palette.faint }],
    [parts, palette, axis],
  );
  const rows = useMemo(
    () =>
      parts
        ? bySplit([parts.selection, parts.rest], figure)
        : bySplit([result], figure).map((row) => ({ ...row, colour: splitColour(palette, row.key) })),
    [parts, result, figure, palette],
  );
  const title = `${capital(axis.name)} by split${parts ? ", selection against rest" : ""}`;
  const { means } = metricOf(figure);
  return (
    <Panel
      title={title}
      exports={take(`${figure}-by-split`, chartFiles(chart))}
      onExplain={onExplain}
      reading={`${capital(axis.name)}: ${means}. Whiskers are 95% intervals on the rows kept; where they do not overlap, the splits truly differ.`}
    >
      <Select
        aria-label="Figure"
        mb={6}
        maw={240}
        data={FIGURES.map((name) => ({ value: name, label: metricName(name) }))}
        value={figure}
        allowDeselect={false}
        onChange={(value) => onFigure(value as FigureName)}
      />
      <DotInterval
        ref={chart}
        title={title}
        of="split"
        value={axis}
        sides={sides}
        rows={rows}
        reference={figure === "pcoc" ? { value: 1, label: "as many as came" } : undefined}
        empty={parts ? "No row of the selection is in any split that was kept." : "Nothing was judged."}
      />
    </Panel>
  );
}

interface DayPanelProps extends FigurePanelProps {
  dayColumn: string | null; // of the schema
  day: number | null; // that is looked at
  onDay: (day: number) => void;
}

export function DayPanel({ result, figure, take, day, dayColumn, onDay, onExplain }: DayPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const axis = useMemo(() => axisOf(figure), [figure]);
  const series = useMemo(() => byDay(result, figure), [result, figure]);
  const days = useMemo(() => [...new Set(result.days.map((one) => one.day))].sort((a, b) => a - b), [result]);
  const x = useMemo(() => ({ name: "day", unit: null, whole: true, tick: dayWords }), []);
  const title = `${capital(axis.name)} by day`;
  return (
    <Panel
      title={title}
      exports={take(`${figure}-by-day`, chartFiles(chart))}
      onExplain={onExplain}
      reading={
        days.length
          ? `Bands are 95% intervals of each day alone. A step at a day is drift; a wave of seven days is the week.${
              day === null ? "" : ` Looked at: ${dayName(day)}.`
            }`
          : undefined
      }
    >
      <LineChart
        ref={chart}
        title={title}
        height={272}
        x={x}
        y={axis}
        series={series}
        references={figure === "pcoc" ? ONE : undefined}
        cursor={day}
        stops={days}
        onCursor={onDay}
        empty={
          dayColumn === null
            ? "Rows have no day: name the day's column in the schema to see drift."
            : `The rows kept are of more than ${MOST_DAYS} days (column ${dayColumn}): too few a day to judge each alone.`
        }
      />
    </Panel>
  );
}

const MOST_DAYS = 62; // that the analysis follows one by one
const ONE = [{ value: 1, label: "as many as came" }];
const dayWords = (day: number) => [weekday(day), dayShort(day)].filter(Boolean).join(" ");

interface GapPanelProps {
  result: ScoresResult;
  take: Take;
  onStep: (step: number) => void;
  stops: readonly number[];
  onExplain: () => void;
}

const GAP = { name: "AUC on train less AUC held out", unit: null, digits: 4, signed: true, zero: true };
const ZERO = [{ value: 0, label: "as good as on train" }];

export function GapPanel({ result, take, onStep, stops, onExplain }: GapPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const series = useMemo(() => aucGaps(result), [result]);
  const title = "How far AUC on train is ahead of held-out rows, by step";
  return (
    <Panel
      title={title}
      exports={take("auc-gap", chartFiles(chart))}
      onExplain={onExplain}
      reading="A gap is there in every model that has learnt something; its growth is the news. The line stands on whole splits, the dot with its 95% interval on the rows kept of the step looked at."
    >
      <LineChart
        ref={chart}
        title={title}
        height={286}
        x={STEP}
        y={GAP}
        series={series}
        references={ZERO}
        cursor={result.step}
        stops={stops}
        onCursor={onStep}
        empty="Only one split was evaluated: nothing to hold train against."
      />
    </Panel>
  );
}
