/** FieldShares: every field at the step, on train and held-out rows, or on the selection and the rest. */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useRef } from "react";
import type { Axis } from "@/chart/axis";
import { BarChart, type Side } from "@/chart/BarChart";
import type { Ink } from "@/chart/colour";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { useInk } from "@/chart/useInk";
import { listed, step as sayStep } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import {
  fieldRows,
  MEASURES,
  nowOf,
  type SaliencyResult,
  type SelectedParts,
  type Size,
  splitsOf,
} from "@/views/features/reading";

interface FieldSharesProps {
  result: SaliencyResult;
  parts: SelectedParts | null;
  size: Size;
  field: string | null; // chosen by a person
  onSize: (size: Size) => void;
  onField: (field: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function sizeAxis(result: SaliencyResult, size: Size): Axis {
  const { noun, size: unit } = MEASURES[result.measure];
  return size === "share" ? { name: `share of ${noun}`, unit: "%" } : { name: `${noun}: ${unit}`, unit: null };
}

export function FieldShares({ result, parts, size, field, onSize, onField, ...ways }: FieldSharesProps) {
  const chart = useRef<ChartHandle>(null);
  const ink = useInk();
  const { noun } = MEASURES[result.measure];
  const splits = splitsOf(result);
  const { sides, rows } = useMemo(() => sidesOf(result, parts, size, ink), [result, parts, size, ink]);
  const axis = useMemo(() => sizeAxis(result, size), [result, size]);
  const picked = useMemo(() => (field ? [field] : undefined), [field]);
  const fair = 100 / Math.max(1, result.fields.length);
  const reference = useMemo(
    () => (size === "share" ? { value: fair, label: `equal shares: ${fair.toFixed(1)}%` } : undefined),
    [size, fair],
  );
  const what = size === "share" ? `Share of ${noun} by field` : `${MEASURES[result.measure].word} by field`;
  const where = parts ? `selection against the rest of ${result.split}` : `on ${listed(splits)}`;
  const title = `${what}, ${where}, step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf("fields", chartFiles(chart))}
      onExplain={ways.onExplain}
      controls={
        <SegmentedControl
          aria-label="Shown as"
          value={size}
          onChange={(value) => onSize(value as Size)}
          data={[
            { value: "share", label: "Share" },
            { value: "size", label: "Size" },
          ]}
        />
      }
      reading={`Bars are means over rows, whiskers hold 95% of what redrawn rows give. Far above the dashed line: the model leans on the field. ${
        parts ? "" : "Much longer on train than on held-out rows: what it learnt there may not carry over. "
      }Click a field to follow it below.`}
    >
      <BarChart
        ref={chart}
        title={title}
        of="field"
        value={axis}
        sides={sides}
        rows={rows}
        picked={picked}
        reference={reference}
        onPick={onField}
      />
    </Panel>
  );
}

function sidesOf(result: SaliencyResult, parts: SelectedParts | null, size: Size, ink: Ink) {
  if (parts) {
    const sides: Side[] = [
      { name: "selection", colour: ink.selection },
      { name: "rest", colour: ink.rest },
    ];
    return { sides, rows: fieldRows(result.fields, [nowOf(parts.selection), nowOf(parts.rest)], size) };
  }
  const splits = splitsOf(result);
  const sides: Side[] = splits.map((split) => ({ name: split, split }));
  const found = splits.map((split) => nowOf(result, split));
  return { sides, rows: fieldRows(result.fields, found, size) };
}
