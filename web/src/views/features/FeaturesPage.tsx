/** Which inputs the model leans on, and whether it has begun to memorise ids. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { type Codec, maybeText, oneOf } from "@/address/codec";
import { encodeFilter, withClause } from "@/address/filter";
import { useChangeAddress, useStep, useViewLink, useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { useResult } from "@/api/query/result";
import { runDataQuery } from "@/api/query/run";
import { type Moment, useMoment } from "@/frame/moment";
import { exportsFor, NoSnapshot } from "@/frame/ResultPage";
import { RunRemedy } from "@/frame/RunRemedy";
import { useSettled } from "@/frame/useSettled";
import { chartMarks } from "@/view/chartMarks";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Answered, Failed, Partial, Unavailable } from "@/view/States";
import { type FeaturesLook, FeaturesView, MeasureBar } from "@/views/features/FeaturesView";
import type { FieldKind } from "@/views/features/FieldTable";
import type { Measure, Size } from "@/views/features/reading";

const MEASURE: Codec<Measure> = oneOf(["gradient", "effect"], "gradient");
const SIZE: Codec<Size> = oneOf(["share", "size"], "share");

export default function FeaturesPage() {
  const moment = useMoment();
  return (
    <>
      <title>{`Features · ${moment.run.run.name} · ClickLens`}</title>
      {moment.step === null ? <NoSnapshot moment={moment} /> : <Features moment={moment} />}
    </>
  );
}

function Features({ moment }: { moment: Moment }) {
  const { id, run, step, split, day } = moment;
  const [explained, setExplained] = useState(false);
  const [look, onLook] = useLook();
  const [, goTo] = useStep();
  const asked = { step, split, day, measure: look.measure };
  const query = useResult(id, "saliency", asked);
  const selected = useSelected(moment, asked);
  const kinds = useKinds(moment);
  const showId = useShowId(moment);
  const marks = useMemo(() => chartMarks(run.events, run.best_step), [run]);
  const lacksEffects = query.data === undefined && query.error !== null && look.measure === "effect";
  return (
    <>
      {lacksEffects ? (
        <NoEffects
          reason={sayFailure(toFailure(query.error)).happened}
          onBack={() => onLook({ measure: "gradient" })}
        />
      ) : (
        <Answered query={query}>
          {(result) => (
            <FeaturesView
              result={result}
              look={look}
              onLook={onLook}
              selected={selected}
              marks={marks}
              stops={run.steps}
              onStep={goTo}
              onId={showId}
              kinds={kinds}
              remedy={(remedy) => <RunRemedy remedy={remedy} />}
              exportsOf={exportsFor(moment, "saliency", asked)}
              onExplain={() => setExplained(true)}
            />
          )}
        </Answered>
      )}
      <MethodDrawer kind={explained ? "saliency" : null} onClose={() => setExplained(false)} />
    </>
  );
}

function useLook(): [FeaturesLook, (change: globalThis.Partial<FeaturesLook>) => void] {
  const [measure] = useViewState("measure", MEASURE);
  const [size] = useViewState("size", SIZE);
  const [field] = useViewState("field", maybeText);
  const change = useChangeAddress();
  const onLook = (next: globalThis.Partial<FeaturesLook>) =>
    change({
      ...(next.measure && { measure: MEASURE.write(next.measure) }),
      ...(next.size && { size: SIZE.write(next.size) }),
      ...(next.field !== undefined && { field: next.field }),
    });
  return [{ measure, size, field }, onLook];
}

/** The same question on the selected rows and on the rest, once the step rests. */
function useSelected({ id, selection, selectionWords }: Moment, asked: Record<string, unknown>) {
  const settled = useSettled(JSON.stringify(asked));
  const settings = useMemo(() => JSON.parse(settled) as Record<string, unknown>, [settled]);
  const filter = selection ?? { clauses: [] };
  const enabled = selection !== null;
  const inside = useResult(id, "saliency", settings, { rows: { filter, part: "selection" }, enabled });
  const outside = useResult(id, "saliency", settings, { rows: { filter, part: "rest" }, enabled });
  return useMemo(() => {
    if (!enabled) return null;
    const error = inside.error ?? outside.error;
    const parts = inside.data && outside.data && !error ? { selection: inside.data, rest: outside.data } : null;
    const note = error ? (
      <Failed compact failure={toFailure(error)} />
    ) : parts ? null : (
      <Partial>The selection and the rest are being worked out; until then all rows are shown.</Partial>
    );
    return { words: selectionWords ?? "chosen rows", parts, note };
  }, [enabled, inside.data, inside.error, outside.data, outside.error, selectionWords]);
}

function useKinds({ id, run }: Moment): ReadonlyMap<string, FieldKind> {
  const { data } = useQuery(runDataQuery(id));
  return useMemo(() => {
    const counted = new Map(data?.fields.map(({ name, cardinality }) => [name, cardinality]));
    return new Map(
      run.run.features.fields.map(({ name, kind, side }) => [name, { kind, side, values: counted.get(name) ?? null }]),
    );
  }, [data, run]);
}

/** The rows that hold an id, in Explore, besides what is selected already. */
function useShowId({ selection }: Moment) {
  const navigate = useNavigate();
  const link = useViewLink();
  return (field: string, value: string) => {
    const filter = withClause(selection, { kind: "among", column: `field:${field}`, values: [value] });
    navigate(link("explore", { sel: encodeFilter(filter), slice: null }));
  };
}

function NoEffects({ reason, onBack }: { reason: string; onBack: () => void }) {
  return (
    <>
      <MeasureBar measure="effect" onMeasure={onBack} />
      <Unavailable reason={reason} action={<Button onClick={onBack}>Show saliency, which it kept</Button>} />
    </>
  );
}
