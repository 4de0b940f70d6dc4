/** ValueEditor: a field's value, edited in place: type-ahead for a category, tags for many values, a number as it is. */
import { Autocomplete, NumberInput, TagsInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { Reading } from "@/api/types";
import { count, figure } from "@/format/number";
import classes from "@/views/example/Example.module.css";
import { type Editor, sayPctr, sayReading } from "@/views/example/reading";

/** One value that training knows, with what the row would score with it. */
export interface Known {
  value: string;
  count: number | null;
  pctr: number;
}

interface ValueEditorProps {
  field: string;
  editor: Editor;
  value: Reading;
  known: readonly Known[] | null; // null: not known yet
  range: readonly [number, number] | null; // of a number, as training held it
  repeats: boolean; // a sequence may hold one value twice
  onValue: (value: Reading) => void;
  onDone: () => void;
}

const LATER = { delay: 100, flushOnUnmount: true }; // ms from the last key to the question
const WIDE = { width: 360, position: "bottom-start" } as const; // values are longer than the cell that they are put in
const OFFERED = 60; // values listed at once; typing narrows them

export function ValueEditor({ editor, ...props }: ValueEditorProps) {
  if (editor === "number") return <NumberEditor {...props} />;
  return editor === "values" ? <ManyEditor {...props} /> : <OneEditor {...props} />;
}

type EditorProps = Omit<ValueEditorProps, "editor">;

function OneEditor({ field, value, known, onValue, onDone }: EditorProps) {
  const [typed, setTyped] = useState("");
  const options = useOptions(known);
  const take = (text: string) => {
    if (text.trim() !== "") onValue(text.trim());
    onDone();
  };
  return (
    <Autocomplete
      aria-label={`New value of ${field}`}
      size="xs"
      autoFocus
      defaultDropdownOpened
      limit={OFFERED}
      maxDropdownHeight={280}
      comboboxProps={WIDE}
      placeholder={`${sayReading(value)}, or type`}
      data={options.data}
      renderOption={({ option }) => <Offer known={options.of(option.value)} />}
      value={typed}
      onChange={setTyped}
      onOptionSubmit={take}
      onBlur={() => take(typed)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
        if (event.key === "Enter" && !event.defaultPrevented) take(typed);
      }}
    />
  );
}

function ManyEditor({ field, value, known, repeats, onValue, onDone }: EditorProps) {
  const [held, setHeld] = useState<string[]>(() => entries(value));
  const options = useOptions(known);
  const later = useDebouncedCallback(onValue, LATER);
  const take = (next: string[]) => {
    setHeld(next);
    later(next);
  };
  return (
    <TagsInput
      aria-label={`New values of ${field}`}
      size="xs"
      autoFocus
      splitChars={[]}
      allowDuplicates={repeats}
      limit={OFFERED}
      maxDropdownHeight={280}
      comboboxProps={WIDE}
      placeholder="Add a value"
      data={options.data}
      renderOption={({ option }) => <Offer known={options.of(option.value)} />}
      value={held}
      onChange={take}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    />
  );
}

function NumberEditor({ field, value, range, onValue, onDone }: EditorProps) {
  const [typed, setTyped] = useState<number | string>(typeof value === "number" ? value : "");
  const later = useDebouncedCallback(onValue, LATER);
  return (
    <NumberInput
      aria-label={`New value of ${field}`}
      size="xs"
      autoFocus
      placeholder={range ? `${figure(range[0])} to ${figure(range[1])} in training` : "A number; nothing: missing"}
      value={typed}
      {...(range && { step: Math.max((range[1] - range[0]) / 20, Number.EPSILON) })}
      onChange={(next) => {
        setTyped(next);
        const read = typeof next === "number" ? next : Number.parseFloat(next);
        later(next === "" ? null : Number.isFinite(read) ? read : value);
      }}
      onKeyDown={(event) => (event.key === "Escape" || event.key === "Enter") && onDone()}
    />
  );
}

function Offer({ known }: { known: Known | undefined }) {
  if (!known) return null;
  return (
    <span className={classes.offer}>
      <span className={classes.offered}>{known.value}</span>
      <span className="faint num">
        {known.count === null ? "" : `${count(known.count)} × · `}pctr {sayPctr(known.pctr)}
      </span>
    </span>
  );
}

function useOptions(known: readonly Known[] | null) {
  return useMemo(() => {
    const by = new Map((known ?? []).map((one) => [one.value, one]));
    return { data: [...by.keys()], of: (value: string) => by.get(value) };
  }, [known]);
}

function entries(value: Reading): string[] {
  if (value === null) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((one) => (one === null ? [] : [String(one)]));
}
