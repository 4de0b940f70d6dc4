/** PurityPanel: how closely clicks gather, layer by layer, as a number with its interval and what chance would give. */
import { useMemo, useRef } from "react";
import type { ResultOf } from "@/api/types";
import { DotInterval } from "@/chart/DotInterval";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { layerName } from "@/format/layer";
import { count } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";

interface PurityPanelProps {
  result: ResultOf<"projection">;
  tap: string; // the layer on the map
  onTap: (tap: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

export function PurityPanel({ result, tap, onTap, exportsOf, onExplain }: PurityPanelProps) {
  const chart = useRef<ChartHandle>(null);
  const rows = useMemo(
    () =>
      result.maps
        .filter(({ step }) => step === result.step)
        .map(({ tap: key, layer_purity: purity }) => ({
          key,
          name: layerName(key),
          values: [purity && 100 * purity.value],
          low: [purity && 100 * purity.low],
          high: [purity && 100 * purity.high],
          ...(!purity && { note: "silent: all rows lie in one place" }),
        })),
    [result],
  );
  return (
    <Panel
      title={`Neighbour purity by layer, ${result.split} at step ${count(result.step)}`}
      reading={`Of a clicked point's ${result.k} nearest neighbours in the layer itself, how many are clicked too; counted on ${count(result.example_ids.length)} points, as many clicked as not, so chance gives ${(100 * result.chance).toFixed(0)}%. Whiskers are 95% intervals. Press a layer to see its map.`}
      exports={exportsOf("purity", chartFiles(chart))}
      onExplain={onExplain}
    >
      <DotInterval
        ref={chart}
        title="Neighbour purity by layer"
        of="layer"
        value={{ name: "clicked neighbours of clicked points", unit: "%", digits: 1 }}
        sides={[{ name: result.split, split: result.split }]}
        rows={rows}
        picked={[tap]}
        onPick={onTap}
        reference={{ value: 100 * result.chance, label: "chance" }}
      />
    </Panel>
  );
}

/** What is known of the layer on the map, in words. */
export function sayPurity({ maps, step, chance, k }: ResultOf<"projection">, tap: string): string | null {
  const purity = maps.find((one) => one.tap === tap && one.step === step)?.layer_purity;
  const name = layerName(tap);
  if (purity === undefined) return null;
  if (purity === null) return `${name} is silent: all rows lie in one place.`;
  const share = (value: number) => `${(100 * value).toFixed(1)}%`;
  const reach = (100 * (purity.high - purity.low)) / 2;
  return `In ${name}, ${share(purity.value)} ± ${reach.toFixed(1)}% of a clicked point's ${k} nearest neighbours are clicked too; chance gives ${share(chance)}.`;
}
