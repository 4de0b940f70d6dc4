/** InteractionsView: which fields act together, how sure that is, what they do by value, and what a cross would bring. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Field, Interactions } from "@/api/types";
import { count, plural } from "@/format/number";
import { Findings } from "@/view/Finding";
import { type ExportsOf, Panels } from "@/view/Panel";
import classes from "@/views/interactions/Interactions.module.css";
import { PairMatrix } from "@/views/interactions/PairMatrix";
import { farthest, isSure, setKey, setName, shownSet, uncrossable } from "@/views/interactions/reading";
import { SetGraph } from "@/views/interactions/SetGraph";
import { SetList } from "@/views/interactions/SetList";
import { SetPanels } from "@/views/interactions/SetPanels";

export interface InteractionsViewProps {
  result: Interactions;
  schema: readonly Field[];
  set: string | null; // the key of the set that is looked at; null: the first
  example: number | null; // the row that is looked at
  ticked: ReadonlySet<string>;
  onSet: (key: string) => void;
  onExample: (example: number | null) => void;
  onTick: (keys: ReadonlySet<string>) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
  /** What tries the ticked sets as crosses. */
  cross?: ((sets: readonly (readonly string[])[]) => ReactNode) | undefined;
  row?: ReactNode; // the row that is looked at
}

export function InteractionsView(props: InteractionsViewProps) {
  const { result, schema, example, ticked, onSet, onExample, onTick, exportsOf, onExplain, cross, row } = props;
  const shown = shownSet(result, props.set);
  const chosen = shown && setKey(shown);
  const where = `${count(result.rows[result.split])} rows of ${result.split}`;
  const crossed = result.sets.filter((one) => ticked.has(setKey(one)) && !uncrossable(one, schema));
  const left = result.sets.filter((one) => ticked.has(setKey(one)) && uncrossable(one, schema));
  const ways = { onSet, exportsOf, onExplain };
  return (
    <>
      <Findings findings={result.findings} looked={`${result.fields.length} fields in ${where}`} />
      <Panels>
        <PairMatrix {...ways} result={result} where={where} />
        <SetGraph {...ways} sets={result.sets} chosen={chosen} title={`Sets of fields as a graph, ${where}`} />
      </Panels>
      <Panels>
        <SetList
          {...ways}
          result={result}
          where={where}
          schema={schema}
          chosen={chosen}
          ticked={ticked}
          onTick={onTick}
          action={
            cross && (
              <Crossing
                crossed={crossed.map(({ fields }) => fields)}
                left={left.map(setName)}
                sure={crossed.every(isSure)}
              >
                {cross}
              </Crossing>
            )
          }
        />
      </Panels>
      {shown && (
        <section aria-label={`The set ${setName(shown)}`}>
          <h2 className={classes.part}>{setName(shown)} by value</h2>
          {farthest(shown) && <p className={classes.said}>{farthest(shown)}</p>}
          <SetPanels set={shown} split={result.split} exportsOf={exportsOf} onExplain={onExplain} />
          <div className={classes.chips}>
            <span className="faint">Rows that show it most:</span>
            {shown.examples.map((one) => (
              <Button
                key={one}
                size="compact-xs"
                variant={one === example ? "filled" : "default"}
                aria-pressed={one === example}
                onClick={() => onExample(one === example ? null : one)}
              >
                row {one}
              </Button>
            ))}
          </div>
          {row}
        </section>
      )}
    </>
  );
}

interface CrossingProps {
  crossed: readonly (readonly string[])[];
  left: readonly string[]; // that can be no crosses
  sure: boolean;
  children: (sets: readonly (readonly string[])[]) => ReactNode;
}

function Crossing({ crossed, left, sure, children }: CrossingProps) {
  if (!crossed.length && !left.length)
    return <p className="faint">Tick sets to retrain the model with them as crosses and see what that brings.</p>;
  return (
    <>
      {left.length > 0 && (
        <p className="faint">
          {left.join(", ")} cannot be a cross, and {left.length === 1 ? "is" : "are"} left out.
        </p>
      )}
      {!sure && crossed.length > 0 && (
        <p className="faint">Not all of the {plural(crossed.length, "set")} are surely more than chance.</p>
      )}
      {crossed.length > 0 && children(crossed)}
    </>
  );
}
