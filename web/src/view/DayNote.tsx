/** DayNote: a day that is chosen above narrows other views; on rows it is a clause like any other. */
import { Button } from "@mantine/core";
import { type RowFilter, withClause } from "@/address/filter";
import { dayName } from "@/format/time";
import { Partial } from "@/view/States";

interface DayNoteProps {
  day: number | null;
  selection: RowFilter | null;
  onSelect: (filter: RowFilter) => void;
}

export function DayNote({ day, selection, onSelect }: DayNoteProps) {
  const said = selection?.clauses.some((clause) => "column" in clause && clause.column === "day");
  if (day === null || said) return null;
  const clause = { kind: "range", column: "day", low: day, high: day + 1 } as const;
  return (
    <Partial>
      Rows of all days are shown, for the rest of them is what a selection is held against.{" "}
      <Button size="compact-xs" onClick={() => onSelect(withClause(selection, clause))}>
        Select {dayName(day)}
      </Button>
    </Partial>
  );
}
