/** WhatIfPanel: the row's values, and its score with other ones: before, after, and what each change does. */
import { Button } from "@mantine/core";
import type { Field, WhatIf } from "@/api/types";
import { figure } from "@/format/number";
import { type Live, NoModel } from "@/view/Answering";
import { Finding } from "@/view/Finding";
import { type Exports, Panel } from "@/view/Panel";
import classes from "@/views/example/Example.module.css";
import { type Editing, RowFields } from "@/views/example/RowFields";
import { type Changes, type ExampleResult, sayModel, sayMove, sayPctr, sayRelative } from "@/views/example/reading";

export interface WhatIfPanelProps {
  result: ExampleResult;
  kinds: ReadonlyMap<string, Field>;
  changes: Changes;
  answer: Live<WhatIf>;
  editing: Editing;
  scanned: string | null;
  exports: Exports;
  onChanges: (changes: Changes) => void;
  onScan: (field: string) => void;
  onStep: (step: number) => void;
  onExplain: () => void;
}

export function WhatIfPanel({ answer, exports, onStep, onExplain, ...row }: WhatIfPanelProps) {
  const { result, changes, onChanges } = row;
  const isChanged = Object.keys(changes).length > 0;
  return (
    <Panel
      title={`Row ${result.example_id}: its values, and what if they were others`}
      exports={exports}
      onExplain={onExplain}
      reading={
        <>
          Click a value to change it: the model scores the row anew.{" "}
          {result.fields.some(({ share }) => share !== null) &&
            "Bars: the field's share of this row's saliency; the tick is its usual share, over all rows. A bar far beyond its tick is what is special about this row. "}
          The answer is of the model, not of the world: the other fields stay as they are.
        </>
      }
    >
      {isChanged && answer.failure && <NoModel failure={answer.failure} onStep={onStep} retry={answer.retry} />}
      {isChanged && !answer.failure && <Moved answer={answer} onReset={() => onChanges({})} />}
      <RowFields {...row} answer={isChanged ? answer.data : null} />
    </Panel>
  );
}

function Moved({ answer: { data, busy }, onReset }: { answer: Live<WhatIf>; onReset: () => void }) {
  return (
    <>
      <div className={classes.moved} role="status" aria-busy={busy}>
        <span className={`${classes.scores} num`}>
          {data ? (
            <>
              pctr {sayPctr(data.before.pctr)} → {sayPctr(data.after.pctr)}{" "}
              <strong>{sayMove(data.after.pctr - data.before.pctr)}</strong>
            </>
          ) : (
            "pctr …"
          )}
        </span>
        {data && <span className="faint num">{sayRelative(data.before.pctr, data.after.pctr)}</span>}
        <Button onClick={onReset}>Reset</Button>
        {data && (
          <p className={`${classes.model} num`}>
            logit {figure(data.before.logit)} → {figure(data.after.logit)}. {sayModel(data)}
          </p>
        )}
      </div>
      {data?.findings.map((finding) => (
        <Finding key={finding.text} severity={finding.severity}>
          {finding.text}
        </Finding>
      ))}
    </>
  );
}
