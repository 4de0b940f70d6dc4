/** SetPanels: the set that is looked at, laid out by its values: the logit, what adds up, what is beyond, and the rows. */
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { MatrixChart } from "@/chart/MatrixChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { count, percent } from "@/format/number";
import { type ExportsOf, Panel, Panels } from "@/view/Panel";
import {
  acrossOf,
  cellsOf,
  cellsTable,
  type FoundSet,
  logitSpan,
  type Measure,
  type SetTable,
  setName,
} from "@/views/interactions/reading";

interface SetPanelsProps {
  set: FoundSet;
  split: string;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const LOGIT: Axis = { name: "logit", unit: null, digits: 2 };
const BEYOND: Axis = { name: "logit beyond the sum", unit: null, digits: 2, signed: true };
const ROWS: Axis = { name: "rows", unit: null, whole: true, zero: true };

export function SetPanels({ set, split, ...ways }: SetPanelsProps) {
  const { table } = set;
  if (!table)
    return (
      <p className="faint">
        {set.fields.length > 4
          ? "A set of five fields or more is not laid out: its combinations are too many to look at."
          : "This set holds a vector or an image, which has no few values to lay out."}
      </p>
    );
  const name = setName(set);
  return (
    <Panels least="30rem">
      <Cells
        {...ways}
        set={set}
        table={table}
        measure="logit"
        title={`Mean logit by ${name}`}
        reading={`Mean over ${count(table.background)} training rows with these values put in.`}
      />
      <Cells
        {...ways}
        set={set}
        table={table}
        measure="additive"
        title={`If each value of ${name} acted alone`}
        reading="What the mean logit would be if the values added up; the same colours as beside it."
      />
      <Cells
        {...ways}
        set={set}
        table={table}
        measure="beyond"
        title={`What ${name} do together, beyond the sum`}
        reading="The difference of the two. Cells near 0: the values add up. A cell far from 0 is what a cross would have to learn."
      />
      <Cells
        {...ways}
        set={set}
        table={table}
        measure="rows"
        title={`Rows of ${split} by ${name}`}
        reading={`Of ${count(table.sample)} rows; ${percent(table.laid_out)} hold a combination that is shown. Where there are none, the model says what it never had to learn.`}
      />
    </Panels>
  );
}

interface CellsProps {
  set: FoundSet;
  table: SetTable;
  measure: Measure;
  title: string;
  reading: string;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

function Cells({ set, table, measure, title, reading, exportsOf, onExplain }: CellsProps) {
  const chart = useRef<ChartHandle>(null);
  const values = useMemo(() => cellsOf(table, measure), [table, measure]);
  const columns = useMemo(() => acrossOf(table), [table]);
  const span = useMemo<readonly [number, number] | null>(() => {
    if (measure === "rows") return [0, Math.max(...values, 1)];
    if (measure !== "beyond") return logitSpan(table);
    const most = Math.max(...values.map(Math.abs), 1e-9);
    return [-most, most];
  }, [table, measure, values]);
  const { files, ...ways } = exportsOf(`${measure}-of-set`, chartFiles(chart));
  return (
    <Panel
      title={title}
      reading={reading}
      exports={{ ...ways, files: { ...files, csv: () => cellsTable(set) } }}
      onExplain={onExplain}
    >
      <MatrixChart
        ref={chart}
        title={title}
        x={{ name: set.fields.slice(1).join(" / "), unit: null }}
        y={{ name: set.fields[0] ?? "", unit: null }}
        value={measure === "rows" ? ROWS : measure === "beyond" ? BEYOND : LOGIT}
        rows={table.values[0] ?? []}
        columns={columns}
        values={values}
        span={span}
        signed={measure === "beyond"}
      />
    </Panel>
  );
}
