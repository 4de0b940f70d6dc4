/** ChartPanel: one column of all rows and of those that pass the clauses on the other columns; it is where one chooses. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { type Clause, sayClause, sayColumn } from "@/address/filter";
import type { RowChart } from "@/api/rowTypes";
import type { Axis } from "@/chart/axis";
import { BarChart } from "@/chart/BarChart";
import { Histogram } from "@/chart/Histogram";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count, plural } from "@/format/number";
import { useColours } from "@/theme/theme";
import { csvBlob } from "@/view/csv";
import { Panel } from "@/view/Panel";
import { brushOf, rangeClause, toggled, type Value, valuesOf } from "@/views/explore/clauses";
import { axisOf, sayValue } from "@/views/explore/columns";

export type Scale = "rows" | "share";

interface ChartPanelProps {
  chart: RowChart;
  clause: Clause | null; // on this column
  filtered: boolean; // whether any clause holds
  scale: Scale;
  log: boolean; // counts on a log scale
  weighted: boolean;
  name: string; // of exported files
  python: string;
  onClause: (clause: Clause | null) => void;
  onMoving: (clause: Clause | null) => void; // while a brush is held
  onRemove: () => void;
}

export function ChartPanel(props: ChartPanelProps) {
  const { chart, clause, onRemove } = props;
  const handle = useRef<ChartHandle>(null);
  const called = sayColumn(chart.column);
  return (
    <Panel
      title={`Rows by ${called}${clause ? `: ${sayClause(clause)}` : ""}`}
      reading={sayReading(props)}
      exports={{
        name: props.name,
        files: { ...chartFiles(handle), csv: () => chartCsv(chart) },
        python: props.python,
      }}
      controls={
        <>
          {clause && (
            <Tooltip label="Take this clause away">
              <ActionIcon size="sm" aria-label={`Take away: ${sayClause(clause)}`} onClick={() => props.onClause(null)}>
                <span aria-hidden style={{ color: "var(--clk-selection)" }}>
                  ⊘
                </span>
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label="Take this chart away">
            <ActionIcon size="sm" aria-label={`Take away the chart of ${called}`} onClick={onRemove}>
              <IconX size={15} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      {chart.edges ? <Ranges {...props} handle={handle} /> : <Bars {...props} handle={handle} />}
    </Panel>
  );
}

const PASSING = "pass other clauses";

type Drawn = ChartPanelProps & { handle: React.RefObject<ChartHandle | null> };

function Ranges({ chart, clause, filtered, scale, log, weighted, onClause, onMoving, handle }: Drawn) {
  const x = useMemo(() => axisOf(chart.column, chart.unit), [chart.column, chart.unit]);
  const y = useMemo(() => countAxis(scale, log, weighted), [scale, log, weighted]);
  const all = useMemo(() => scaled(chart.all, scale), [chart.all, scale]);
  const selected = useMemo(
    () => (filtered ? scaled(chart.passing, scale) : undefined),
    [chart.passing, scale, filtered],
  );
  return (
    <Histogram
      ref={handle}
      title={`Rows by ${sayColumn(chart.column)}`}
      x={x}
      y={y}
      edges={chart.edges ?? []}
      all={all}
      selected={selected}
      selectedName={PASSING}
      brush={brushOf(chart, clause)}
      onBrush={(brush) => onClause(rangeClause(chart, brush))}
      onBrushing={(brush) => onMoving(rangeClause(chart, brush))}
      height={190}
      empty="No row has a value here."
    />
  );
}

function Bars({ chart, clause, filtered, scale, weighted, onClause, handle }: Drawn) {
  const { column, values, all, passing } = chart;
  const { palette } = useColours();
  const value = useMemo(() => countAxis(scale, false, weighted), [scale, weighted]);
  const rows = useMemo(() => {
    const wholes = [sum(all) + chart.others_all, sum(passing) + chart.others_passing];
    const sides = (counts: readonly [number, number]) =>
      counts.slice(0, filtered ? 2 : 1).map((n, side) => (scale === "share" ? share(n, wholes[side] ?? 0) : n));
    const shown = (values ?? []).map((one, i) => ({
      key: JSON.stringify(one),
      name: sayValue(column, one),
      values: sides([all[i] ?? 0, passing[i] ?? 0]),
    }));
    if (chart.missing_all > 0)
      shown.push({ key: "null", name: "missing", values: sides([chart.missing_all, chart.missing_passing]) });
    return shown;
  }, [chart, column, values, all, passing, scale, filtered]);
  const sides = useMemo(
    () => (filtered ? [{ name: "all rows" }, { name: PASSING }] : [{ name: "all rows", colour: palette.rest }]),
    [filtered, palette],
  );
  const picked = valuesOf(clause).map((one) => JSON.stringify(one));
  return (
    <BarChart
      ref={handle}
      title={`Rows by ${sayColumn(column)}`}
      of={sayColumn(column)}
      value={value}
      sides={sides}
      rows={rows}
      overlaid={filtered}
      picked={picked.length ? picked : undefined}
      onPick={(key) => onClause(toggled(column, clause, JSON.parse(key) as Value))}
      most={300}
      empty="No row has a value here."
    />
  );
}

function sayReading({ chart, filtered, scale }: ChartPanelProps): string {
  const { others, others_all, missing_all } = chart;
  const shares = scale === "share" ? ", each as shares of their own sum" : "";
  return [
    chart.edges
      ? "Drag to choose a range; press beside the bars to let it go."
      : "Press bars to choose their rows, and again to let them go.",
    ...(filtered ? [`Grey: all rows; violet: those that pass every clause on other columns${shares}.`] : []),
    ...(others > 0 ? [`Not drawn: ${plural(others, "further value")}, ${count(others_all)} times.`] : []),
    ...(chart.edges && missing_all > 0 ? [`${plural(missing_all, "row")} without a value.`] : []),
  ].join(" ");
}

function countAxis(scale: Scale, log: boolean, weighted: boolean): Axis {
  if (scale === "share") return { name: "share of rows", unit: "%", digits: 1, whole: false };
  return { name: "rows", unit: weighted ? "by sampling weight" : null, whole: true, log };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const share = (value: number, whole: number) => (whole > 0 ? (100 * value) / whole : 0);

function scaled(counts: readonly number[], scale: Scale): readonly number[] {
  if (scale === "rows") return counts;
  const whole = sum(counts);
  return counts.map((n) => share(n, whole));
}

function chartCsv({ column, edges, values, all, passing, ...of }: RowChart): Blob {
  if (edges)
    return csvBlob(
      [`${column} from`, "to below", "all", "passing"],
      all.map((n, i) => [edges[i], edges[i + 1], n, passing[i]]),
    );
  const rows = (values ?? []).map((value, i) => [value, all[i], passing[i]]);
  return csvBlob(
    [column, "all", "passing"],
    [...rows, ["(others)", of.others_all, of.others_passing], ["(missing)", of.missing_all, of.missing_passing]],
  );
}
