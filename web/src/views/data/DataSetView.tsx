/** DataSetView: what the rows of a run hold, and what looks wrong with them. */

import { csvBlob } from "@/view/csv";
import type { Sort } from "@/view/DataTable";
import { Findings } from "@/view/Finding";
import { type ExportsOf, Panel, Panels } from "@/view/Panel";
import { AlonePanel, LackPanel, RatePanel, VocabularyPanel } from "@/views/data/DataPanels";
import classes from "@/views/data/DataSetView.module.css";
import {
  type Description,
  findingsOf,
  missing,
  sayData,
  sayValues,
  tasksOf,
  unknownLater,
} from "@/views/data/describe";
import { FieldTable } from "@/views/data/FieldTable";

interface DataSetViewProps {
  data: Description;
  path: string; // of the encoded folder
  task: string | null; // null: the first
  sort: Sort | null;
  onTask: (task: string) => void;
  onSort: (sort: Sort) => void;
}

export function DataSetView({ data, path, task, sort, onTask, onSort }: DataSetViewProps) {
  const tasks = tasksOf(data);
  const shown = tasks.find((name) => name === task) ?? tasks[0] ?? "label";
  const exportsOf: ExportsOf = (part, files) => ({
    name: `${data.name}-${part}`,
    ...(files && { files }),
    python: `from clicklens.data import EncodedDataset, describe\n\ndescribe(EncodedDataset.open(${JSON.stringify(path)}))`,
  });
  const panels = { data, exportsOf };
  return (
    <>
      <Findings
        findings={findingsOf(data)}
        looked="fields that give the label away, constant and almost empty fields, ids that occur once or that train does not know, missing days, jumps of the label rate"
      />
      <p className={classes.held}>{sayData(data)}</p>
      <Panels>
        <RatePanel {...panels} task={shown} onTask={onTask} />
      </Panels>
      <Panels least="20rem">
        <VocabularyPanel {...panels} />
        <AlonePanel {...panels} />
        <LackPanel {...panels} />
      </Panels>
      <Panels>
        <Panel
          wide
          title={`All ${data.fields.length} fields`}
          reading="Shares are of train; unknown later: the greatest share over the other splits. AUC alone: how well the field's values alone rank held-out rows."
          exports={exportsOf("fields", { csv: () => fieldCsv(data) })}
        >
          <FieldTable fields={data.fields} sort={sort} onSort={onSort} />
        </Panel>
      </Panels>
    </>
  );
}

function fieldCsv({ fields }: Description): Blob {
  return csvBlob(
    ["field", "kind", "side", "ids", "once_share", "missing_share", "unknown_later", "auc_alone", "values"],
    fields.map((field) => [
      field.name,
      field.kind,
      field.side,
      field.cardinality,
      field.once_share,
      missing(field),
      unknownLater(field),
      field.leak_auc,
      sayValues(field),
    ]),
  );
}
