import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import { viewAddress } from "@/address/address";
import { maybeText } from "@/address/codec";
import { useViewState } from "@/address/use";
import { type Failure, toFailure } from "@/api/failure";
import { configCheckQuery, type Plain } from "@/api/query/config";
import { jobQuery, useSteerJob, useSubmitJob } from "@/api/query/job";
import { runsQuery } from "@/api/query/run";
import { storeQuery } from "@/api/query/store";
import type { Job } from "@/api/types";
import { JobControls } from "@/view/JobControls";
import type { Catalog } from "@/views/new_run/DataChoice";
import { corrected, readDraft, withSetting } from "@/views/new_run/draft";
import { NewRunView } from "@/views/new_run/NewRunView";
import classes from "@/views/new_run/NewRunView.module.css";
import type { Origin } from "@/views/new_run/origin";
import { placeProblems } from "@/views/new_run/problems";
import { choicesOn, isPlain, kindOf, knownKeys, readSettings, valueAt } from "@/views/new_run/settings";
import { useDraftText } from "@/views/new_run/useDraftText";

const REST = 350; // ms without a key, after which a draft is checked
const LOOK = 1000; // ms between looks whether the run is there

interface DraftPageProps {
  schema: Plain;
  start: string;
  origin: Origin | null;
  of: string; // what the draft is kept under
  catalog: Catalog | null;
}

export function DraftPage({ schema, start, origin, of, catalog }: DraftPageProps) {
  const settings = useMemo(() => readSettings(schema), [schema]);
  const [text, setText, fresh] = useDraftText(of, start);
  const draft = useMemo(() => readDraft(text), [text]);
  const shown = useShown(draft.values);
  const check = useCheck(draft.values);
  const known = useMemo(() => knownKeys(settings, shown), [settings, shown]);
  const submit = useSubmitJob();
  const [started, setStarted] = useViewState("started", maybeText);
  const asked = useQuery({ ...jobQuery(started ?? ""), enabled: started !== null, refetchInterval: LOOK });
  const job = started === null ? undefined : asked.data;
  const waits = job !== undefined && job.state !== "failed" && job.state !== "cancelled";
  const noWorker = useQuery(storeQuery()).data?.can_submit === false;
  const refused = submit.error ? toFailure(submit.error) : null;
  const wrong = draft.values === null ? [] : placeProblems(check.problems?.problems ?? [], draft, known);

  const onSet = (path: readonly string[], value: unknown) => {
    const choices = choicesOn(path, settings, shown).filter((choice) => {
      const held = valueAt(shown, choice.path);
      return value !== undefined && !(isPlain(held) && "kind" in held);
    });
    const kinds = choices.reduce(
      (held, choice) => withSetting(held, [...choice.path, "kind"], kindOf(choice, shown)),
      text,
    );
    setText(withSetting(kinds, path, value));
  };
  return (
    <NewRunView
      settings={settings}
      text={text}
      draft={draft}
      shown={shown}
      wrong={wrong}
      checked={check.fits}
      failure={refused ?? (wrong.length ? null : check.problems)}
      catalog={catalog}
      noWorker={noWorker}
      starting={submit.isPending || waits}
      origin={
        origin && (
          <>
            Begins as {origin.link} had it{fresh ? "" : ", with what you changed since"}.
          </>
        )
      }
      onText={setText}
      onSet={onSet}
      onCorrect={({ path, nearest }) => nearest && setText(corrected(text, path, nearest))}
      onStart={() =>
        draft.values &&
        submit.mutate(
          { request: { kind: "train", spec: { ...draft.values } } },
          { onSuccess: ({ id }) => setStarted(id, { replace: true }) },
        )
      }
    >
      {job && <Started job={job} noWorker={noWorker} />}
    </NewRunView>
  );
}

/** What could be read last: while a line is half typed, the form stays as it was. */
function useShown(values: Plain | null): Plain {
  const [held, setHeld] = useState<Plain>(values ?? {});
  if (values !== null && values !== held) setHeld(values);
  return values ?? held;
}

/** The draft as the service sees it, once nobody types. */
function useCheck(values: Plain | null): { fits: boolean; problems: Failure | null } {
  const [rested, setRested] = useState(values);
  useEffect(() => {
    const timer = setTimeout(() => setRested(values), REST);
    return () => clearTimeout(timer);
  }, [values]);
  const query = useQuery({ ...configCheckQuery(rested ?? {}), enabled: rested !== null });
  const [last, setLast] = useState<Failure | null>(null);
  const problems = query.error ? toFailure(query.error) : query.data ? null : last; // kept while the next check runs
  if (problems !== last && !query.isPending) setLast(problems);
  return { fits: query.data !== undefined && rested === values, problems };
}

/** The job that trains it: gone from here to the run as soon as that is there. */
function Started({ job, noWorker }: { job: Job; noWorker: boolean }) {
  const steer = useSteerJob();
  const navigate = useNavigate();
  const runs = useQuery(runsQuery()).data; // a job knows its run's id before there is the run
  const run = runs?.some(({ id }) => id === job.run_id) ? job.run_id : null;
  useEffect(() => {
    if (run) navigate(viewAddress(run, "overview"), { replace: true });
  }, [run, navigate]);
  return (
    <section className={classes.started} aria-label="The job that trains it">
      <p>
        Asked for as{" "}
        <Anchor component={Link} to={`/jobs?job=${encodeURIComponent(job.id)}`}>
          {job.name}
        </Anchor>
        . Its run opens here as soon as its rows are loaded.
      </p>
      <JobControls
        job={job}
        noWorker={noWorker}
        busy={steer.isPending}
        onSteer={(action) => steer.mutate({ job: job.id, action })}
      />
    </section>
  );
}
