/** SharingPanel: what the selected rows have in common, asked once the selection rests. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Clause, withClause } from "@/address/filter";
import { useSelection } from "@/address/use";
import { sharingQuery } from "@/api/query/explore";
import { columnsQuery } from "@/api/query/rowPages";
import type { RowColumn, SharedValue, Sharing } from "@/api/rowTypes";
import type { Moment } from "@/frame/moment";
import { useSettled } from "@/frame/useSettled";
import { csvBlob } from "@/view/csv";
import { Panel } from "@/view/Panel";
import { SharedValues } from "@/view/SharedValues";
import { Answered, TableSkeleton } from "@/view/States";

export function SharingPanel({ moment }: { moment: Moment }) {
  const { id, split, selection } = moment;
  const step = useSettled(moment.step);
  const { select } = useSelection();
  const { data: columns } = useQuery({ ...columnsQuery(id, { split, step }), enabled: step !== null });
  const query = useQuery({
    ...sharingQuery(id, { split, step, ...(selection && { filter: selection }) }),
    enabled: selection !== null && step !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <Panel
      wide
      title="What the selected rows have in common"
      reading="Lift is how many times as often a value stands in the selection as in the rest, surest first; 95% intervals by Katz. Each value is tested by Fisher's exact test, corrected for all that were tried (Holm). A value must be held by three users at least, unless it is what tells users apart; rows of one user count as independent, so trust what many users share. Press a row to narrow the selection to it."
      exports={{ name: `${id}-shared-values`, ...(query.data && { files: { csv: () => sharingCsv(query.data) } }) }}
    >
      <Answered query={query} skeleton={<TableSkeleton rows={4} />}>
        {(sharing) => (
          <SharedValues
            sharing={sharing}
            onOpen={(value) =>
              select(
                withClause(
                  selection,
                  clauseOf(
                    value,
                    columns?.find(({ name }) => name === `field:${value.field}`),
                  ),
                ),
              )
            }
          />
        )}
      </Answered>
    </Panel>
  );
}

/** The rows that hold the value; numbers are told as the range they were counted in. */
function clauseOf({ field, value }: SharedValue, column: RowColumn | undefined): Clause {
  const range = column?.kind === "number" && /^(\S+) to (\S+)$/.exec(value);
  if (range) return { kind: "range", column: column.name, low: Number(range[1]), high: Number(range[2]) };
  return { kind: "among", column: `field:${field}`, values: [value] };
}

function sharingCsv({ values }: Sharing): Blob {
  const head = ["field", "value", "lift", "low", "high", "share", "share_rest", "rows", "rows_rest", "users", "p"];
  return csvBlob(
    head,
    values.map(({ lift, ...of }) => [
      of.field,
      of.value,
      lift.value,
      lift.low,
      lift.high,
      of.share,
      of.share_rest,
      of.rows,
      of.rows_rest,
      of.users,
      of.p,
    ]),
  );
}
