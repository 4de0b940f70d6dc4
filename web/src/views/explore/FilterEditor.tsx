/** FilterEditor: the clauses of the selection, and a form that adds one: all that a mouse does on the charts, by keyboard. */
import { ActionIcon, Button, Checkbox, NumberInput, TagsInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { type Clause, type RowFilter, sayClause, sayColumn, withClause, withoutClause } from "@/address/filter";
import type { RowChart, RowColumn } from "@/api/rowTypes";
import { figure, plural } from "@/format/number";
import { dayName } from "@/format/time";
import { ColumnSelect, type Layer } from "@/views/explore/ColumnSelect";
import { clauseOn, valuesOf } from "@/views/explore/clauses";
import { sayValue } from "@/views/explore/columns";
import classes from "@/views/explore/Explore.module.css";

interface FilterEditorProps {
  filter: RowFilter | null;
  columns: readonly RowColumn[];
  layers: readonly Layer[];
  column: string | null; // that the form is about
  values: RowChart | null; // what that column holds, where it is known
  onColumn: (column: string | null) => void;
  onFilter: (filter: RowFilter | null) => void;
}

export function FilterEditor(props: FilterEditorProps) {
  const { filter, columns, layers, column, values, onColumn, onFilter } = props;
  const known = columns.find(({ name }) => name === column);
  const kind = known?.kind ?? (column?.startsWith("neuron:") ? "number" : null);
  const held = column ? clauseOn(filter, column) : null;
  const add = (clause: Clause) => {
    onFilter(withClause(filter, clause));
    onColumn(null);
  };
  return (
    <section aria-label="Filter" className={classes.filter}>
      {filter && filter.clauses.length > 0 && (
        <ul className={classes.clauses} aria-label="Clauses; rows pass where all hold">
          {filter.clauses.map((clause, at) => (
            <li key={sayClause(clause)}>
              {"column" in clause ? (
                <button type="button" title="Change it" onClick={() => onColumn(clause.column)}>
                  {sayClause(clause)}
                </button>
              ) : (
                <span>{sayClause(clause)}</span>
              )}
              <ActionIcon
                size="xs"
                aria-label={`Take away: ${sayClause(clause)}`}
                onClick={() => onFilter(withoutClause(filter, at))}
              >
                <IconX size={13} />
              </ActionIcon>
            </li>
          ))}
          {filter.clauses.length > 1 && (
            <li className={classes.bare}>
              <Button size="compact-xs" onClick={() => onFilter(null)}>
                Take all away
              </Button>
            </li>
          )}
        </ul>
      )}
      <div className={classes.form}>
        <ColumnSelect label="Choose rows by" columns={columns} layers={layers} value={column} onChange={onColumn} />
        {column && kind === "number" && (
          <RangeForm key={`${column} range`} column={column} known={known} held={held} onAdd={add} />
        )}
        {column && kind !== null && kind !== "number" && (
          <AmongForm key={`${column} among`} column={column} known={known} held={held} values={values} onAdd={add} />
        )}
      </div>
    </section>
  );
}

interface FormProps {
  column: string;
  known: RowColumn | undefined;
  held: Clause | null; // on this column already
  onAdd: (clause: Clause) => void;
}

function RangeForm({ column, known, held, onAdd }: FormProps) {
  const [low, setLow] = useState<number | null>(held?.kind === "range" ? held.low : null);
  const [high, setHigh] = useState<number | null>(held?.kind === "range" ? held.high : null);
  const empty = low !== null && high !== null && low >= high;
  const given = (value: number | string) => (value === "" || !Number.isFinite(Number(value)) ? null : Number(value));
  const say = column === "day" ? dayName : figure;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!empty && (low !== null || high !== null)) onAdd({ kind: "range", column, low, high });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <NumberInput label="From (with it)" w={130} value={low ?? ""} onChange={(value) => setLow(given(value))} />
      <NumberInput
        label="To below"
        w={130}
        value={high ?? ""}
        error={empty ? "must be greater" : undefined}
        onChange={(value) => setHigh(given(value))}
      />
      <Button type="submit" variant="filled" disabled={empty || (low === null && high === null)}>
        {held ? "Change the clause" : "Add the clause"}
      </Button>
      {known && known.low !== null && known.high !== null && (
        <span className={classes.holds}>
          {sayColumn(column)} holds {say(known.low)} to {say(known.high)}
          {column === "day" && known.low >= 3650 ? `, which are days ${known.low} to ${known.high} since 1970` : ""}
        </span>
      )}
    </form>
  );
}

const MOST = 1000; // values of a clause

function AmongForm({ column, known, held, values, onAdd }: FormProps & { values: RowChart | null }) {
  const [chosen, setChosen] = useState<string[]>(
    valuesOf(held)
      .filter((value) => value !== null)
      .map((value) => sayValue(column, value)),
  );
  const [missing, setMissing] = useState(valuesOf(held).includes(null));
  const offered = (values?.column === column ? (values.values ?? []) : []).map((value) => sayValue(column, value));
  const none = chosen.length === 0 && !missing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (none) return;
    const read = chosen.slice(0, MOST).map((word) => (column === "label" ? (word === "clicked" ? 1 : 0) : word));
    onAdd({ kind: "among", column, values: missing ? [...read, null] : read });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TagsInput
        label={known?.is_list ? "Holds any of" : "Is one of"}
        size="xs"
        className={classes.values ?? ""}
        data={[...new Set(offered)]}
        value={chosen}
        maxDropdownHeight={300}
        onChange={setChosen}
      />
      {known && known.missing > 0 && (
        <Checkbox
          label={`or is missing (${plural(known.missing, "row")})`}
          checked={missing}
          onChange={(event) => setMissing(event.currentTarget.checked)}
          mb={7}
        />
      )}
      <Button type="submit" variant="filled" disabled={none}>
        {held ? "Change the clause" : "Add the clause"}
      </Button>
      {known && known.kind === "category" && (
        <span className={classes.holds}>
          {plural(known.distinct, "value")}
          {known.distinct > offered.length && offered.length
            ? `; the ${offered.length} most frequent are offered, others can be typed`
            : ""}
        </span>
      )}
    </form>
  );
}
