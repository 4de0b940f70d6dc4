/** ExplorePage: which rows, which charts of them; a brush asks as it moves, and is kept in the address when it is let go. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { flag, list, oneOf } from "@/address/codec";
import type { RowFilter } from "@/address/filter";
import { useSelection, useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { exploreQuery } from "@/api/query/explore";
import { useResult } from "@/api/query/result";
import { columnsQuery } from "@/api/query/rowPages";
import type { RowColumn, SliceFigures } from "@/api/rowTypes";
import type { ResultOf } from "@/api/types";
import { count } from "@/format/number";
import { type Moment, useMoment } from "@/frame/moment";
import { exportsFor, NoSnapshot } from "@/frame/ResultPage";
import { RowsPanel, selectPython } from "@/frame/RowsPanel";
import { SharingPanel } from "@/frame/SharingPanel";
import { useSettled } from "@/frame/useSettled";
import { DayNote } from "@/view/DayNote";
import { Finding, type Found } from "@/view/Finding";
import { MethodDrawer } from "@/view/MethodDrawer";
import { sayParts } from "@/view/rowWords";
import { Answered, Failed, Stale, TableSkeleton } from "@/view/States";
import type { Scale } from "@/views/explore/ChartPanel";
import { binsOf, defaultCharts } from "@/views/explore/columns";
import { EditorPage } from "@/views/explore/EditorPage";
import { ExploreView } from "@/views/explore/ExploreView";
import { SlicesPage } from "@/views/explore/SlicesPage";
import { WorstSlices } from "@/views/explore/WorstSlices";

const PAUSE = 60; // ms between two questions while a brush moves
const CHARTS = list(["?"]); // not said: those that are shown at first
const SCALE = oneOf<Scale>(["rows", "share"], "rows");
const LOG = flag();

export default function ExplorePage() {
  const moment = useMoment();
  return (
    <>
      <title>{`Explore · ${moment.run.run.name} · ClickLens`}</title>
      {moment.step === null || moment.split === null ? (
        <NoSnapshot moment={moment} />
      ) : (
        <Shown moment={moment} step={moment.step} split={moment.split} />
      )}
    </>
  );
}

interface ShownProps {
  moment: Moment;
  step: number;
  split: string;
}

function Shown({ moment, step, split }: ShownProps) {
  const { id, run, selection } = moment;
  const { select } = useSelection();
  const { shown, move, commit } = useBrush(selection, select);
  const columns = useQuery(columnsQuery(id, { split, step }));
  const [charts, setCharts] = useCharts(moment, split, columns.data ?? null);
  const [scale, setScale] = useViewState("scale", SCALE);
  const [log, setLog] = useViewState("log", LOG);
  const [explained, setExplained] = useState(false);
  const held = useThrottled(shown, PAUSE);
  const at = { split, step, ...(held && { filter: held }) };
  const asked = charts?.map((column) => ({ column, bins: binsOf(column, columns.data ?? []) }));
  const explored = useQuery({
    ...exploreQuery(id, { ...at, charts: asked ?? [], figures: false }),
    enabled: asked !== undefined,
  });
  const figures = useQuery({
    ...exploreQuery(id, { split, step, ...(selection && { filter: selection }) }),
    enabled: selection !== null,
  });
  const parts = selection ? (figures.data?.parts ?? null) : null;
  const settings = { step: useSettled(step), split };
  const worst = useResult(id, "slices", settings, { awaited: false });
  const failure = explored.error ?? columns.error;
  if (failure && !explored.data)
    return (
      <>
        <Failed failure={toFailure(failure)} retry={() => void explored.refetch()} />
        {selection && <Button onClick={() => select(null)}>Show all rows</Button>}
      </>
    );
  const first = worst.data?.slices[0];
  const found: Found[] = [
    ...(parts && selection ? sayParts(parts, selection) : []),
    ...(worst.data?.findings ?? []).map((one, i) => (i === 0 && first ? { ...one, remedy: first.name } : one)),
  ];
  return (
    <>
      {failure && (
        <Stale refresh={() => void explored.refetch()}>
          What you see is from before: {sayFailure(toFailure(failure)).happened}
        </Stale>
      )}
      <ExploreView
        findings={found}
        action={(_, finding) =>
          first && finding.text.includes(first.name) ? (
            <Button size="compact-xs" onClick={() => select(first.filter)}>
              Select these rows
            </Button>
          ) : null
        }
        leading={<Leading failure={worst.error} />}
        filter={shown}
        committed={selection}
        editor={<EditorPage moment={moment} step={step} split={split} columns={columns.data ?? []} onFilter={commit} />}
        parts={parts}
        slices={<SlicesPage moment={moment} />}
        worst={
          <Answered query={worst} skeleton={<TableSkeleton rows={5} />}>
            {(result) => (
              <WorstSlices
                result={result}
                exportsOf={exportsFor(moment, "slices", settings)}
                onExplain={() => setExplained(true)}
                onOpen={(slice: SliceFigures) => select(slice.filter)}
              />
            )}
          </Answered>
        }
        sharing={selection && <SharingPanel moment={moment} />}
        rows={<RowsPanel moment={moment} />}
        explored={explored.data ?? null}
        charts={charts}
        columns={columns.data ?? []}
        layers={run.taps}
        scale={scale}
        log={log && scale === "rows"}
        title={`Rows of ${split} at step ${count(step)}`}
        exportName={`${id}-rows-step-${step}`}
        pythonOf={(call) => selectPython(id, selection, step, call.replace("(", `(${JSON.stringify(split)}`))}
        note={<DayNote day={moment.day} selection={selection} onSelect={select} />}
        onFilter={commit}
        onMoving={move}
        onCharts={setCharts}
        onScale={setScale}
        onLog={setLog}
      />
      <MethodDrawer kind={explained ? "slices" : null} onClose={() => setExplained(false)} />
    </>
  );
}

/** What is shown while a brush is held is not in the address yet; whatever changes the address lets it go. */
function useBrush(committed: RowFilter | null, select: (filter: RowFilter | null) => void) {
  const [moving, setMoving] = useState<{ from: RowFilter | null; to: RowFilter | null } | null>(null);
  const shown = moving && moving.from === committed ? moving.to : committed;
  return {
    shown,
    move: (to: RowFilter | null) => setMoving({ from: committed, to }),
    commit: (to: RowFilter | null) => {
      setMoving({ from: committed, to }); // until the address has it
      select(to);
    },
  };
}

/** The charts that the address names; else a telling few, the same at every step. Null while that is not known. */
function useCharts({ id, run }: Moment, split: string, columns: readonly RowColumn[] | null) {
  const [named, setNamed] = useViewState("charts", CHARTS);
  const isNamed = named[0] !== "?";
  const hasSaliency = run.gradient_fields.length > 0;
  const settings = {
    step: run.best_step !== null && run.steps.includes(run.best_step) ? run.best_step : (run.steps.at(-1) ?? null),
    split,
  };
  const saliency = useResult(id, "saliency", settings, { enabled: !isNamed && hasSaliency, awaited: false });
  if (isNamed) return [named, setNamed] as const;
  const waits = columns === null || (hasSaliency && saliency.isPending);
  const salient = saliency.data ? salientFields(saliency.data) : null;
  return [waits ? null : defaultCharts(columns, salient), setNamed] as const;
}

/** Those that the model leans on most, first; saliency is said of each split and day. */
function salientFields({ series, step, split }: ResultOf<"saliency">): string[] {
  return series
    .filter((one) => one.step === step && one.split === split && one.day === null)
    .sort((a, b) => (b.share?.value ?? 0) - (a.share?.value ?? 0))
    .map(({ field }) => field);
}

/** The newest value, passed on at once and then at most every so often. */
function useThrottled<T>(value: T, pause: number): T {
  const [held, setHeld] = useState(value);
  const passed = useRef(0);
  useEffect(() => {
    if (Object.is(value, held)) return;
    const wait = Math.max(0, passed.current + pause - performance.now());
    const timer = setTimeout(() => {
      passed.current = performance.now();
      setHeld(() => value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, held, pause]);
  return held;
}

function Leading({ failure }: { failure: unknown }) {
  if (failure)
    return <Finding>{`Where the model is worst cannot be said: ${sayFailure(toFailure(failure)).happened}`}</Finding>;
  return <Finding lead>Looking where the model is worst. The charts do not wait for it.</Finding>;
}
