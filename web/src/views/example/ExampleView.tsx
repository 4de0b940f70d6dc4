/** ExampleView: one row followed through training: its score, what the model leans on, what it would say of another. */

import type { Attention, Field, Reading, Scan, WhatIf } from "@/api/types";
import type { Mark } from "@/chart/mark";
import type { chartFiles } from "@/chart/still";
import type { Live } from "@/view/Answering";
import { Findings } from "@/view/Finding";
import type { Exports } from "@/view/Panel";
import { type ExportsOf, Panels } from "@/view/Panel";
import { AttentionPanel } from "@/views/example/AttentionPanel";
import { NearRows } from "@/views/example/NearRows";
import { RowCourse, RowRank } from "@/views/example/RowCourse";
import type { Editing } from "@/views/example/RowFields";
import { RowIds } from "@/views/example/RowIds";
import { type Changes, changed, type ExampleResult, editorOf, scannable } from "@/views/example/reading";
import { type Scale, ScanPanel } from "@/views/example/ScanPanel";
import { WhatIfPanel } from "@/views/example/WhatIfPanel";

export interface ExampleViewProps {
  result: ExampleResult;
  kinds: ReadonlyMap<string, Field>;
  layers: readonly string[];
  marks: readonly Mark[];
  stops: readonly number[];
  changes: Changes;
  whatIf: Live<WhatIf>;
  whatIfExports: Exports;
  scanned: { field: string | null; limit: number; most: number; scale: Scale; answer: Live<Scan> };
  scanExports: (pictures: ReturnType<typeof chartFiles>) => Exports;
  weighed: {
    weighing: string | null;
    candidates: readonly string[];
    offered: readonly string[];
    answer: Live<Attention>;
  };
  weighedExports: (pictures: ReturnType<typeof chartFiles>) => Exports;
  onWeighing: (weighing: string) => void;
  onCandidates: (values: string[]) => void;
  editing: Editing;
  exportsOf: ExportsOf;
  onChanges: (changes: Changes) => void;
  onScan: (field: string) => void;
  onLimit: (limit: number) => void;
  onScale: (scale: Scale) => void;
  onLayer: (layer: string) => void;
  onExample: (example: number) => void;
  onStep: (step: number) => void;
  onExplain: (method: "example" | "what-if" | "attention") => void;
}

export function ExampleView({ result, kinds, changes, scanned, onChanges, onScan, onStep, ...rest }: ExampleViewProps) {
  const { marks, stops, exportsOf, onExplain } = rest;
  const ways = { result, exportsOf, onExplain: () => onExplain("example") };
  const course = { ...ways, marks, stops, onStep };
  const tryValue = (field: string, value: Reading) => {
    const own = result.fields.find((one) => one.field === field)?.value ?? null;
    onChanges(changed(changes, field, value, own));
  };
  return (
    <>
      <Findings findings={result.findings} looked="its score, its saliency and the rows nearest to it" />
      <Panels least="30rem">
        <WhatIfPanel
          result={result}
          kinds={kinds}
          changes={changes}
          answer={rest.whatIf}
          editing={rest.editing}
          scanned={scanned.field}
          exports={rest.whatIfExports}
          onChanges={onChanges}
          onScan={onScan}
          onStep={onStep}
          onExplain={() => onExplain("what-if")}
        />
        <ScanPanel
          {...scanned}
          fields={scannable(result, kinds)}
          ordered={scanned.field !== null && editorOf(kinds.get(scanned.field)) === "number"}
          exportsOf={rest.scanExports}
          onField={onScan}
          onLimit={rest.onLimit}
          onScale={rest.onScale}
          onValue={tryValue}
          onStep={onStep}
          onExplain={() => onExplain("what-if")}
        />
        <AttentionPanel
          {...rest.weighed}
          exportsOf={rest.weighedExports}
          onWeighing={rest.onWeighing}
          onCandidates={rest.onCandidates}
          onStep={onStep}
          onExplain={() => onExplain("attention")}
        />
        <RowCourse {...course} />
        <RowRank {...course} />
        <NearRows {...ways} layers={rest.layers} onLayer={rest.onLayer} onExample={rest.onExample} />
        <RowIds {...ways} />
      </Panels>
    </>
  );
}
