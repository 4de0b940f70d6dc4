/** NeuronPage: asks for one neuron, and where rows are selected for its output on these and on the rest. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Clause, type RowFilter, withClause } from "@/address/filter";
import { useSelection, useStep, useViewLink } from "@/address/use";
import { exploreQuery } from "@/api/query/explore";
import { type RowPart, useResult } from "@/api/query/result";
import type { Moment } from "@/frame/moment";
import { exportsFor } from "@/frame/ResultPage";
import { useSettled } from "@/frame/useSettled";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Answered, ViewSkeleton } from "@/view/States";
import type { Place } from "@/views/neurons/look";
import { NeuronHead } from "@/views/neurons/NeuronHead";
import { NeuronView } from "@/views/neurons/NeuronView";
import type { Parts } from "@/views/neurons/neuron";

interface NeuronPageProps {
  moment: Moment;
  step: number;
  place: Place;
  goTo: (place: Place | null) => void;
}

const BINS = 32;

export function NeuronPage({ moment, step, place, goTo }: NeuronPageProps) {
  const [explained, setExplained] = useState(false);
  const [, setStep] = useStep();
  const { selection, select } = useSelection();
  const link = useViewLink();
  const settled = useSettled(step);
  const settings = { ...place, split: moment.split, step: settled };
  const query = useResult(moment.id, "neuron", settings);
  const column = `neuron:${place.layer}:${place.neuron}`;
  const parts = useParts(moment, settings, settled, column);
  const held: RowFilter | null = selection?.kind === "filter" ? selection.filter : null;
  return (
    <>
      <NeuronHead
        place={place}
        width={query.data?.layer === place.layer ? query.data.width : null}
        layers={moment.run.taps.map(({ name, width }) => ({ layer: name, neurons: width }))}
        goTo={goTo}
      />
      <Answered query={query} skeleton={<ViewSkeleton panels={4} />}>
        {(result) => (
          <NeuronView
            result={result}
            step={step}
            parts={parts}
            fields={moment.run.run.features.fields.map(({ name }) => name)}
            onStep={(to) => setStep(to, { replace: true })}
            onNeuron={goTo}
            onRange={(low, high) => select(withClause(held, { kind: "range", column, low, high }))}
            onClear={() => select({ clauses: (held?.clauses ?? []).filter((clause) => !isOn(clause, column)) })}
            exampleLink={(example) => link("example", { example: String(example) })}
            exportsOf={exportsFor(moment, "neuron", settings)}
            explain={() => setExplained(true)}
          />
        )}
      </Answered>
      <MethodDrawer kind={explained ? "neuron" : null} onClose={() => setExplained(false)} />
    </>
  );
}

/** The neuron on the selection and on the rest; null where no rows are selected. */
function useParts(moment: Moment, settings: Record<string, unknown>, step: number, column: string): Parts | null {
  const filter = moment.selection;
  const clauses = filter?.clauses ?? [];
  const others = clauses.filter((clause) => !isOn(clause, column)); // bars show the rows that pass all clauses but their own
  const own = clauses.find((clause) => isOn(clause, column));
  const explored = useQuery({
    ...exploreQuery(moment.id, {
      ...(moment.split !== null && { split: moment.split }),
      step,
      filter: { clauses: others },
      charts: [{ column, bins: BINS }],
      figures: false,
    }),
    enabled: filter !== null,
  });
  const asked = (part: RowPart["part"]) => ({ enabled: filter !== null, ...(filter && { rows: { filter, part } }) });
  const selection = useResult(moment.id, "neuron", settings, asked("selection"));
  const rest = useResult(moment.id, "neuron", settings, asked("rest"));
  if (!filter) return null;
  return {
    histogram: explored.data?.charts.find((chart) => chart.column === column) ?? null,
    range: own?.kind === "range" ? [own.low, own.high] : null,
    isOther: others.length > 0,
    selection: selection.data ?? null,
    rest: rest.data ?? null,
  };
}

const isOn = (clause: Clause, column: string) => "column" in clause && clause.column === column;
