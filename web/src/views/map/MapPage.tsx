/** MapPage: the rows as the model sees them: which layer, by which method, in which colour is in the address. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { maybeText, oneOf } from "@/address/codec";
import { useSelection, useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { exploreQuery } from "@/api/query/explore";
import { useResult } from "@/api/query/result";
import { type Moment, useMoment } from "@/frame/moment";
import { exportsFor, NoSnapshot } from "@/frame/ResultPage";
import { RowsPanel, selectPython } from "@/frame/RowsPanel";
import { SaveAsSlice } from "@/frame/SelectionChip";
import { SharingPanel } from "@/frame/SharingPanel";
import { useSettled } from "@/frame/useSettled";
import { DayNote } from "@/view/DayNote";
import { MethodDrawer } from "@/view/MethodDrawer";
import { sayParts } from "@/view/rowWords";
import { Empty } from "@/view/States";
import { MapView, type Method } from "@/views/map/MapView";
import { PointsPage } from "@/views/map/PointsPage";

const METHOD = oneOf<Method>(["pca", "tsne"], "pca");

export default function MapPage() {
  const moment = useMoment();
  const { run, step } = moment;
  return (
    <>
      <title>{`Map · ${run.run.name} · ClickLens`}</title>
      {step === null || moment.split === null ? (
        <NoSnapshot moment={moment} />
      ) : run.taps.length === 0 ? (
        <Empty title="This model has no inner states to draw">
          A map shows what hidden layers make of rows; this model goes from its inputs to the logit at once.
        </Empty>
      ) : (
        <Shown moment={moment} step={step} split={moment.split} />
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
  const taps = run.taps.map(({ name }) => name);
  const [asked, setTap] = useViewState("layer", maybeText);
  const [method, setMethod] = useViewState("method", METHOD);
  const [explained, setExplained] = useState(false);
  const { selection: chosen, select } = useSelection();
  const tap = taps.find((name) => name === asked) ?? taps.at(-1) ?? "";
  const settings = { step: useSettled(step), split, method: "pca" };
  const [hasPoints, setHasPoints] = useState(false);
  const purity = useResult(id, "projection", settings, { awaited: false, enabled: hasPoints }); // after what is waited for
  const figures = useQuery({
    ...exploreQuery(id, { split, step, ...(selection && { filter: selection }) }),
    enabled: selection !== null,
  });
  const parts = selection ? (figures.data?.parts ?? null) : null;
  return (
    <>
      <MapView
        taps={taps}
        tap={tap}
        method={method}
        purity={purity.data ?? null}
        purityLack={purity.error ? sayFailure(toFailure(purity.error)).happened : null}
        said={parts && selection ? sayParts(parts, selection) : []}
        parts={parts}
        map={
          <PointsPage
            moment={moment}
            step={step}
            split={split}
            tap={tap}
            method={method}
            onAnswered={() => setHasPoints(true)}
            onExplain={() => setExplained(true)}
          />
        }
        save={selection && chosen?.kind === "filter" && <SaveAsSlice run={id} filter={selection} />}
        below={
          selection && (
            <>
              <SharingPanel moment={moment} />
              <RowsPanel moment={moment} />
            </>
          )
        }
        exportsOf={exportsFor(moment, "projection", settings)}
        figuresExports={{
          name: `${id}-selection-step-${step}`,
          python: selectPython(id, selection, step, `parts(${JSON.stringify(split)})`),
        }}
        note={<DayNote day={moment.day} selection={selection} onSelect={select} />}
        onTap={setTap}
        onMethod={setMethod}
        onExplain={() => setExplained(true)}
      />
      <MethodDrawer kind={explained ? "projection" : null} onClose={() => setExplained(false)} />
    </>
  );
}
