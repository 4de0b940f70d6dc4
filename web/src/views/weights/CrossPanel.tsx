/** CrossPanel: how strongly the model lets one field act on another through one of its parts. */
import { Select } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { ModelWeights } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { MatrixChart } from "@/chart/MatrixChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { step as sayStep } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { type CrossWeights, crossTable } from "@/views/weights/reading";

interface CrossPanelProps {
  result: ModelWeights;
  cross: CrossWeights;
  onPart: (part: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const ACTING: Axis = { name: "acting field", unit: null };
const ACTED: Axis = { name: "field acted on", unit: null };
const STRENGTH: Axis = { name: "strength", unit: null, digits: 3 };

export function CrossPanel({ result, cross, onPart, exportsOf, onExplain }: CrossPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const values = useMemo(() => Float64Array.from(cross.strength.flat()), [cross]);
  const span = useMemo<readonly [number, number]>(() => [0, Math.max(...values, 1e-12)], [values]);
  const title = `Which fields act on which through ${cross.part}, step ${sayStep(result.step)}`;
  const { files, ...ways } = exportsOf(`strengths-of-${cross.part}`, chartFiles(chart));
  return (
    <Panel
      title={title}
      exports={{ ...ways, files: { ...files, csv: () => crossTable(cross) } }}
      onExplain={onExplain}
      controls={
        result.crosses.length > 1 && (
          <Select
            aria-label="Part of the model"
            allowDeselect={false}
            w={180}
            data={result.crosses.map(({ part }) => part)}
            value={cross.part}
            onChange={(next) => next && onPart(next)}
          />
        )
      }
      reading="Row: the field that is acted on; column: the field that acts. Read off the weights, whatever the rows; compare cells of one part only. The diagonal is a field on itself."
    >
      <MatrixChart
        ref={chart}
        title={title}
        x={ACTING}
        y={ACTED}
        value={STRENGTH}
        rows={cross.fields}
        columns={cross.fields}
        values={values}
        span={span}
      />
    </Panel>
  );
}
