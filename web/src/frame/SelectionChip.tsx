/** SelectionChip: the rows that every view holds against the rest; one press takes it away. */
import { ActionIcon, Button, CloseButton, Popover, TextInput, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type RowFilter, sayClause, withoutClause } from "@/address/filter";
import { useSelection } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { exploreQuery } from "@/api/query/explore";
import { slicesQuery, useSaveSlice } from "@/api/query/slice";
import { plural } from "@/format/number";
import type { Moment } from "@/frame/moment";
import classes from "@/frame/RunBar.module.css";

export function SelectionChip({ moment }: { moment: Moment }) {
  const { selection, select } = useSelection();
  const slices = useQuery({ ...slicesQuery(), enabled: selection?.kind === "slice" });
  const rows = useRowCount(moment);
  if (!selection) return null;
  const lost = selection.kind === "slice" && slices.data && !moment.selection;
  if (selection.kind === "broken" || lost)
    return (
      <span className={classes.chip} data-broken>
        <span className={classes.words}>
          {lost ? `There is no slice '${selection.name}'` : "The link's selection was cut"}: all rows are shown
        </span>
        <CloseButton size="xs" aria-label="Dismiss" onClick={() => select(null)} mr={4} />
      </span>
    );
  const words = `${rows === null ? "" : `${plural(rows, "row")}: `}${moment.selectionWords}`;
  return (
    <span className={classes.chip}>
      <Popover position="bottom-start" shadow="md" width={360} trapFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.words}
            title={words}
            aria-label={`Selection: ${words}; show its parts`}
          >
            <span className="num">{words}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {moment.selection && <Parts filter={moment.selection} onSelect={select} />}
          {moment.selection && selection.kind === "filter" && <SaveAsSlice run={moment.id} filter={moment.selection} />}
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Show all rows">
        <CloseButton size="xs" aria-label="Remove the selection" onClick={() => select(null)} mr={4} />
      </Tooltip>
    </span>
  );
}

/** How many rows of the split pass; null until it is known. */
function useRowCount({ id, split, step, selection }: Moment): number | null {
  const asked = exploreQuery(id, { split, step, figures: false, ...(selection && { filter: selection }) });
  const { data } = useQuery({ ...asked, enabled: selection !== null && step !== null });
  return data && selection ? data.passing : null;
}

function Parts({ filter, onSelect }: { filter: RowFilter; onSelect: (filter: RowFilter | null) => void }) {
  return filter.clauses.map((clause, at) => (
    <div key={sayClause(clause)} className={classes.clause}>
      <span>{sayClause(clause)}</span>
      <ActionIcon
        size="xs"
        aria-label={`Remove: ${sayClause(clause)}`}
        onClick={() => onSelect(withoutClause(filter, at))}
      >
        <IconX size={13} />
      </ActionIcon>
    </div>
  ));
}

export function SaveAsSlice({ run, filter }: { run: string; filter: RowFilter }) {
  const [name, setName] = useState("");
  const { selectSlice } = useSelection();
  const save = useSaveSlice();
  const failure = save.error ? toFailure(save.error) : null;
  const taken = failure?.status === 409;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim();
    save.mutate({ run, name: called, filter, replace: taken }, { onSuccess: () => selectSlice(called) });
  };
  return (
    <form className={classes.save} onSubmit={submit}>
      <TextInput
        label="Save as slice"
        description="A name by which every run can be asked for these rows"
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          save.reset();
        }}
        error={failure && sayFailure(failure).happened}
        style={{ flex: 1 }}
      />
      <Button type="submit" variant="filled" disabled={!name.trim()} loading={save.isPending}>
        {taken ? "Replace it" : "Save"}
      </Button>
    </form>
  );
}
