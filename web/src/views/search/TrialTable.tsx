/** TrialTable: every trial with its settings and what came of it, the best first. */
import { useMemo, useState } from "react";
import { auc, count, figure } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import { metricName } from "@/view/metric";
import { type ExportsOf, Panel } from "@/view/Panel";
import { placeOf, type SearchResult, STATE_WORDS, sayValue, type Trial } from "@/views/search/trials";

interface TrialTableProps {
  result: SearchResult;
  onOpen: (run: string) => void;
  exportsOf: ExportsOf;
}

const ROW = 34; // pixels

export function TrialTable({ result, onOpen, exportsOf }: TrialTableProps) {
  const [sort, setSort] = useState<Sort>({ key: "value", descending: !result.lower_is_better });
  const columns = useMemo(() => columnsOf(result), [result]);
  const best = result.best === null ? [] : [String(result.best)];
  return (
    <Panel
      title={`All trials, ${result.trials.length} of ${result.wanted}`}
      wide
      exports={exportsOf("trials")}
      reading={`A trial counts with its best evaluation on ${result.split}${
        hasTest(result) ? "; the figure on test is that of the same step, by which nothing was chosen" : ""
      }. Click a row to open the run.`}
    >
      <DataTable
        label="Trials"
        columns={columns}
        rows={result.trials}
        rowKey={({ number }) => String(number)}
        sort={sort}
        onSort={setSort}
        selected={new Set(best)}
        onOpen={({ run_id }) => run_id && onOpen(run_id)}
        faded={({ state }) => state === "pruned" || state === "failed"}
        rowHeight={ROW}
        height={Math.min(480, ROW * (Math.max(1, result.trials.length) + 1) + 4)}
        empty="No trial has begun yet."
      />
    </Panel>
  );
}

/** Where trials are chosen by their figures on test, none stands beside them that chose nothing. */
const hasTest = ({ split }: SearchResult) => split !== "test";

const testColumn = (result: SearchResult, name: string, say: (value: number | null) => string): Column<Trial> => ({
  key: "test",
  name: `${name}, test`,
  width: 112,
  align: "right",
  descendingFirst: !result.lower_is_better,
  sort: ({ test }) => test,
  cell: ({ test }) => say(test),
});

function columnsOf(result: SearchResult): Column<Trial>[] {
  const say = ["auc", "gauc", "average_precision"].includes(result.metric) ? auc : figure;
  const name = metricName(result.metric);
  return [
    { key: "trial", name: "trial", width: 64, align: "right", sort: ({ number }) => number, cell: (row) => row.number },
    {
      key: "state",
      name: "trained",
      width: 104,
      sort: ({ state }) => STATE_WORDS[state],
      cell: ({ state, message }) => <span title={message}>{STATE_WORDS[state]}</span>,
    },
    {
      key: "value",
      name: `${name}, ${result.split}`,
      width: 140,
      align: "right",
      descendingFirst: !result.lower_is_better,
      sort: ({ value }) => value,
      cell: ({ value }) => say(value),
    },
    ...(hasTest(result) ? [testColumn(result, name, say)] : []),
    {
      key: "step",
      name: "at step",
      width: 84,
      align: "right",
      sort: ({ step }) => step,
      cell: (row) => count(row.step),
    },
    ...result.settings.map(
      (setting): Column<Trial> => ({
        key: `setting ${setting.key}`,
        name: setting.key,
        width: "minmax(130px, 1fr)",
        sort: ({ settings }) => placeOf(setting, settings[setting.key]),
        cell: ({ settings, message }) => {
          const words = sayValue(settings[setting.key]);
          return <span title={settings[setting.key] === undefined ? message : words}>{words}</span>;
        },
      }),
    ),
  ];
}
