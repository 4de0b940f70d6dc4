/** Which fields act together: what was kept, or the job that asks; one set, one row, and the crosses of ticked sets. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { maybeText, maybeWhole, oneOf } from "@/address/codec";
import { useChangeAddress, useStep, useViewState } from "@/address/use";
import { NOT_IN_FILE, toFailure } from "@/api/failure";
import { interactionsPython, interactionsQuery, rowInteractionsQuery } from "@/api/query/interactions";
import { jobsQuery, useSteerJob, useSubmitJob } from "@/api/query/job";
import { storeQuery } from "@/api/query/store";
import { isStill } from "@/api/source";
import type { Interactions, Job, Settings } from "@/api/types";
import { type Moment, useMoment } from "@/frame/moment";
import { RunRemedy } from "@/frame/RunRemedy";
import { StillCommand } from "@/frame/StillCommand";
import { useSettled } from "@/frame/useSettled";
import { NoModel } from "@/view/Answering";
import { MethodDrawer } from "@/view/MethodDrawer";
import type { ExportsOf } from "@/view/Panel";
import { Answered, Partial } from "@/view/States";
import { AskBar, DETECTORS, NotAsked, ROWS } from "@/views/interactions/AskInteractions";
import { InteractionsView } from "@/views/interactions/InteractionsView";
import { RowPanels } from "@/views/interactions/RowPanels";
import { keptBest, setKey, worthACross } from "@/views/interactions/reading";

const MANY = { read: maybeWhole.read, write: (rows: number | null) => (rows === ROWS ? null : maybeWhole.write(rows)) };
const BY = oneOf(DETECTORS, "nid");

export default function InteractionsPage() {
  const moment = useMoment();
  const { id, run, step } = moment;
  const settled = useSettled(step);
  const [given, setRows] = useViewState("rows", MANY);
  const [detector, setDetector] = useViewState("by", BY);
  const rows = given ?? ROWS;
  const [explained, setExplained] = useState(false);
  const [, goTo] = useStep();
  const settings = useMemo<Settings>(
    () => ({
      ...(settled !== null && { step: settled }),
      ...(rows !== ROWS && { rows }),
      ...(detector !== "nid" && { detector }),
    }),
    [settled, rows, detector],
  );
  const query = useQuery(interactionsQuery(id, settings));
  const failure = query.error ? toFailure(query.error) : null;
  return (
    <>
      <title>{`Interactions · ${run.run.name} · ClickLens`}</title>
      {moment.selection && (
        <Partial>
          The selection is not looked at here: rows of the whole split are asked. Select rows on other views, and look
          at single ones below.
        </Partial>
      )}
      <AskBar rows={rows} detector={detector} onRows={setRows} onDetector={setDetector} />
      {failure?.kind === NOT_IN_FILE ? (
        <Ask moment={moment} step={settled} settings={settings} rows={rows} detector={detector} />
      ) : failure ? (
        <NoModel failure={failure} onStep={goTo} retry={() => void query.refetch()} />
      ) : (
        <Answered query={query}>
          {(result) =>
            result ? (
              <Found moment={moment} result={result} settings={settings} onExplain={() => setExplained(true)} />
            ) : (
              <Ask moment={moment} step={settled} settings={settings} rows={rows} detector={detector} />
            )
          }
        </Answered>
      )}
      <MethodDrawer kind={explained ? "interactions" : null} onClose={() => setExplained(false)} />
    </>
  );
}

interface AskProps {
  moment: Moment;
  step: number | null;
  settings: Settings;
  rows: number;
  detector: (typeof DETECTORS)[number];
}

function Ask({ moment: { id, run }, step, settings, rows, detector }: AskProps) {
  const jobs = useQuery({ ...jobsQuery(id), enabled: !isStill() });
  const store = useQuery({ ...storeQuery(), enabled: !isStill() }).data;
  const submit = useSubmitJob();
  const steer = useSteerJob();
  const [, goTo] = useStep();
  const job = askedBy(jobs.data ?? [], { step, rows, detector });
  useFilled(id, job);
  const error = submit.error ?? steer.error;
  return (
    <NotAsked
      step={step}
      best={keptBest(run)}
      rows={rows}
      detector={detector}
      job={job}
      busy={submit.isPending || steer.isPending}
      noWorker={store?.can_submit === false}
      failure={error ? toFailure(error) : null}
      command={
        isStill() ? <StillCommand act="Ask where the run is" command={`clicklens interactions ${id}`} /> : undefined
      }
      onAsk={() =>
        submit.mutate({ request: { kind: "analyze", run: id, analysis: "interactions", settings: { ...settings } } })
      }
      onStep={goTo}
      onSteer={(one, action) => steer.mutate({ job: one, action })}
    />
  );
}

/** The newest job that asks just this; jobs come newest first, and hold their settings whole. */
export function askedBy(
  jobs: readonly Job[],
  asked: { step: number | null; rows: number; detector: string },
): Job | null {
  return (
    jobs.find(({ request }) => {
      if (request.kind !== "analyze" || request.analysis !== "interactions") return false;
      const { step, rows, detector } = request.settings ?? {};
      return step === asked.step && rows === asked.rows && detector === asked.detector;
    }) ?? null
  );
}

/** The view fills as soon as its job is done. */
function useFilled(run: string, job: Job | null) {
  const queries = useQueryClient();
  const done = job?.state === "succeeded" ? job.id : null;
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: ["run", run, "interactions"] });
  }, [done, run, queries]);
}

interface FoundProps {
  moment: Moment;
  result: Interactions;
  settings: Settings;
  onExplain: () => void;
}

function Found({ moment: { id, run }, result, settings, onExplain }: FoundProps) {
  const [set] = useViewState("set", maybeText);
  const [example, setExample] = useViewState("example", maybeWhole);
  const [given, setTicked] = useState<ReadonlySet<string> | null>(null);
  const schema = run.run.features.fields;
  const ticked = useMemo(() => given ?? new Set(worthACross(result, schema).map(setKey)), [given, result, schema]);
  const change = useChangeAddress();
  const exportsOf: ExportsOf = (part, pictures) => ({
    name: `${id}-${part}-step-${result.step}`,
    ...(pictures && { files: pictures }),
    python: interactionsPython(id, settings),
  });
  return (
    <InteractionsView
      result={result}
      schema={schema}
      set={set}
      example={example}
      ticked={ticked}
      onSet={(key) => change({ set: key, example: null })}
      onExample={setExample}
      onTick={setTicked}
      exportsOf={exportsOf}
      onExplain={onExplain}
      cross={(sets) => <RunRemedy remedy={`cross ${sets.map((fields) => fields.join(",")).join(" ")}`} />}
      row={
        example !== null && (
          <OneRow id={id} result={result} example={example} exportsOf={exportsOf} onExplain={onExplain} />
        )
      }
    />
  );
}

interface OneRowProps {
  id: string;
  result: Interactions;
  example: number;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

function OneRow({ id, result, example, exportsOf, onExplain }: OneRowProps) {
  const { split, step, settings } = result;
  const query = useQuery(rowInteractionsQuery(id, { example, split, step, settings }));
  return (
    <Answered query={query}>{(row) => <RowPanels row={row} exportsOf={exportsOf} onExplain={onExplain} />}</Answered>
  );
}
