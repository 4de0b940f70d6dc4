/** NearRows: the rows that the model finds most alike in a layer; a click goes there. */
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { layerName } from "@/format/layer";
import { count, figure } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";
import { Empty } from "@/view/States";
import classes from "@/views/example/Example.module.css";
import { type ExampleResult, outcome, sameReading, sayPctr, sayReading } from "@/views/example/reading";

type Near = ExampleResult["near"][number];

interface NearRowsProps {
  result: ExampleResult;
  layers: readonly string[];
  onLayer: (layer: string) => void;
  onExample: (example: number) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const FIELDS = 4; // of the row's fields, those that its score reacts to most

export function NearRows({ result, layers, onLayer, onExample, exportsOf, onExplain }: NearRowsProps) {
  const columns = useMemo(() => columnsOf(result), [result]);
  const title = result.layer
    ? `Rows nearest to it in ${layerName(result.layer)}, step ${count(result.step)}`
    : "Rows nearest to it";
  return (
    <Panel
      title={title}
      exports={exportsOf("row")}
      onExplain={onExplain}
      controls={
        layers.length > 1 && (
          <Select
            aria-label="Layer in which rows are near"
            allowDeselect={false}
            w={120}
            data={layers.map((layer) => ({ value: layer, label: layerName(layer) }))}
            value={result.layer}
            onChange={(layer) => layer && onLayer(layer)}
          />
        )
      }
      reading={
        result.near.length
          ? `Distance between the outputs of the layer, each neuron in units of its deviation${
              result.usual_distance
                ? `; two rows of ${result.split} are usually ${figure(result.usual_distance)} apart`
                : ""
            }. Grey values are those of the row itself. Click a row to go there.`
          : undefined
      }
    >
      {result.near.length ? (
        <DataTable
          label={title}
          columns={columns}
          rows={result.near}
          rowKey={(row) => String(row.example_id)}
          sort={null}
          onOpen={(row) => onExample(row.example_id)}
          rowHeight={32}
          height={Math.min(390, 38 + 32 * result.near.length)}
        />
      ) : (
        <Empty title="No rows to compare with">The model has no layer whose outputs the snapshot kept.</Empty>
      )}
    </Panel>
  );
}

function columnsOf(result: ExampleResult): Column<Near>[] {
  return [
    { key: "example", name: "row", width: 74, align: "right", cell: (row) => row.example_id },
    { key: "distance", name: "distance", width: 84, align: "right", cell: (row) => figure(row.distance) },
    { key: "label", name: "outcome", width: 96, cell: (row) => outcome(row.label, result.task) },
    { key: "pctr", name: "pctr", width: 78, align: "right", cell: (row) => sayPctr(row.pctr) },
    ...result.fields.slice(0, FIELDS).map(
      ({ field, value }): Column<Near> => ({
        key: `field:${field}`,
        name: <span title={field}>{field}</span>,
        label: field,
        width: "minmax(90px, 140px)",
        cell: (row) => {
          const other = row.fields[field] ?? null;
          const text = sayReading(other);
          return (
            <span title={text} className={sameReading(other, value) ? classes.same : undefined}>
              {text}
            </span>
          );
        },
      }),
    ),
  ];
}
