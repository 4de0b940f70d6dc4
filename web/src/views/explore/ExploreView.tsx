/** ExploreView: charts of the rows that filter one another; what is chosen is held against the rest, in words first. */
import { SegmentedControl, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import type { RowFilter } from "@/address/filter";
import type { Explored, RowColumn, RowParts } from "@/api/rowTypes";
import { count, plural } from "@/format/number";
import { Findings, type Found } from "@/view/Finding";
import { Panel, Panels } from "@/view/Panel";
import { RowFigures } from "@/view/RowFigures";
import { ChartSkeleton, Empty } from "@/view/States";
import { ChartPanel, type Scale } from "@/views/explore/ChartPanel";
import { ColumnSelect, type Layer } from "@/views/explore/ColumnSelect";
import { changed, clauseOn } from "@/views/explore/clauses";
import classes from "@/views/explore/Explore.module.css";

interface ExploreViewProps {
  findings: readonly Found[];
  action: (remedy: string, finding: Found) => ReactNode;
  leading: ReactNode; // in place of findings, while none is known
  filter: RowFilter | null; // as the charts show it, a brush that is held included
  committed: RowFilter | null; // as the address has it
  editor: ReactNode;
  parts: RowParts | null;
  slices: ReactNode; // saved ones
  worst: ReactNode;
  sharing: ReactNode; // what the selected rows have in common
  rows: ReactNode;
  explored: Explored | null; // null: on its way for the first time
  charts: readonly string[] | null; // columns that are asked for; null: not known yet
  columns: readonly RowColumn[];
  layers: readonly Layer[];
  scale: Scale;
  log: boolean;
  title: string; // which rows these are
  exportName: string;
  pythonOf: (call: string) => string;
  note?: ReactNode;
  onFilter: (filter: RowFilter | null) => void;
  onMoving: (filter: RowFilter | null) => void;
  onCharts: (charts: readonly string[]) => void;
  onScale: (scale: Scale) => void;
  onLog: (log: boolean) => void;
}

export function ExploreView(props: ExploreViewProps) {
  const { parts, committed } = props;
  return (
    <>
      {props.findings.length > 0 ? <Findings findings={props.findings} action={props.action} /> : props.leading}
      {props.note}
      {props.editor}
      {parts && committed && (
        <div className={classes.split}>
          <Panel
            title="The selection against the rest"
            reading="Intervals are 95%. Rates, loss and PCOC take whole users for one draw where users are known; AUC has DeLong's interval. Bold: the difference is sure."
            exports={{ name: `${props.exportName}-selection`, python: props.pythonOf("parts()") }}
          >
            <RowFigures parts={parts} />
          </Panel>
          {props.slices}
        </div>
      )}
      <Charts {...props} />
      <div className={classes.stack}>
        {!(parts && committed) && props.slices}
        {props.sharing}
        {props.worst}
        {props.rows}
      </div>
    </>
  );
}

function Charts(props: ExploreViewProps) {
  const { explored, charts, columns, filter, scale, log, onCharts } = props;
  return (
    <>
      <div className={classes.tools}>
        <h2>
          {props.title}{" "}
          {explored && (
            <span className={`faint num ${classes.passing}`} role="status">
              {filter ? `${count(explored.passing)} of ${plural(explored.rows, "row")}` : plural(explored.rows, "row")}
            </span>
          )}
        </h2>
        <Switch label="Log scale" checked={log} onChange={(event) => props.onLog(event.currentTarget.checked)} />
        <SegmentedControl
          size="xs"
          aria-label="What the bars count"
          data={[
            { value: "rows", label: "Rows" },
            { value: "share", label: "Shares" },
          ]}
          value={scale}
          onChange={(value) => props.onScale(value as Scale)}
        />
        <ColumnSelect
          key={charts?.join()}
          label="Add a chart"
          columns={columns.filter(({ name }) => !charts?.includes(name))}
          layers={props.layers}
          value={null}
          onChange={(column) => onCharts([...(charts ?? []), column])}
        />
      </div>
      {explored && charts?.length === 0 && (
        <Empty title="No chart is shown">Add one above; rows are chosen by what it shows.</Empty>
      )}
      <Panels least="22rem">
        {explored && charts
          ? explored.charts.map((chart) => (
              <ChartPanel
                key={chart.column}
                chart={chart}
                clause={clauseOn(filter, chart.column)}
                filtered={filter !== null}
                scale={scale}
                log={log}
                weighted={explored.weighted}
                name={`${props.exportName}-${chart.column}`}
                python={props.pythonOf("rows()")}
                onClause={(clause) => props.onFilter(changed(props.committed, chart.column, clause))}
                onMoving={(clause) => props.onMoving(changed(props.committed, chart.column, clause))}
                onRemove={() => onCharts(charts.filter((name) => name !== chart.column))}
              />
            ))
          : [0, 1, 2, 3].map((at) => <ChartSkeleton key={at} height={280} bare />)}
      </Panels>
    </>
  );
}
