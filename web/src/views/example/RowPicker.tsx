/** RowPicker: which row is looked at: its number, and the way through the rows that the model gets most wrong. */
import { ActionIcon, Button, NumberInput, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { dayName } from "@/format/time";
import classes from "@/views/example/Example.module.css";
import { type ExampleResult, outcome, sayReading } from "@/views/example/reading";

interface RowPickerProps {
  result: ExampleResult | null; // null: the row that was asked for has no answer
  asked: number | null;
  worst: readonly number[]; // examples, the largest loss first
  groupName: string; // what rows of one group share: the user, as a rule
  onExample: (example: number) => void;
}

export function RowPicker({ result, asked, worst, groupName, onExample }: RowPickerProps) {
  const id = useId();
  const shown = result?.example_id ?? asked;
  const [typed, setTyped] = useState<number | string>(shown ?? "");
  useEffect(() => setTyped(shown ?? ""), [shown]);
  const place = shown === null ? -1 : worst.indexOf(shown);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (typeof typed === "number" && Number.isSafeInteger(typed) && typed >= 0) onExample(typed);
  };
  const [before, after] = [worst[place - 1], worst[place + 1]];
  return (
    <form className={classes.picker} onSubmit={go} aria-label="Which row is looked at">
      <label className={classes.row} htmlFor={id}>
        Row
      </label>
      <NumberInput
        id={id}
        w={110}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" disabled={typed === "" || typed === shown}>
        Go
      </Button>
      {result && <span className="faint num">{facts(result, groupName)}</span>}
      <span className={classes.walk}>
        <span className="faint">
          {place < 0 ? "Rows with the largest loss" : `Largest loss: number ${place + 1} of ${worst.length}`}
        </span>
        <Tooltip label="The row before, with a larger loss">
          <ActionIcon
            aria-label="Row with the next larger loss"
            disabled={before === undefined}
            onClick={() => before !== undefined && onExample(before)}
          >
            <IconChevronLeft size={16} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="The next row, with a smaller loss">
          <ActionIcon
            aria-label="Row with the next smaller loss"
            disabled={after === undefined}
            onClick={() => after !== undefined && onExample(after)}
          >
            <IconChevronRight size={16} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </span>
    </form>
  );
}

export function facts(result: ExampleResult, groupName: string): string {
  const { split, label, task, day, weight } = result;
  const group = sayGroup(result, groupName);
  return [
    `of ${split}`,
    outcome(label, task),
    ...(day === null ? [] : [dayName(day)]),
    ...(group === null ? [] : [`${groupName} ${group}`]),
    ...(weight === 1 ? [] : [`weight ${weight}`]),
  ].join(" · ");
}

/** As the data tell it; what the sample keeps of a text is its hash, which says nothing to a person. */
function sayGroup({ fields, group }: ExampleResult, groupName: string): string | null {
  const told = fields.find(({ field }) => field === groupName)?.value;
  if (told !== null && told !== undefined && !Array.isArray(told)) return sayReading(told);
  return group !== null && Number.isSafeInteger(group) ? String(group) : null;
}
