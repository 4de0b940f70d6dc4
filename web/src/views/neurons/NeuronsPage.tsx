import { useState } from "react";
import { maybeText, oneOf } from "@/address/codec";
import { useChangeAddress, useSelection, useStep, useViewState } from "@/address/use";
import { useResult } from "@/api/query/result";
import { type Moment, useMoment } from "@/frame/moment";
import { exportsFor, NoSnapshot } from "@/frame/ResultPage";
import { useSettled } from "@/frame/useSettled";
import { DayNote } from "@/view/DayNote";
import { MethodDrawer } from "@/view/MethodDrawer";
import { Answered, ViewSkeleton } from "@/view/States";
import { MEASURES, type NeuronsLook, ORDERS, PARTS, type Place, readPlace, writePlace } from "@/views/neurons/look";
import { NeuronPage } from "@/views/neurons/NeuronPage";
import { NeuronsView } from "@/views/neurons/NeuronsView";

const MEASURE = oneOf(MEASURES, "deviation");
const ORDER = oneOf(ORDERS, "value");
const PART = oneOf(PARTS, "difference");

export default function NeuronsPage() {
  const moment = useMoment();
  const [written, setWritten] = useViewState("neuron", maybeText);
  const place = readPlace(written);
  const { select } = useSelection();
  const goTo = (to: Place | null) => setWritten(to && writePlace(to));
  return (
    <>
      <title>{`Neurons · ${moment.run.run.name} · ClickLens`}</title>
      <DayNote day={moment.day} selection={moment.selection} onSelect={select} />
      {moment.step === null ? (
        <NoSnapshot moment={moment} />
      ) : place ? (
        <NeuronPage key={moment.id} moment={moment} step={moment.step} place={place} goTo={goTo} />
      ) : (
        <AllNeurons moment={moment} step={moment.step} goTo={goTo} />
      )}
    </>
  );
}

interface AllNeuronsProps {
  moment: Moment;
  step: number;
  goTo: (place: Place) => void;
}

function AllNeurons({ moment, step, goTo }: AllNeuronsProps) {
  const change = useChangeAddress();
  const [measure] = useViewState("measure", MEASURE);
  const [order] = useViewState("order", ORDER);
  const [part] = useViewState("part", PART);
  const [layer] = useViewState("layer", maybeText);
  const [, setStep] = useStep();
  const [explained, setExplained] = useState(false);
  const settled = useSettled(step);
  const settings = { measure, split: moment.split, step: settled };
  const filter = moment.selection;
  const rows = filter ? ({ filter, part: "selection" } as const) : undefined;
  const query = useResult(moment.id, "neurons", settings, rows && { rows });
  const rest = useResult(moment.id, "neurons", settings, {
    enabled: filter !== null,
    ...(filter && { rows: { filter, part: "rest" } }),
  });
  const onLook = (to: Partial<NeuronsLook>) =>
    change({
      ...(to.measure && { measure: MEASURE.write(to.measure) }),
      ...(to.order && { order: ORDER.write(to.order) }),
      ...(to.part && { part: PART.write(to.part) }),
      ...(to.layer !== undefined && { layer: to.layer }),
    });
  return (
    <>
      <Answered query={query} skeleton={<ViewSkeleton panels={4} height={360} />}>
        {(result) => (
          <NeuronsView
            result={result}
            rest={(filter && rest.data?.measure === result.measure && rest.data) || null}
            step={step}
            snapshots={moment.run.steps.length}
            look={{ measure, order, part, layer: result.layers.some((one) => one.layer === layer) ? layer : null }}
            onLook={onLook}
            onNeuron={goTo}
            onStep={(to) => setStep(to, { replace: true })}
            exportsOf={exportsFor(moment, "neurons", settings, rows)}
            explain={() => setExplained(true)}
          />
        )}
      </Answered>
      <MethodDrawer kind={explained ? "neurons" : null} onClose={() => setExplained(false)} />
    </>
  );
}
