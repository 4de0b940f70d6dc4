/** One row: what the model made of it through training, and what it would say if the row were another. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { maybeText, maybeWhole } from "@/address/codec";
import { useChangeAddress, useStep, useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { useResult } from "@/api/query/result";
import { rowsQuery } from "@/api/query/rows";
import type { Field } from "@/api/types";
import { type Moment, useMoment } from "@/frame/moment";
import { exportsFor, NoSnapshot } from "@/frame/ResultPage";
import { chartMarks } from "@/view/chartMarks";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Answered, Empty, Failed } from "@/view/States";
import { ExampleView } from "@/views/example/ExampleView";
import { useLiveRow } from "@/views/example/liveRowPage";
import { RowPicker } from "@/views/example/RowPicker";
import type { ExampleResult } from "@/views/example/reading";
import { readWorst, WORST_COLUMNS, WorstRows } from "@/views/example/WorstRows";

export default function ExamplePage() {
  const moment = useMoment();
  const [example] = useViewState("example", maybeWhole);
  const name = example === null ? "Example" : `Row ${example}`;
  return (
    <>
      <title>{`${name} · ${moment.run.run.name} · ClickLens`}</title>
      {moment.step === null || moment.split === null ? (
        <NoSnapshot moment={moment} />
      ) : (
        <Example moment={moment} example={example} step={moment.step} split={moment.split} />
      )}
    </>
  );
}

interface ExampleProps {
  moment: Moment;
  example: number | null; // null: the row with the largest loss
  step: number;
  split: string;
}

const WORST = 100; // rows of the list
const WORST_FIELDS = 5;

function Example({ moment, example, step, split }: ExampleProps) {
  const { id, run } = moment;
  const [layer] = useViewState("layer", maybeText);
  const change = useChangeAddress();
  const goTo = (next: number | null) => change({ example: next === null ? null : String(next), change: null });
  const known = run.taps.some(({ name }) => name === layer) ? layer : null;
  const asked = { example_id: example, split: example === null ? split : null, step, layer: known };
  const query = useResult(id, "example", asked);
  const worst = useQuery(worstQuery(moment, { step, split }));
  const list = useMemo(() => (worst.data ? readWorst(worst.data) : null), [worst.data]);
  const result = query.data ?? null;
  const failure = query.error && !result ? toFailure(query.error) : null;
  return (
    <>
      <RowPicker
        result={result}
        asked={example}
        worst={list?.rows.map((row) => row.example) ?? []}
        groupName={run.run.features.group ?? "group"}
        onExample={goTo}
      />
      {failure?.isGone ? (
        <NotKept reason={sayFailure(failure).happened} onWorst={() => goTo(null)} />
      ) : (
        <Answered query={query}>
          {(found) => <Shown moment={moment} step={step} result={found} asked={asked} onExample={goTo} />}
        </Answered>
      )}
      {worst.error ? (
        <Failed failure={toFailure(worst.error)} retry={() => void worst.refetch()} />
      ) : (
        <WorstRows
          worst={list}
          of={moment.selection ? `the selection of ${split}` : split}
          step={step}
          task={result?.task ?? "click"}
          example={result?.example_id ?? example}
          onExample={goTo}
        />
      )}
    </>
  );
}

function worstQuery({ id, run, selection }: Moment, { step, split }: { step: number; split: string }) {
  const fields = run.run.features.fields.filter(isShort).slice(0, WORST_FIELDS);
  const columns = [...WORST_COLUMNS, ...fields.map(({ name }) => `field:${name}`)];
  return rowsQuery(id, { step, split, columns, sort: "loss", descending: true, limit: WORST, filter: selection });
}

const isShort = (field: Field) => field.kind === "numeric" || (field.kind === "categorical" && !field.multi);

interface ShownProps {
  moment: Moment;
  step: number;
  result: ExampleResult;
  asked: Readonly<Record<string, unknown>>;
  onExample: (example: number) => void;
}

function Shown({ moment, step, result, asked, onExample }: ShownProps) {
  const { run } = moment;
  const [explained, setExplained] = useState<"example" | "what-if" | "attention" | null>(null);
  const [, goToStep] = useStep();
  const change = useChangeAddress();
  const kinds = useMemo(() => new Map(run.run.features.fields.map((field) => [field.name, field])), [run]);
  const marks = useMemo(() => chartMarks(run.events, run.best_step), [run]);
  const live = useLiveRow(moment.id, { result, step, kinds });
  return (
    <>
      <ExampleView
        {...live}
        result={result}
        kinds={kinds}
        layers={run.taps.map(({ name }) => name)}
        marks={marks}
        stops={run.steps}
        exportsOf={exportsFor(moment, "example", { ...asked, example_id: result.example_id })}
        onLayer={(layer) => change({ layer })}
        onExample={onExample}
        onStep={goToStep}
        onExplain={setExplained}
      />
      <MethodDrawer kind={explained} onClose={() => setExplained(null)} />
    </>
  );
}

function NotKept({ reason, onWorst }: { reason: string; onWorst: () => void }) {
  return (
    <Empty
      title="This row is not in the run's sample"
      action={
        <Button variant="filled" onClick={onWorst}>
          Show the row with the largest loss
        </Button>
      }
    >
      {reason} A run keeps the states of a fixed sample of rows (<code>capture.rows</code> in its configuration). Choose
      one from the list below, on the map or in Explore.
    </Empty>
  );
}
