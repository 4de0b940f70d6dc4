/** SlicesPage: the slices that all runs share, as this run can use them. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useSelection } from "@/address/use";
import { usableSlicesQuery, useForgetSlice, useSaveSlice } from "@/api/query/slice";
import type { UsableSlice } from "@/api/rowTypes";
import type { Moment } from "@/frame/moment";
import { SaveAsSlice } from "@/frame/SelectionChip";
import { Answered, TableSkeleton } from "@/view/States";
import { SavedSlices } from "@/views/explore/SavedSlices";

export function SlicesPage({ moment }: { moment: Moment }) {
  const slices = useQuery(usableSlicesQuery(moment.id));
  const { selection, select, selectSlice } = useSelection();
  const forget = useForgetSlice();
  const save = useSaveSlice();
  const chosen = selection?.kind === "slice" ? selection.name : null;
  const onForget = ({ slice }: UsableSlice) =>
    forget.mutate(slice.name, {
      onSuccess: () => {
        if (chosen === slice.name) select(slice.filter);
        const note = notifications.show({
          autoClose: 15_000,
          title: `The slice '${slice.name}' is forgotten`,
          message: (
            <Button
              size="compact-xs"
              onClick={() => {
                notifications.hide(note);
                save.mutate({ run: moment.id, name: slice.name, filter: slice.filter, note: slice.note });
              }}
            >
              Undo
            </Button>
          ),
        });
      },
    });
  return (
    <Answered query={slices} skeleton={<TableSkeleton rows={2} />}>
      {(found) => (
        <SavedSlices
          slices={found}
          chosen={chosen}
          save={
            moment.selection && selection?.kind === "filter" ? (
              <SaveAsSlice run={moment.id} filter={moment.selection} />
            ) : null
          }
          onChoose={selectSlice}
          onForget={onForget}
        />
      )}
    </Answered>
  );
}
