/** RowPanels: one row: what its sets do to its logit, beside what it leans on. */
import { useMemo, useRef } from "react";
import type { RowInteractions } from "@/api/types";
import type { Axis } from "@/chart/axis";
import { BarChart } from "@/chart/BarChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { figure } from "@/format/number";
import { Finding } from "@/view/Finding";
import { type ExportsOf, Panel, Panels } from "@/view/Panel";
import { beyondRows, rowTable, saliencyRows } from "@/views/interactions/reading";

interface RowPanelsProps {
  row: RowInteractions;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const BEYOND: Axis = { name: "logit beyond the sum", unit: null, digits: 2, signed: true, zero: true };
const SALIENCY: Axis = { name: "saliency, mean |dpctr/dh|", unit: null, digits: 4, zero: true };

export function RowPanels({ row, exportsOf, onExplain }: RowPanelsProps) {
  const sets = useRef<ChartHandle>(null);
  const leans = useRef<ChartHandle>(null);
  const ink = useInk();
  const beyond = useMemo(() => beyondRows(row), [row]);
  const saliency = useMemo(() => saliencyRows(row, sayReading), [row]);
  const name = `row ${row.example_id}`;
  const score = `logit ${figure(row.score.logit)}, pctr ${figure(row.score.pctr)}${row.clicked === null ? "" : row.clicked ? ", clicked" : ", not clicked"}`;
  const told = (part: string, chart: typeof sets) => {
    const { files, ...ways } = exportsOf(`${part}-of-row-${row.example_id}`, chartFiles(chart));
    return { ...ways, files: { ...files, csv: () => rowTable(row) } };
  };
  const [together, alone] = [
    `What the sets of ${name} do, beyond the sum of their fields`,
    `What ${name} leans on: saliency by field`,
  ];
  return (
    <>
      {row.findings.map(({ text, severity }) => (
        <Finding key={text} severity={severity}>
          {text}
        </Finding>
      ))}
      <Panels>
        <Panel
          title={together}
          exports={told("sets", sets)}
          onExplain={onExplain}
          reading={`Each set is kept while all other fields are off; what its fields bring each alone is taken away. Right of 0 they raise the logit. The row has ${score}; with all fields off the logit is ${figure(row.base)}.`}
        >
          <BarChart
            ref={sets}
            title={together}
            of="set"
            value={BEYOND}
            sides={[{ name, colour: ink.accent }]}
            rows={beyond}
            signed
            empty="No fields act together in this row."
          />
        </Panel>
        <Panel
          title={alone}
          exports={told("saliency", leans)}
          onExplain={onExplain}
          reading="How strongly the row's pctr reacts to each field, whichever way. A field that leans high here and stands in the sets beside it acts by way of others."
        >
          <BarChart
            ref={leans}
            title={alone}
            of="field"
            value={SALIENCY}
            sides={[{ name, colour: ink.rest }]}
            rows={saliency}
          />
        </Panel>
      </Panels>
    </>
  );
}

function sayReading(value: unknown): string {
  if (value === null || value === undefined) return "missing";
  const text = Array.isArray(value) ? value.map((one) => one ?? "?").join(", ") : String(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
