/** ManyView: several runs in one table, each with its difference from the first and how sure that is. */
import type { ReactNode } from "react";
import type { Failure } from "@/api/failure";
import { sayFailure } from "@/api/failure";
import type { RunRow } from "@/api/types";
import { auc, count, differenceWithInterval, figure, plural } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { Findings } from "@/view/Finding";
import { Panels } from "@/view/Panel";
import { Partial } from "@/view/States";
import classes from "@/views/compare/CompareView.module.css";
import type { Comparison } from "@/views/compare/figures";

export interface Pair {
  run: string;
  comparison: Comparison | null; // against the first run; null: not there yet
  failure: Failure | null;
}

interface ManyViewProps {
  runs: readonly RunRow[];
  labels: ReadonlyMap<string, string>;
  pairs: readonly Pair[];
  leftOut: number;
  curves: ReactNode;
  onOpen: (run: string) => void; // in full against the first
}

const METRICS = [
  { key: "auc", name: "AUC", say: auc },
  { key: "log_loss", name: "Log loss", say: figure },
  { key: "pcoc", name: "PCOC", say: figure },
] as const;
const ROW = 40; // pixels

export function ManyView({ runs, labels, pairs, leftOut, curves, onOpen }: ManyViewProps) {
  const [first] = runs;
  const pairOf = (run: RunRow) => pairs.find((pair) => pair.run === run.id);
  const columns: Column<RunRow>[] = [
    {
      key: "name",
      name: "Run",
      width: "minmax(150px, 1.6fr)",
      cell: (run) => (
        <span className={classes.name} title={run.id}>
          {labels.get(run.id) ?? run.id}
        </span>
      ),
    },
    {
      key: "best",
      name: "Best AUC",
      width: 88,
      align: "right",
      cell: (run) => <span className="num">{auc(run.best_auc)}</span>,
    },
    {
      key: "step",
      name: "At step",
      width: 78,
      align: "right",
      cell: (run) => <span className="num">{count(run.best_step)}</span>,
    },
    ...METRICS.map(({ key, name, say }) => ({
      key,
      name: `${name} against the first`,
      width: "minmax(120px, 1fr)",
      align: "right" as const,
      cell: (run: RunRow) => <Told>{run.id === first?.id ? "the first" : sayPair(pairOf(run), key, say)}</Told>,
    })),
  ];
  return (
    <>
      <Findings findings={[sayMany(runs, pairs, labels)]} />
      {leftOut > 0 && (
        <Partial>
          {plural(leftOut, "run")} of those chosen {leftOut === 1 ? "is" : "are"} left out.
        </Partial>
      )}
      <div className={classes.many}>
        <DataTable
          label="Runs, each against the first"
          columns={columns}
          rows={runs}
          rowKey={(run) => run.id}
          sort={null}
          sorted
          rowHeight={ROW}
          height={36 + ROW * runs.length + 4}
          onOpen={(run) => run.id !== first?.id && onOpen(run.id)}
        />
      </div>
      <p className="faint">
        Each run at its best step; differences are the run less the first, ± half the 95% interval, on the rows that
        both kept. A click or Enter opens a pair in full.
      </p>
      {pairs.map(
        ({ run, failure }) =>
          failure && (
            <Partial key={run}>
              {labels.get(run) ?? run}: {sayFailure(failure).happened}
            </Partial>
          ),
      )}
      <Panels>{curves}</Panels>
    </>
  );
}

function Told({ children }: { children: string }) {
  return (
    <span className="num" title={children}>
      {children}
    </span>
  );
}

function sayPair(pair: Pair | undefined, metric: string, say: (value: number) => string): string {
  if (pair?.failure) return metric === "auc" ? "not comparable" : "–";
  if (!pair?.comparison) return "…";
  const change = pair.comparison.metrics.find(({ name }) => name === metric);
  return differenceWithInterval(change?.difference, say);
}

function sayMany(runs: readonly RunRow[], pairs: readonly Pair[], labels: ReadonlyMap<string, string>) {
  const name = (id: string | undefined) => labels.get(id ?? "") ?? id ?? "";
  const known = pairs.flatMap(({ run, comparison }) => {
    const difference = comparison?.metrics.find(({ name: metric }) => metric === "auc")?.difference;
    return difference ? [{ run, difference }] : [];
  });
  const better = known
    .filter(({ difference }) => difference.low > 0)
    .sort((a, b) => b.difference.value - a.difference.value);
  const worse = known.filter(({ difference }) => difference.high < 0);
  const waits = pairs.filter(({ comparison, failure }) => !comparison && !failure).length;
  const refused = pairs.filter(({ failure }) => failure).length;
  const rest = known.length - better.length - worse.length;
  const parts = [
    better[0]
      ? `${name(better[0].run)} ranks best: AUC ${differenceWithInterval(better[0].difference)} against ${name(runs[0]?.id)}`
      : known.length
        ? `None ranks better than ${name(runs[0]?.id)} beyond chance`
        : "",
    worse.length ? `${plural(worse.length, "run")} ${worse.length === 1 ? "is" : "are"} worse beyond chance` : "",
    rest ? `${plural(rest, "run")} cannot be told apart from it` : "",
    refused ? `${plural(refused, "run")} cannot be held against it` : "",
    waits ? `${plural(waits, "pair")} still ${waits === 1 ? "is" : "are"} worked out` : "",
  ].filter(Boolean);
  return { text: `${parts.join("; ")}.`, severity: "info" };
}
