/** WeightsView: the model at rest: where its memory goes, which ids were trained, which fields act on which. */
import { Select } from "@mantine/core";
import type { ModelWeights } from "@/api/types";
import { Findings } from "@/view/Finding";
import { type ExportsOf, Panels } from "@/view/Panel";
import { Empty } from "@/view/States";
import { CrossPanel } from "@/views/weights/CrossPanel";
import { FirstOrderPanel } from "@/views/weights/FirstOrderPanel";
import { NormPanel } from "@/views/weights/NormPanel";
import { shownCross, shownTable } from "@/views/weights/reading";
import { SharePanel } from "@/views/weights/SharePanel";
import { TablesPanel } from "@/views/weights/TablesPanel";
import classes from "@/views/weights/Weights.module.css";

export interface WeightsViewProps {
  result: ModelWeights;
  table: string | null; // that is looked at; null: the largest
  part: string | null; // of the model, whose strengths are looked at; null: the first
  onTable: (table: string) => void;
  onPart: (part: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function WeightsView({ result, onTable, onPart, ...ways }: WeightsViewProps) {
  const table = shownTable(result, ways.table);
  const cross = shownCross(result, ways.part);
  return (
    <>
      <Findings
        findings={result.findings}
        looked={`${result.tables.length} tables of vectors and what the model tells of pairs of fields`}
      />
      {!table && !cross && (
        <Empty title="This model has no vectors of ids">
          It reads numbers alone, and tells nothing of which fields act on which.
        </Empty>
      )}
      {table && (
        <>
          <div className={classes.bar}>
            <h2 className={classes.part}>Vectors of ids</h2>
            <Select
              aria-label="Table that is looked at"
              searchable
              allowDeselect={false}
              w="min(26rem, 80vw)"
              maxDropdownHeight={320}
              data={result.tables.map((one) => one.table)}
              value={table.table}
              onChange={(next) => next && onTable(next)}
              nothingFoundMessage="No table's name holds that."
            />
          </div>
          <Panels least="30rem">
            <NormPanel {...ways} result={result} table={table} />
            <SharePanel {...ways} result={result} table={table.table} onTable={onTable} />
            {table.first_order && (
              <FirstOrderPanel {...ways} result={result} table={table} weights={table.first_order} />
            )}
          </Panels>
        </>
      )}
      {cross && (
        <Panels>
          <CrossPanel {...ways} result={result} cross={cross} onPart={onPart} />
        </Panels>
      )}
      {table && (
        <Panels>
          <TablesPanel {...ways} result={result} table={table.table} onTable={onTable} />
        </Panels>
      )}
    </>
  );
}
