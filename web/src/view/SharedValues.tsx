/** SharedValues: what the selected rows have in common, each value tested, the surest first. */
import type { SharedValue, Sharing } from "@/api/rowTypes";
import { count, figure, percent, plural } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";

interface SharedValuesProps {
  sharing: Sharing;
  onOpen?: (value: SharedValue) => void; // narrow the selection to it
  height?: number;
}

export function SharedValues({ sharing, onOpen, height = 300 }: SharedValuesProps) {
  return (
    <>
      <p style={{ margin: "0 0 8px" }}>{saySharing(sharing)}</p>
      {sharing.values.length > 0 && (
        <DataTable
          label="Values that the selection holds more often than the rest"
          columns={COLUMNS}
          rows={sharing.values}
          rowKey={({ field, value }) => `${field} ${value}`}
          sort={null}
          rowHeight={30}
          height={Math.min(height, 36 + 30 * sharing.values.length + 2)}
          {...(onOpen && { onOpen })}
        />
      )}
    </>
  );
}

const LISTED = 40; // the service lists no more

export function saySharing({ passing, rows, tried, values, left_out }: Sharing): string {
  if (passing === 0 || passing === rows) return "There is nothing to hold them against.";
  const out = left_out.length ? ` ${left_out.join(", ")} was left out: the selection names it.` : "";
  const first = values[0];
  if (!first)
    return `None of the ${plural(tried, "value")} tried is surely held more often than in the rest (Fisher's exact test, corrected for their number).${out}`;
  const most = first.rows_rest
    ? `${times(first.lift.value)} as often as in the rest (${times(first.lift.low)} to ${times(first.lift.high)})`
    : `in ${plural(first.rows, "row")} and in none of the rest, so at least ${times(first.lift.low)} as often`;
  return `Most over-represented: ${first.field} ${first.value}, ${most}. ${plural(values.length, "value")}${values.length >= LISTED ? " or more" : ""} of ${count(tried)} tried ${values.length === 1 ? "is" : "are"} surely over-represented.${out}`;
}

const times = (lift: number) => `${lift < 10 ? lift.toFixed(1) : count(lift)}×`;

const COLUMNS: readonly Column<SharedValue>[] = [
  { key: "field", name: "Field", width: "minmax(90px, 1fr)", cell: ({ field }) => <span title={field}>{field}</span> },
  {
    key: "value",
    name: "Value",
    width: "minmax(120px, 2fr)",
    cell: ({ value }) => <span title={value}>{value}</span>,
  },
  {
    key: "lift",
    name: "Lift [95%]",
    width: 170,
    align: "right",
    cell: ({ lift, rows_rest }) =>
      rows_rest === 0 ? (
        <span title="No row of the rest holds it, so only the low end of the interval says something">
          <b style={{ fontWeight: 600 }}>≥ {times(lift.low)}</b> <span className="faint">only here</span>
        </span>
      ) : (
        <span>
          <b style={{ fontWeight: 600 }}>{times(lift.value)}</b>{" "}
          <span className="faint">
            [{times(lift.low)}, {times(lift.high)}]
          </span>
        </span>
      ),
  },
  { key: "share", name: "Selection", width: 84, align: "right", cell: ({ share }) => percent(share) },
  { key: "rest", name: "Rest", width: 70, align: "right", cell: ({ share_rest }) => percent(share_rest) },
  { key: "rows", name: "Rows", width: 70, align: "right", cell: ({ rows }) => count(rows) },
  {
    key: "users",
    name: "Users",
    width: 64,
    align: "right",
    cell: ({ users }) => (users === null ? "–" : count(users)),
  },
  { key: "p", name: "p, corrected", width: 96, align: "right", cell: ({ p }) => (p < 1e-4 ? "< 0.0001" : figure(p)) },
];
