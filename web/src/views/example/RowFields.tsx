/** RowFields: the row as the model reads it: each field's value, what the score makes of it, and what if it were another. */
import { ActionIcon, Button, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowBackUp, IconEraser, IconPencil, IconSearch, IconTimelineEvent } from "@tabler/icons-react";
import { useState } from "react";
import type { Field, Reading, WhatIf } from "@/api/types";
import classes from "@/views/example/Example.module.css";
import { Name, Share, Told } from "@/views/example/FieldCell";
import {
  type Changes,
  changed,
  type ExampleResult,
  editorOf,
  sayMove,
  sayReading,
  unchanged,
} from "@/views/example/reading";
import { type Known, ValueEditor } from "@/views/example/ValueEditor";

export interface Editing {
  field: string | null; // whose value is being edited
  known: readonly Known[] | null;
  range: readonly [number, number] | null;
  onEdit: (field: string | null) => void;
}

interface RowFieldsProps {
  result: ExampleResult;
  kinds: ReadonlyMap<string, Field>;
  changes: Changes;
  answer: WhatIf | null;
  editing: Editing;
  scanned: string | null;
  onChanges: (changes: Changes) => void;
  onScan: (field: string) => void;
}

const AT_FIRST = 14; // fields, where there are many; the others are shown on demand
const MANY = 20;

export function RowFields({ result, kinds, changes, answer, editing, scanned, onChanges, onScan }: RowFieldsProps) {
  const [search, setSearch] = useState("");
  const [all, setAll] = useState(false);
  const wanted = search.trim().toLowerCase();
  const found = result.fields.filter(({ field }) => field.toLowerCase().includes(wanted));
  const shown =
    all || wanted || found.length <= MANY ? found : found.filter(({ field }, at) => at < AT_FIRST || field in changes);
  const isChanged = Object.keys(changes).length > 0;
  const most = Math.max(1e-9, ...result.fields.flatMap(({ share, usual_share }) => [share ?? 0, usual_share ?? 0]));
  return (
    <>
      {result.fields.length > MANY && (
        <TextInput
          mb={6}
          aria-label="Find a field of the row"
          placeholder={`Find one of ${result.fields.length} fields`}
          leftSection={<IconSearch size={13} stroke={1.8} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <table className={classes.fields}>
        <caption className="unseen">Fields of row {result.example_id}, their values, and what they do</caption>
        <thead>
          <tr>
            <th scope="col" data-part="field">
              field
            </th>
            <th scope="col">value</th>
            <th scope="col" data-part="saliency">
              <Tooltip label="The field's share of this row's saliency; the tick is its usual share, over all rows.">
                <span>saliency</span>
              </Tooltip>
            </th>
            {isChanged && (
              <th scope="col" data-part="effect">
                <Tooltip label="How far this change alone moves pctr.">
                  <span>effect</span>
                </Tooltip>
              </th>
            )}
            <th scope="col" data-part="acts">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ field, value, share, usual_share }) => (
            <tr key={field} data-changed={field in changes || undefined}>
              <th scope="row" title={field}>
                <Name field={field} />
              </th>
              <td>
                <Value
                  field={field}
                  kind={kinds.get(field)}
                  own={value}
                  changes={changes}
                  editing={editing}
                  onChanges={onChanges}
                />
              </td>
              <td>
                <Share share={share} usual={usual_share} most={most} />
              </td>
              {isChanged && (
                <td className={classes.effect}>{field in changes && <Effect answer={answer} field={field} />}</td>
              )}
              <td className={classes.acts}>
                <Acts
                  field={field}
                  canEdit={editorOf(kinds.get(field)) !== "none"}
                  isChanged={field in changes}
                  isScanned={scanned === field}
                  onMissing={value === null ? null : () => onChanges(changed(changes, field, null, value))}
                  onUndo={() => onChanges(unchanged(changes, field))}
                  onScan={() => onScan(field)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < found.length && (
        <Button mt={8} onClick={() => setAll(true)}>
          Show all {found.length} fields
        </Button>
      )}
      {found.length === 0 && <p className="faint">No field's name holds “{search}”.</p>}
    </>
  );
}

interface ValueProps {
  field: string;
  kind: Field | undefined;
  own: Reading;
  changes: Changes;
  editing: Editing;
  onChanges: (changes: Changes) => void;
}

function Value({ field, kind, own, changes, editing, onChanges }: ValueProps) {
  const editor = editorOf(kind);
  const value = changes[field] !== undefined ? changes[field] : own;
  if (editor === "none") return <span className="faint">{sayReading(own)} (cannot be edited here)</span>;
  if (editing.field === field)
    return (
      <ValueEditor
        field={field}
        editor={editor}
        value={value}
        known={editing.known}
        range={editing.range}
        repeats={kind?.kind === "sequence"}
        onValue={(next) => onChanges(changed(changes, field, next, own))}
        onDone={() => editing.onEdit(null)}
      />
    );
  return (
    <UnstyledButton
      className={classes.value}
      aria-label={`Edit ${field}: ${sayReading(value)}`}
      onClick={() => editing.onEdit(field)}
    >
      <Told value={value} />
      <IconPencil size={13} stroke={1.7} aria-hidden className={classes.pencil} />
      {field in changes && <span className={classes.was}>was {sayReading(own)}</span>}
    </UnstyledButton>
  );
}

function Effect({ answer, field }: { answer: WhatIf | null; field: string }) {
  const found = answer?.changes.find((change) => change.field === field);
  if (!found) return <span className="faint">…</span>;
  return <span className="num">{sayMove(found.effect)}</span>;
}

interface ActsProps {
  field: string;
  canEdit: boolean;
  isChanged: boolean;
  isScanned: boolean;
  onMissing: (() => void) | null;
  onUndo: () => void;
  onScan: () => void;
}

function Acts({ field, canEdit, isChanged, isScanned, onMissing, onUndo, onScan }: ActsProps) {
  if (!canEdit) return null;
  return (
    <>
      {isChanged && (
        <Tooltip label="As it was">
          <ActionIcon size="sm" aria-label={`${field} as it was`} onClick={onUndo}>
            <IconArrowBackUp size={15} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
      {onMissing && !isChanged && (
        <Tooltip label="As if it were missing">
          <ActionIcon size="sm" aria-label={`${field} as if it were missing`} onClick={onMissing}>
            <IconEraser size={15} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Go through all its values">
        <ActionIcon
          size="sm"
          aria-label={`Scan ${field}`}
          aria-pressed={isScanned}
          variant={isScanned ? "light" : "subtle"}
          color={isScanned ? "indigo" : "gray"}
          onClick={onScan}
        >
          <IconTimelineEvent size={15} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
