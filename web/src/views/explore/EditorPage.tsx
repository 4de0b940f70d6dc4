/** EditorPage: asks which values a column holds once the form is about it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RowFilter } from "@/address/filter";
import { exploreQuery } from "@/api/query/explore";
import type { RowColumn } from "@/api/rowTypes";
import type { Moment } from "@/frame/moment";
import { FilterEditor } from "@/views/explore/FilterEditor";

const OFFERED = 200; // values that a form offers

interface EditorPageProps {
  moment: Moment;
  step: number;
  split: string;
  columns: readonly RowColumn[];
  onFilter: (filter: RowFilter | null) => void;
}

export function EditorPage({ moment, step, split, columns, onFilter }: EditorPageProps) {
  const [column, setColumn] = useState<string | null>(null);
  const known = columns.find(({ name }) => name === column);
  const values = useQuery({
    ...exploreQuery(moment.id, { split, step, charts: [{ column: column ?? "", bins: OFFERED }], figures: false }),
    enabled: known !== undefined && known.kind !== "number",
  });
  return (
    <FilterEditor
      filter={moment.selection}
      columns={columns}
      layers={moment.run.taps}
      column={column}
      values={values.data?.charts[0] ?? null}
      onColumn={setColumn}
      onFilter={onFilter}
    />
  );
}
