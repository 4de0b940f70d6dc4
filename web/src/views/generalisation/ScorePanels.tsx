/** ScorePanels: where the scores lie, and whether their level is right. */
import { useMemo, useRef } from "react";
import { CalibrationChart } from "@/chart/CalibrationChart";
import { DensityChart } from "@/chart/DensityChart";
import { LineChart, type LineSeries } from "@/chart/LineChart";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { figure, listed, percent } from "@/format/number";
import { type Colours, useColours } from "@/theme/theme";
import { Panel } from "@/view/Panel";
import { densityCurves, rescaled } from "@/views/generalisation/density";
import { calibrationOf, type Parts, type ScoresResult } from "@/views/generalisation/figures";
import type { Take } from "@/views/generalisation/panel";

interface ScorePanelProps {
  result: ScoresResult;
  split: string;
  parts: Parts | null; // with a selection
  take: Take;
  onExplain: () => void;
}

export function DensityPanel({ result, split, parts, take, onExplain }: ScorePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const colours = useColours();
  const { base_rate: base, is_log: isLog } = result.density;
  const splits = split === "train" ? ["train"] : ["train", split];
  const shown = densityCurves(result, splits);
  const x = useMemo(
    () => ({ name: `pctr over the training click rate of ${figure(base)}`, unit: "ratio", log: isLog }),
    [base, isLog],
  );
  const y = useMemo(
    () => ({ name: "density", unit: isLog ? "share of rows a decade" : "share of rows a unit" }),
    [isLog],
  );
  const title = parts
    ? `Scores of clicked and not clicked rows on ${split}, selection and rest`
    : `Scores of clicked and not clicked rows, ${listed(splits)}`;
  const common = { ref: chart, title, height: 300, x, y };
  return (
    <Panel
      title={title}
      exports={take("densities", chartFiles(chart))}
      onExplain={onExplain}
      reading={`The further the two classes stand apart, the better rows are told apart. Where held-out clicked rows lie left of train's, clicks are missed; where not clicked rows lie right, clicks are promised that do not come.${
        !parts && shown.cut > 0 ? ` Up to ${percent(shown.cut)} of a class lie further left than is drawn.` : ""
      }`}
    >
      {parts ? (
        <LineChart
          {...common}
          series={partSeries(parts, result, split, colours)}
          dots={false}
          namesAt="peak"
          empty={`No scores of the selection on ${split} to draw.`}
        />
      ) : (
        <DensityChart
          {...common}
          curves={shown.curves.map((curve) => ({
            ...curve,
            key: `${curve.split} ${curve.clicked}`,
            name: `${curve.clicked ? "clicked" : "not clicked"}, ${curve.split}`,
          }))}
        />
      )}
    </Panel>
  );
}

/** Selection and rest in their two colours; not clicked rows dashed. */
function partSeries(parts: Parts, whole: ScoresResult, split: string, { palette }: Colours): LineSeries[] {
  return (["selection", "rest"] as const).flatMap((part) => {
    const result = parts[part];
    if (!result) return [];
    const curves = densityCurves(result, [split]).curves;
    return curves
      .map((curve) => rescaled(curve, result.density, whole.density))
      .map(
        ({ clicked, x, density }): LineSeries => ({
          key: `${part} ${clicked}`,
          name: `${clicked ? "clicked" : "not clicked"}, ${part}`,
          x,
          y: density,
          colour: palette[part],
          ...(clicked ? {} : { dash: [4, 3] }),
        }),
      );
  });
}

const PREDICTED = { name: "mean pctr", unit: "probability" };
const OBSERVED = { name: "click rate", unit: "probability" };

export function CalibrationPanel({ result, split, parts, take, onExplain }: ScorePanelProps) {
  const chart = useRef<ChartHandle>(null);
  const { palette } = useColours();
  const curves = useMemo(
    () =>
      parts
        ? (["selection", "rest"] as const).flatMap((part) => {
            const found = parts[part];
            return found
              ? calibrationOf(found, split, { key: part, name: part, split: undefined, colour: palette[part] })
              : [];
          })
        : (split === "train" ? ["train"] : ["train", split]).flatMap((one) => calibrationOf(result, one)),
    [result, split, parts, palette],
  );
  const title = parts
    ? `Clicks promised and clicks that came on ${split}, selection and rest`
    : `Clicks promised and clicks that came, ${split === "train" ? "train" : `train and ${split}`}`;
  return (
    <Panel
      title={title}
      exports={take("calibration", chartFiles(chart))}
      onExplain={onExplain}
      reading="Rows are put into ranges of equally many. Below the diagonal the model promises more than comes, above it less. A whisker that reaches the diagonal is no more than chance explains."
    >
      <CalibrationChart
        ref={chart}
        title={title}
        x={PREDICTED}
        y={OBSERVED}
        curves={curves}
        empty={`No row of ${split} to judge, or none with a click.`}
      />
    </Panel>
  );
}
