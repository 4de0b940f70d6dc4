/** EmbeddingPanel: ids as points: near ones have near vectors; coloured by a category, clicks, or one row's pctr. */
import { NumberInput, SegmentedControl, Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { EmbeddingMap } from "@/api/types";
import { ScatterMap } from "@/chart/ScatterMap";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { plural, step as sayStep } from "@/format/number";
import { type Live, NoModel } from "@/view/Answering";
import { Finding } from "@/view/Finding";
import { type Exports, Panel } from "@/view/Panel";
import { ChartSkeleton, Partial } from "@/view/States";
import { type Colour, idTip, mapColour, shownColour } from "@/views/weights/embedding";
import classes from "@/views/weights/Weights.module.css";

export type { Colour };

export interface EmbeddingPanelProps {
  field: string;
  answer: Live<EmbeddingMap>;
  look: { category: string | null; method: "pca" | "tsne"; colour: Colour; example: number | null };
  choices: readonly string[]; // fields whose values may be the categories
  exportsOf: (pictures: ReturnType<typeof chartFiles>) => Exports;
  onCategory: (field: string | null) => void;
  onMethod: (method: "pca" | "tsne") => void;
  onColour: (colour: Colour) => void;
  onExample: (example: number | null) => void;
  onStep: (step: number) => void;
  onExplain: () => void;
}

export function EmbeddingPanel({ field, answer, look, ...calls }: EmbeddingPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { data, failure } = answer;
  const title = `Ids of ${field} by their vectors${data ? `, step ${sayStep(data.step)}` : ""}`;
  return (
    <Panel
      title={title}
      wide
      exports={calls.exportsOf(chartFiles(chart))}
      onExplain={calls.onExplain}
      reading={data ? readingOf(data) : undefined}
      note={answer.busy && data ? <Partial>The map that was asked for is being made.</Partial> : undefined}
    >
      <Controls look={look} {...calls} />
      {failure && <NoModel failure={failure} onStep={calls.onStep} retry={answer.retry} />}
      {!failure && !data && <ChartSkeleton height={460} bare />}
      {!failure && data && (
        <>
          {data.findings.map((finding) => (
            <Finding key={finding.text} severity={finding.severity}>
              {finding.text}
            </Finding>
          ))}
          <Points map={data} colour={look.colour} title={title} chart={chart} />
        </>
      )}
    </Panel>
  );
}

function readingOf({ method, values }: EmbeddingMap): string {
  const all = `Each point is one of the ${plural(values.length, "most frequent id")} in training`;
  const way =
    method === "pca"
      ? "seen along the two directions in which the vectors differ most"
      : "with near vectors side by side; far distances, sizes and shapes of clusters say nothing";
  return `${all}, ${way}. What the sentences count is counted in the vectors themselves. A category is the value that most training rows with the id hold; for pctr the id and its category are put into the row, all else stays.`;
}

function Controls({
  look,
  choices,
  ...calls
}: Pick<EmbeddingPanelProps, "look" | "choices" | "onCategory" | "onMethod" | "onColour" | "onExample">) {
  return (
    <div className={classes.bar}>
      <Select
        aria-label="Field whose values are the categories"
        placeholder="category: none"
        searchable
        clearable
        w={200}
        data={[...choices]}
        value={look.category}
        onChange={calls.onCategory}
      />
      <SegmentedControl
        aria-label="Coloured by"
        data={[
          { value: "category", label: "Category", disabled: look.category === null },
          { value: "rate", label: "Clicks" },
          { value: "pctr", label: "pctr", disabled: look.example === null },
        ]}
        value={shownColour(look.category, look.example, look.colour)}
        onChange={(next) => calls.onColour(next as Colour)}
      />
      <SegmentedControl
        aria-label="Laid out by"
        data={[
          { value: "pca", label: "PCA" },
          { value: "tsne", label: "t-SNE" },
        ]}
        value={look.method}
        onChange={(next) => calls.onMethod(next as "pca" | "tsne")}
      />
      <NumberInput
        aria-label="Row that each id is put into"
        placeholder="row, for pctr"
        w={140}
        min={0}
        allowDecimal={false}
        hideControls
        value={look.example ?? ""}
        onChange={(next) => calls.onExample(typeof next === "number" ? next : null)}
      />
    </div>
  );
}

interface PointsProps {
  map: EmbeddingMap;
  colour: Colour;
  title: string;
  chart: React.RefObject<ChartHandle | null>;
}

function Points({ map, colour, title, chart }: PointsProps) {
  const xs = useMemo(() => Float32Array.from(map.x), [map]);
  const ys = useMemo(() => Float32Array.from(map.y), [map]);
  const shade = useMemo(() => mapColour(map, colour), [map, colour]);
  const axis = (n: number) => ({ name: map.method === "pca" ? `direction ${n}` : `t-SNE ${n}`, unit: "no unit" });
  return (
    <ScatterMap
      ref={chart}
      title={title}
      x={axis(1)}
      y={axis(2)}
      xs={xs}
      ys={ys}
      colour={shade}
      tip={(at) => idTip(map, at)}
      height={460}
    />
  );
}
