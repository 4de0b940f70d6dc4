/** FieldTable: the fields of a schema: whose they are, of what kind, and which table embeds them. */
import { useState } from "react";
import type { RunDetail } from "@/api/types";
import { count } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";

type Field = RunDetail["run"]["features"]["fields"][number];

const text = (read: (field: Field) => string) => ({ sort: read, cell: read });
const COLUMNS: Column<Field>[] = [
  {
    key: "name",
    name: "field",
    width: "minmax(140px, 2fr)",
    sort: ({ name }) => name,
    cell: ({ name }) => <span title={name}>{name}</span>,
  },
  { key: "side", name: "of", width: 90, ...text(({ side }) => side) },
  { key: "kind", name: "kind", width: "minmax(150px, 1.4fr)", ...text(kindWords) },
  {
    key: "table",
    name: "table",
    width: "minmax(110px, 1.2fr)",
    ...text((field) => get(field, "table") ?? (field.kind === "cross" ? field.name : "–")),
  },
  {
    key: "length",
    name: "ids a row, at most",
    width: 156,
    align: "right",
    sort: (field) => lengthOf(field),
    cell: (field) => (lengthOf(field) === null ? "–" : count(lengthOf(field))),
  },
  {
    key: "column",
    name: "source column",
    width: "minmax(120px, 1.4fr)",
    ...text((field) => get(field, "column") ?? "–"),
  },
];

export function FieldTable({ fields }: { fields: readonly Field[] }) {
  const [sort, setSort] = useState<Sort | null>(null);
  return (
    <DataTable
      label="Fields of the schema"
      columns={COLUMNS}
      rows={fields}
      rowKey={({ name }) => name}
      sort={sort}
      onSort={setSort}
      height={Math.min(420, 36 + 34 * fields.length)}
    />
  );
}

function kindWords(field: Field): string {
  if (field.kind === "categorical") return field.multi ? `several ids, ${field.pooling}` : "one id";
  if (field.kind === "sequence")
    return field.attends_to ? `sequence, attends to ${field.attends_to}` : `sequence, ${field.pooling}`;
  if (field.kind === "cross") return `${field.fields.join(" × ")}, one id`;
  return field.kind;
}

function lengthOf(field: Field): number | null {
  if (field.kind === "categorical") return field.multi ? field.max_length : 1;
  if (field.kind === "cross") return 1;
  return field.kind === "sequence" ? field.max_length : null;
}

function get(field: Field, key: string): string | null {
  const value = (field as Record<string, unknown>)[key];
  return typeof value === "string" && value ? value : null;
}
