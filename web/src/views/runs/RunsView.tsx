/** RunsView: all runs in one list: found by words and figures, sorted, kept in order, chosen to be compared. */
import { ActionIcon, Button, Checkbox, CloseButton, Menu, TextInput, Tooltip } from "@mantine/core";
import {
  IconArchive,
  IconArrowsDiff,
  IconColumns3,
  IconDots,
  IconPencil,
  IconSearch,
  IconTrash,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { RunChange, RunRow } from "@/api/types";
import { count, plural } from "@/format/number";
import { DataTable, type Sort, sortRows } from "@/view/DataTable";
import { stateWord } from "@/view/StateMark";
import { COLUMN_KEYS, COLUMN_NAMES, runColumns } from "@/views/runs/columns";
import { readFind } from "@/views/runs/find";
import { archivedOf, folded, trialsOf } from "@/views/runs/fold";
import { RunEditor } from "@/views/runs/RunEditor";
import classes from "@/views/runs/RunsView.module.css";

export interface RunsLook {
  find: string;
  sort: Sort;
  columns: readonly string[];
  archived: boolean; // archived runs are listed too
  open: readonly string[]; // searches whose trials are listed below them
}

interface RunsViewProps {
  rows: readonly RunRow[];
  now: Date;
  look: RunsLook;
  onLook: (look: Partial<RunsLook>) => void;
  onOpen: (run: string) => void;
  onChange: (run: string, change: RunChange) => void;
  onTrash: (runs: readonly string[]) => void;
  onCompare: (runs: readonly string[]) => void; // the oldest first
}

export function RunsView(props: RunsViewProps) {
  const { rows, now, look, onLook, onChange } = props;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<RunRow | null>(null);
  const find = useMemo(() => readFind(look.find), [look.find]);

  const trials = useMemo(() => trialsOf(rows), [rows]);
  const base = runColumns(look.columns, now, {
    onPin: (row) => onChange(row.id, { pinned: !row.pinned }),
    trials,
    open: look.open,
    onUnfold: (row) =>
      onLook({ open: look.open.includes(row.id) ? look.open.filter((id) => id !== row.id) : [...look.open, row.id] }),
  });
  const archived = useMemo(() => archivedOf(rows), [rows]);
  const listed = rows.filter((row) => (look.archived || !archived.has(row.id)) && find.test(row));
  const sorted = sortRows(listed, base, look.sort);
  const pinnedFirst = [...sorted.filter((row) => row.pinned), ...sorted.filter((row) => !row.pinned)];
  const shown = look.find ? pinnedFirst : folded(pinnedFirst, look.open);
  const chosen = shown.filter((row) => selected.has(row.id)).map((row) => row.id);
  const columns = [
    ...base,
    {
      key: "more",
      name: "",
      label: "More",
      width: 44,
      cell: (row: RunRow) => <RowMenu row={row} onEdit={setEdited} onChange={onChange} onTrash={props.onTrash} />,
    },
  ];

  return (
    <div className={classes.view}>
      <p className={classes.summary}>
        {sayRuns(
          rows.filter((row) => !archived.has(row.id)),
          trials,
        )}
      </p>
      <div className={classes.tools}>
        <TextInput
          className={classes.find ?? ""}
          aria-label="Find runs"
          placeholder="Words, tag:…, state:failed, auc>0.74"
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={look.find && <CloseButton size="xs" aria-label="Clear" onClick={() => onLook({ find: "" })} />}
          value={look.find}
          error={find.problems[0]}
          onChange={(event) => onLook({ find: event.currentTarget.value })}
        />
        {(listed.length !== rows.length || look.find) && (
          <span className="faint num" role="status">
            {count(listed.length)} of {plural(rows.length, "run")}
          </span>
        )}
        <span className={classes.space} />
        {archived.size > 0 && (
          <Checkbox
            label={`Archived (${count(archived.size)})`}
            checked={look.archived}
            onChange={(event) => onLook({ archived: event.currentTarget.checked })}
          />
        )}
        <ColumnMenu shown={look.columns} onShow={(shown) => onLook({ columns: shown })} />
      </div>
      {chosen.length > 0 && <Chosen chosen={chosen} onClear={() => setSelected(new Set())} {...props} />}
      <div className={classes.table}>
        <DataTable
          label="Runs"
          columns={columns}
          rows={shown}
          rowKey={(row) => row.id}
          sort={look.sort}
          sorted
          onSort={(sort) => onLook({ sort })}
          selected={selected}
          onSelect={setSelected}
          onOpen={(row) => props.onOpen(row.id)}
          faded={(row) => row.archived}
          rowHeight={38}
          height="100%"
          empty={`No run is like that.${look.archived || !archived.size ? "" : ` ${plural(archived.size, "archived run")} not looked at.`}`}
        />
      </div>
      {edited && (
        <RunEditor
          row={edited}
          onClose={() => setEdited(null)}
          onSave={(change) => {
            onChange(edited.id, change);
            setEdited(null);
          }}
        />
      )}
    </div>
  );
}

function sayRuns(rows: readonly RunRow[], trials: ReadonlyMap<string, number>): string {
  const states = ["running", "failed", "interrupted"] as const;
  const said = states.flatMap((state) => {
    const n = rows.filter((row) => row.state === state).length;
    return n ? [`${count(n)} ${stateWord(state)}`] : [];
  });
  const tried = rows.filter(({ parent }) => parent !== null && trials.has(parent)).length;
  const of = tried ? `, ${count(tried)} of them ${tried === 1 ? "a trial of a search" : "trials of searches"}` : "";
  return `${plural(rows.length, "run")}${of}${said.length ? `${tried ? "; " : ": "}${said.join(", ")}` : ""}.`;
}

interface ChosenProps extends RunsViewProps {
  chosen: readonly string[];
  onClear: () => void;
}

function Chosen({ chosen, onClear, onCompare, onTrash, onChange, rows }: ChosenProps) {
  const oldestFirst = rows
    .filter((row) => chosen.includes(row.id))
    .sort((a, b) => a.created_at.localeCompare(b.created_at))
    .map(({ id }) => id);
  const archive = () => {
    for (const run of chosen) onChange(run, { archived: true });
    onClear();
  };
  return (
    <div className={classes.chosen} role="toolbar" aria-label="With the selected runs">
      <span className="num">{plural(chosen.length, "run")} selected</span>
      <Tooltip
        label={chosen.length < 2 ? "Select two runs or more" : "The oldest one is what the others are held against"}
      >
        <Button
          variant="filled"
          leftSection={<IconArrowsDiff size={14} />}
          aria-disabled={chosen.length < 2}
          data-disabled={chosen.length < 2 || undefined}
          onClick={() => chosen.length > 1 && onCompare(oldestFirst)}
        >
          Compare
        </Button>
      </Tooltip>
      <Button leftSection={<IconArchive size={14} />} onClick={archive}>
        Archive
      </Button>
      <Button
        leftSection={<IconTrash size={14} />}
        onClick={() => {
          onTrash(chosen);
          onClear();
        }}
      >
        To the bin
      </Button>
      <CloseButton size="sm" aria-label="Clear the selection" onClick={onClear} />
    </div>
  );
}

function ColumnMenu({ shown, onShow }: { shown: readonly string[]; onShow: (shown: readonly string[]) => void }) {
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconColumns3 size={15} stroke={1.7} />}>Columns</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMN_KEYS.map((key) => {
          const on = shown.includes(key);
          return (
            <Menu.Item
              key={key}
              role="menuitemcheckbox"
              aria-checked={on}
              leftSection={<Checkbox.Indicator checked={on} size="xs" />}
              onClick={() =>
                onShow(
                  on
                    ? shown.filter((one) => one !== key)
                    : COLUMN_KEYS.filter((one) => one === key || shown.includes(one)),
                )
              }
            >
              {COLUMN_NAMES[key]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

interface RowMenuProps {
  row: RunRow;
  onEdit: (row: RunRow) => void;
  onChange: RunsViewProps["onChange"];
  onTrash: RunsViewProps["onTrash"];
}

function RowMenu({ row, onEdit, onChange, onTrash }: RowMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={`More about ${row.name}`}>
          <IconDots size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown data-control>
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => onEdit(row)}>
          Name, tags and note
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArchive size={14} />}
          onClick={() => onChange(row.id, { archived: !row.archived })}
        >
          {row.archived ? "Take out of the archive" : "Archive"}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => onTrash([row.id])}>
          {row.is_search ? "To the bin, with its trials" : "To the bin"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
