/** FieldTable: every field with its kind, how many ids it has, what it lacks and what it holds most. */
import { count, figure, NONE, percent } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import classes from "@/views/data/DataSetView.module.css";
import { type FieldDescription, missing, sayValues, unknownLater } from "@/views/data/describe";

interface FieldTableProps {
  fields: readonly FieldDescription[];
  sort: Sort | null;
  onSort: (sort: Sort) => void;
}

const ROW = 32; // pixels

const share = (
  key: string,
  name: string,
  of: (field: FieldDescription) => number | null,
): Column<FieldDescription> => ({
  key,
  name,
  width: 108,
  align: "right",
  descendingFirst: true,
  sort: of,
  cell: (field) => <span className="num">{percent(of(field))}</span>,
});

const COLUMNS: readonly Column<FieldDescription>[] = [
  {
    key: "name",
    name: "Field",
    width: "minmax(200px, 1.2fr)",
    sort: ({ name }) => name,
    cell: ({ name }) => (
      <span className={classes.name} title={name}>
        {name}
      </span>
    ),
  },
  { key: "kind", name: "Kind", width: 100, sort: ({ kind }) => kind, cell: ({ kind }) => kind },
  { key: "side", name: "Side", width: 80, sort: ({ side }) => side, cell: ({ side }) => side },
  {
    key: "ids",
    name: "Ids",
    width: 84,
    align: "right",
    descendingFirst: true,
    sort: ({ cardinality }) => cardinality,
    cell: ({ cardinality }) => <span className="num">{count(cardinality)}</span>,
  },
  share("once", "Seen once", ({ once_share }) => once_share),
  share("missing", "Empty", missing),
  share("unknown", "Unknown later", unknownLater),
  {
    key: "alone",
    name: "AUC alone",
    width: 96,
    align: "right",
    descendingFirst: true,
    sort: ({ leak_auc }) => leak_auc,
    cell: ({ leak_auc }) => <span className="num">{leak_auc === null ? NONE : figure(leak_auc)}</span>,
  },
  {
    key: "values",
    name: "Most frequent, or range",
    width: "minmax(160px, 2.4fr)",
    cell: (field) => <span title={sayValues(field)}>{sayValues(field) || NONE}</span>,
  },
];

export function FieldTable({ fields, sort, onSort }: FieldTableProps) {
  return (
    <DataTable
      label="Fields"
      columns={COLUMNS}
      rows={fields}
      rowKey={({ name }) => name}
      sort={sort}
      onSort={onSort}
      rowHeight={ROW}
      height={36 + ROW * Math.min(14, Math.max(1, fields.length)) + 4}
    />
  );
}
