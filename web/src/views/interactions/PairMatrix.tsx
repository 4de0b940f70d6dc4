/** PairMatrix: of how many rows two fields stand together in one of the strongest sets, or how strongly they act. */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import type { Interactions } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { MatrixChart } from "@/chart/MatrixChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { type ExportsOf, Panel } from "@/view/Panel";
import { pairsTable, setKey, setOfPair } from "@/views/interactions/reading";

interface PairMatrixProps {
  result: Interactions;
  where: string;
  onSet: (key: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const FIELD: Axis = { name: "field", unit: null };
const OTHER: Axis = { name: "other field", unit: null };
const VALUES = {
  counts: { name: "rows", unit: null, whole: true, zero: true },
  strengths: { name: "mean strength", unit: "logit", digits: 3, zero: true },
} as const satisfies Record<string, Axis>;
type Shown = keyof typeof VALUES;

export function PairMatrix({ result, where, onSet, exportsOf, onExplain }: PairMatrixProps) {
  const chart = useRef<ChartHandle>(null);
  const [shown, setShown] = useState<Shown>("counts");
  const values = useMemo(() => Float64Array.from(result[shown].flat()), [result, shown]);
  const span = useMemo<readonly [number, number]>(() => [0, Math.max(...values, 1e-12)], [values]);
  const what = shown === "counts" ? "Rows in which two fields act together" : "How strongly two fields act together";
  const title = `${what}, ${where}`;
  const { files, ...ways } = exportsOf("pairs-of-fields", chartFiles(chart));
  return (
    <Panel
      title={title}
      exports={{ ...ways, files: { ...files, csv: () => pairsTable(result) } }}
      onExplain={onExplain}
      controls={
        <SegmentedControl
          aria-label="What the cells show"
          value={shown}
          onChange={(next) => setShown(next as Shown)}
          data={[
            { value: "counts", label: "Rows" },
            { value: "strengths", label: "Strength" },
          ]}
        />
      }
      reading={
        shown === "counts"
          ? `Of how many rows both stand in one of the ${result.settings.first} strongest sets, be it a pair or a larger one. Press a cell for its most frequent set.`
          : "The pair by itself, mean over all rows, by the detector's measure. Only compare within this matrix."
      }
    >
      <MatrixChart
        ref={chart}
        title={title}
        x={OTHER}
        y={FIELD}
        value={VALUES[shown]}
        rows={result.fields}
        columns={result.fields}
        values={values}
        span={span}
        onCell={({ row, column }) => {
          const set = setOfPair(result, row, column);
          if (set) onSet(setKey(set));
        }}
      />
    </Panel>
  );
}
