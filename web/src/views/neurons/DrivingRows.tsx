/** DrivingRows: the rows with the largest output, one by one, each a link to the row itself. */
import { Anchor } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { figure, NONE, percent, step as sayStep } from "@/format/number";
import { type Column, DataTable, type Sort } from "@/view/DataTable";
import { Panel } from "@/view/Panel";
import type { NeuronResult } from "@/views/neurons/look";
import type { NeuronViewProps } from "@/views/neurons/neuron";
import classes from "@/views/neurons/neurons.module.css";

type DrivingRow = NeuronResult["top"][number];
type Value = DrivingRow["fields"][string] | undefined;

export function DrivingRows({ result, fields, exampleLink, exportsOf, explain }: NeuronViewProps) {
  const [sort, setSort] = useState<Sort>({ key: "output", descending: true });
  const columns = useMemo(() => columnsOf(result, fields, exampleLink), [result, fields, exampleLink]);
  return (
    <Panel
      title={`The rows that drive it most, step ${sayStep(result.step)}, ${result.split} rows`}
      reading="The rows with the largest output, with their field values. The number of a row leads to the row itself."
      exports={exportsOf("neuron-rows")}
      onExplain={explain}
      wide
    >
      <DataTable
        label={`Rows with the largest output of neuron ${result.neuron} of ${result.layer}`}
        columns={columns}
        rows={result.top}
        rowKey={(row) => String(row.example_id)}
        sort={sort}
        onSort={setSort}
        height={Math.min(420, 44 + 34 * Math.max(1, result.top.length))}
        empty="No row drives it: its output is the same in all."
      />
    </Panel>
  );
}

function columnsOf(
  { top }: NeuronResult,
  order: readonly string[],
  exampleLink: (example: number) => string,
): Column<DrivingRow>[] {
  const held = Object.keys(top[0]?.fields ?? {});
  const fields = [...order.filter((name) => held.includes(name)), ...held.filter((name) => !order.includes(name))];
  return [
    {
      key: "row",
      name: "row",
      width: 90,
      sort: (row) => row.example_id,
      cell: (row) => (
        <Anchor component={Link} to={exampleLink(row.example_id)}>
          {row.example_id}
        </Anchor>
      ),
    },
    {
      key: "output",
      name: "output",
      width: 80,
      align: "right",
      descendingFirst: true,
      sort: (row) => row.output,
      cell: (row) => figure(row.output),
    },
    {
      key: "label",
      name: "click",
      width: 100,
      sort: (row) => row.label,
      cell: (row) => (
        <span style={{ color: row.label > 0.5 ? "var(--clk-clicked)" : "var(--clk-faint)" }}>
          {row.label > 0.5 ? "clicked" : "not clicked"}
        </span>
      ),
    },
    {
      key: "pctr",
      name: "pctr",
      width: 80,
      align: "right",
      descendingFirst: true,
      sort: (row) => row.pctr,
      cell: (row) => percent(row.pctr),
    },
    ...fields.map(
      (field): Column<DrivingRow> => ({
        key: `field ${field}`,
        name: field,
        width: widthOf([field, ...top.map((row) => sayValue(row.fields[field]))]),
        sort: (row) => (typeof row.fields[field] === "number" ? row.fields[field] : sayValue(row.fields[field])),
        cell: (row) => (
          <span className={classes.cut} title={sayValue(row.fields[field])}>
            {sayValue(row.fields[field])}
          </span>
        ),
      }),
    ),
  ];
}

/** Pixels for the longest of these words, within what is readable. */
function widthOf(words: readonly string[]): number {
  const longest = Math.max(
    ...words.map((word) => [...word].reduce((wide, letter) => wide + (letter > "⺀" ? 2 : 1), 0)),
  );
  return Math.min(260, Math.max(64, 24 + 7.2 * longest));
}

function sayValue(value: Value): string {
  if (value === null || value === undefined) return NONE;
  if (Array.isArray(value)) return value.map(sayValue).join(", ") || NONE;
  return typeof value === "number" ? figure(value) : value;
}
