/** FeaturesView: which inputs move the model's pctr, whether it learns ids by heart, and what to do about it. */
import { SegmentedControl, Select } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import type { Mark } from "@/chart/mark";
import { Finding, Findings } from "@/view/Finding";
import { type ExportsOf, Panels } from "@/view/Panel";
import classes from "@/views/features/Features.module.css";
import { FieldByDay, FieldCourse } from "@/views/features/FieldCourse";
import { FieldIds } from "@/views/features/FieldIds";
import { FieldShares } from "@/views/features/FieldShares";
import { type FieldKind, FieldTable } from "@/views/features/FieldTable";
import {
  findingsOf,
  MEASURES,
  type Measure,
  remediesOf,
  type SaliencyResult,
  type SelectedParts,
  type Size,
  selectionFinding,
} from "@/views/features/reading";
import { ShareByDay, ShareFilm } from "@/views/features/ShareFilm";

export interface FeaturesLook {
  measure: Measure;
  size: Size;
  field: string | null; // that is followed; null: the one that a finding names, or the largest
}

export interface FeaturesViewProps {
  result: SaliencyResult;
  look: FeaturesLook;
  onLook: (change: Partial<FeaturesLook>) => void;
  selected: { words: string; parts: SelectedParts | null; note: ReactNode } | null; // null: no rows are selected
  marks: readonly Mark[];
  stops: readonly number[]; // steps with a snapshot
  onStep: (step: number) => void;
  onId: (field: string, value: string) => void;
  kinds: ReadonlyMap<string, FieldKind>;
  remedy: (remedy: string) => ReactNode; // the button that tries it, its progress and verdict
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function FeaturesView({ result, look, onLook, selected, marks, stops, ...calls }: FeaturesViewProps) {
  const { exportsOf, onExplain, onStep } = calls;
  const findings = useMemo(() => findingsOf(result), [result]);
  const onField = (field: string) => onLook({ field });
  const field = followed(result, look.field);
  const { noun } = MEASURES[result.measure];
  const ways = { result, exportsOf, onExplain };
  const parts = selected?.parts ?? null;
  const compared = parts && selected ? selectionFinding(parts, selected.words, noun) : null;
  return (
    <>
      <Findings
        findings={findings}
        looked={`${noun} of ${result.fields.length} fields over training`}
        action={(remedy) => remediesOf(result, remedy).map((one) => <span key={one}>{calls.remedy(one)}</span>)}
      />
      {compared && <Finding severity={compared.severity}>{compared.text}</Finding>}
      {selected?.note}
      <MeasureBar measure={look.measure} onMeasure={(measure) => onLook({ measure })} />
      <Panels least="30rem">
        <FieldShares
          {...ways}
          parts={parts}
          size={look.size}
          field={look.field}
          onSize={(size) => onLook({ size })}
          onField={onField}
        />
        <ShareFilm {...ways} marks={marks} onField={onField} />
      </Panels>
      <div className={classes.bar}>
        <h2 className={classes.part}>One field</h2>
        <Select
          aria-label="Field that is followed"
          searchable
          allowDeselect={false}
          w="min(26rem, 80vw)"
          maxDropdownHeight={320}
          data={[...result.fields]}
          value={field}
          onChange={(next) => next && onField(next)}
          nothingFoundMessage="No field's name holds that."
        />
      </div>
      {field && (
        <Panels least="30rem">
          <FieldIds {...ways} field={field} onId={calls.onId} />
          <FieldCourse {...ways} field={field} size={look.size} marks={marks} stops={stops} onStep={onStep} />
          {result.days.length > 0 && <FieldByDay {...ways} field={field} size={look.size} />}
          {result.days.length > 0 && <ShareByDay {...ways} onField={onField} />}
        </Panels>
      )}
      <Panels>
        <FieldTable result={result} kinds={calls.kinds} field={field} onField={onField} exportsOf={exportsOf} />
      </Panels>
    </>
  );
}

/** What is measured, and what that means, always in sight: the two rank fields of unlike size differently. */
export function MeasureBar({ measure, onMeasure }: { measure: Measure; onMeasure: (measure: Measure) => void }) {
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label="What is measured"
        value={measure}
        onChange={(value) => onMeasure(value as Measure)}
        data={Object.entries(MEASURES).map(([value, { word }]) => ({ value, label: word }))}
      />
      <p className={classes.means}>{MEASURES[measure].means}</p>
    </div>
  );
}

/** A field of which ids are learnt by heart comes first, then the one that the model leans on most. */
export function followed({ fields, leanings }: SaliencyResult, asked: string | null): string {
  return fields.find((field) => field === asked) ?? leanings[0]?.field ?? fields[0] ?? "";
}
