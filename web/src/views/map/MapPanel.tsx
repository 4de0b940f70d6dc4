/** MapPanel: the rows as points, coloured by what one asks, a lasso to select some. */
import { Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import { sayColumn } from "@/address/filter";
import { axisValue } from "@/chart/axis";
import { type Polygon, ScatterMap } from "@/chart/ScatterMap";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { layerName } from "@/format/layer";
import { count, percent, plural } from "@/format/number";
import { useColours } from "@/theme/theme";
import { csvBlob } from "@/view/csv";
import { Panel } from "@/view/Panel";
import { AT_HAND, type ColourGroup, colouring } from "@/views/map/colouring";
import type { MapPoints } from "@/views/map/points";

interface MapPanelProps {
  points: MapPoints;
  split: string;
  colour: string; // a column
  choices: readonly ColourGroup[];
  selected: Uint8Array | null;
  lasso: Polygon | null;
  name: string; // of exported files
  python: string;
  onColour: (column: string) => void;
  onLasso: (polygon: [number, number][] | null) => void;
  onOpen: (example: string) => void;
  onExplain: () => void;
}

export function MapPanel(props: MapPanelProps) {
  const { points, split, colour, choices, selected, lasso } = props;
  const { palette } = useColours();
  const chart = useRef<ChartHandle>(null);
  const shade = useMemo(() => colouring(points, colour, palette), [points, colour, palette]);
  const isPca = points.method === "pca";
  const axis = (n: number) => ({ name: isPca ? `direction ${n}` : `t-SNE ${n}`, unit: "no unit" });
  const title = `Rows of ${split} in ${layerName(points.tap)} at step ${count(points.step)}, by ${sayColumn(colour)}`;
  return (
    <Panel
      title={title}
      reading={sayMap(points, split)}
      onExplain={props.onExplain}
      exports={{
        name: props.name,
        files: { ...chartFiles(chart), csv: () => pointsCsv(points) },
        python: props.python,
      }}
      controls={
        <Select
          aria-label="Colour by"
          data={[...choices]}
          value={colour}
          allowDeselect={false}
          searchable
          w={190}
          maxDropdownHeight={380}
          onChange={(value) => value && props.onColour(value)}
        />
      }
    >
      <ScatterMap
        ref={chart}
        title={title}
        x={axis(1)}
        y={axis(2)}
        xs={points.xs}
        ys={points.ys}
        ids={points.ids}
        colour={shade}
        selected={selected}
        lasso={lasso}
        onLasso={props.onLasso}
        onOpen={(at) => props.onOpen(String(points.ids[at]))}
        tip={(at) => pointTip(points, at)}
        height={500}
      />
    </Panel>
  );
}

function sayMap({ method, tap, step, fittedAt, varianceShare, ids, extra }: MapPoints, split: string): string {
  const far =
    extra?.kind === "number" && !AT_HAND.includes(extra.column) && extra.column !== "day"
      ? " Colours end at the 1st and 99th percentile."
      : "";
  if (method === "tsne")
    return `Each point is a row; points side by side are alike to ${layerName(tap)}. Far distances, sizes and shapes of clusters say nothing, and as many clicked as other rows are drawn, ${plural(ids.length, "row")} in all.${far}`;
  const share = varianceShare === null ? "" : `, ${percent(varianceShare)} of what varies in the layer at this step`;
  const fitted =
    fittedAt === null || fittedAt === step ? "" : ` They are those of step ${count(fittedAt)} at every step`;
  return `Each point is one of ${plural(ids.length, "row")} of ${split}, seen along the layer's two directions of greatest variance${share}.${fitted ? `${fitted}, so points move as their states do.` : ""} Drag to move; hold Shift and drag, or choose Lasso, to select rows.${far}`;
}

function pointTip({ ids, label, pctr, error, extra }: MapPoints, at: number) {
  const score = { name: "", unit: null, digits: 4 };
  const rows = [
    { name: "label", value: label[at] === 1 ? "clicked" : "not clicked" },
    { name: "pctr", value: axisValue(score, pctr[at]) },
    { name: "error", value: axisValue(score, error[at]) },
  ];
  if (extra) {
    const value =
      extra.kind === "name"
        ? (extra.names[extra.codes[at] ?? -1] ?? "missing")
        : axisValue({ name: "", unit: null }, extra.values[at]);
    rows.push({ name: sayColumn(extra.column), value });
  }
  return { title: `row ${ids[at]}`, rows };
}

function pointsCsv({ ids, xs, ys, label, pctr, error, extra }: MapPoints): Blob {
  const head = ["example_id", "x", "y", "label", "pctr", "error", ...(extra ? [extra.column] : [])];
  const value = (i: number) =>
    !extra ? [] : [extra.kind === "name" ? (extra.names[extra.codes[i] ?? -1] ?? null) : (extra.values[i] ?? null)];
  const rows = Array.from(ids, (id, i) => [
    String(id),
    xs[i] ?? null,
    ys[i] ?? null,
    label[i] ?? null,
    pctr[i] ?? null,
    error[i] ?? null,
    ...value(i),
  ]);
  return csvBlob(head, rows);
}
