/** FieldTable: every field with its figures; sorted by a click, found by a part of its name. */
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Interval } from "@/api/types";
import { count, NONE, step as sayStep } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";
import { courseOf, MEASURES, nowOf, type SaliencyResult, splitsOf } from "@/views/features/reading";

export interface FieldKind {
  kind: string; // categorical, sequence, numeric, dense, image
  side: string; // user, item, context
  values: number | null; // distinct ones in training; null: not known, or not counted
}

interface FieldTableProps {
  result: SaliencyResult;
  kinds: ReadonlyMap<string, FieldKind>;
  field: string;
  onField: (field: string) => void;
  exportsOf: ExportsOf;
}

interface Line extends Partial<FieldKind> {
  field: string;
  shares: (Interval | null)[]; // one a split
  first: number | null; // share at the first step after 0
}

const ROW = 34; // pixels
const MANY = 12; // fields from which a search is offered

export function FieldTable({ result, kinds, field, onField, exportsOf }: FieldTableProps) {
  const [sort, setSort] = useState<Sort>({ key: result.split, descending: true });
  const [search, setSearch] = useState("");
  const lines = useMemo(() => linesOf(result, kinds), [result, kinds]);
  const wanted = search.trim().toLowerCase();
  const shown = lines.filter((line) => line.field.toLowerCase().includes(wanted));
  const columns = useMemo(() => columnsOf(result), [result]);
  const title = `All fields at step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      wide
      exports={exportsOf("fields")}
      controls={
        lines.length > MANY && (
          <TextInput
            aria-label="Find a field"
            placeholder="Find a field"
            leftSection={<IconSearch size={13} stroke={1.8} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )
      }
      reading={`Shares of ${MEASURES[result.measure].noun} with half their 95% interval. “Since the first snapshot” is how many times the share at the first step after 0 it is now. Click a row to follow its field above.`}
    >
      <DataTable
        label={title}
        columns={columns}
        rows={shown}
        rowKey={(line) => line.field}
        sort={sort}
        onSort={setSort}
        selected={new Set([field])}
        onOpen={(line) => onField(line.field)}
        rowHeight={ROW}
        height={Math.min(420, ROW * (Math.max(1, shown.length) + 1) + 4)}
        empty={`No field's name holds “${search}”.`}
      />
    </Panel>
  );
}

function linesOf(result: SaliencyResult, kinds: ReadonlyMap<string, FieldKind>): Line[] {
  const sides = splitsOf(result).map((split) => nowOf(result, split));
  return result.fields.map((field) => {
    const first = courseOf(result, field, result.split).find(({ step }) => step > 0);
    return {
      field,
      ...kinds.get(field),
      shares: sides.map((side) => side.get(field)?.share ?? null),
      first: first?.share?.value ?? null,
    };
  });
}

function columnsOf(result: SaliencyResult): Column<Line>[] {
  const splits = splitsOf(result);
  const own = splits.indexOf(result.split);
  const growth = (line: Line) => {
    const now = line.shares[own]?.value;
    return now === undefined || !line.first ? null : now / line.first;
  };
  return [
    {
      key: "field",
      name: "field",
      width: "minmax(130px, 2fr)",
      sort: (line) => line.field,
      cell: (line) => <span title={line.field}>{line.field}</span>,
    },
    { key: "side", name: "side", width: 70, sort: (line) => line.side ?? null, cell: (line) => line.side ?? NONE },
    { key: "kind", name: "kind", width: 100, sort: (line) => line.kind ?? null, cell: (line) => line.kind ?? NONE },
    {
      key: "values",
      name: "values",
      width: 72,
      align: "right",
      descendingFirst: true,
      sort: (line) => line.values ?? null,
      cell: (line) => count(line.values),
    },
    ...splits.map(
      (split, at): Column<Line> => ({
        key: split,
        name: `share on ${split}`,
        width: 122,
        align: "right",
        descendingFirst: true,
        sort: (line) => line.shares[at]?.value ?? null,
        cell: (line) => sayShare(line.shares[at] ?? null),
      }),
    ),
    {
      key: "growth",
      name: "since the first snapshot",
      width: 172,
      align: "right",
      descendingFirst: true,
      sort: growth,
      cell: (line) => {
        const times = growth(line);
        return times === null ? NONE : `× ${times.toFixed(times < 10 ? 2 : 1)}`;
      },
    },
  ];
}

/** Both with the digits that the interval allows: 25.6% ± 0.3%. */
function sayShare(share: Interval | null): string {
  if (!share) return NONE;
  const reach = 50 * (share.high - share.low);
  const digits = reach < 0.1 ? 2 : 1;
  return `${(100 * share.value).toFixed(digits)}% ± ${reach.toFixed(digits)}%`;
}
