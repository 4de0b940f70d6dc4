/** LayerTable: every layer with all its figures at the step looked at. */
import { type ReactNode, useMemo } from "react";
import type { Interval } from "@/api/types";
import { layerTitle } from "@/format/layer";
import { auc, count, differenceWithInterval, figure, NONE, withInterval } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import {
  ckaOf,
  type FluctuationResult,
  gainOf,
  judgedSplit,
  type ProbeResult,
  probeAuc,
  probedStep,
  type RedundancyResult,
  tapsOf,
  verdict,
} from "@/views/layers/layers";

interface LayerTableProps {
  probe: ProbeResult;
  redundancy: RedundancyResult | null; // null: on its way, or not to be had
  states: FluctuationResult | null;
  best: number | null; // the step that would be kept
  step: number;
  split: string | null;
}

export interface LayerFigures {
  tap: string;
  cells: Record<string, string>;
}

const HEADS: { key: string; name: ReactNode; width: number | string; align?: "right" }[] = [
  { key: "layer", name: "layer", width: "minmax(80px, 1fr)" },
  { key: "neurons", name: "neurons", width: 80, align: "right" },
  { key: "auc", name: "AUC of its probe", width: 140, align: "right" },
  { key: "gain", name: "over the one below", width: 146, align: "right" },
  { key: "verdict", name: "verdict", width: 156 },
  { key: "below", name: "CKA, one below", width: 166, align: "right" },
  { key: "turn", name: "CKA, other step", width: 166, align: "right" },
  { key: "moves", name: "S_k", width: 66, align: "right" },
  { key: "alike", name: "C_k", width: 66, align: "right" },
  { key: "silent", name: "barely active", width: 106, align: "right" },
];

const COLUMNS: Column<LayerFigures>[] = HEADS.map((head) => ({
  ...head,
  cell: ({ cells }) => cells[head.key] ?? NONE,
}));

export function LayerTable(props: LayerTableProps) {
  const rows = useMemo(() => figuresOf(props), [props]);
  return (
    <DataTable
      label="Every layer with its figures"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ tap }) => tap}
      sort={null}
      height={Math.min(460, 44 + 34 * rows.length)}
      empty="The model has no layers."
    />
  );
}

export function figuresOf({ probe, redundancy, states, best, step, split }: LayerTableProps): LayerFigures[] {
  const at = probedStep(probe, step);
  const judged = judgedSplit(probe, split);
  const taps = tapsOf(probe);
  return taps.map((tap, i) => {
    const below = taps[i - 1];
    const width = probe.taps[tap];
    const gain = gainOf(probe, at, tap, judged);
    const state = states?.series.find((one) => one.step === at && one.layer === tap && one.split === judged);
    const cka = (of: Parameters<typeof withInterval>[0]) =>
      withInterval(of, (value) => value.toFixed(3).replace("-", "−"));
    return {
      tap,
      cells: {
        layer: layerTitle(tap),
        neurons: count(width),
        auc: sayAuc(probeAuc(probe, at, tap, judged)),
        gain: below === undefined ? NONE : differenceWithInterval(gain, auc),
        verdict:
          below === undefined ? "nothing below it" : verdict(gain, { margin: probe.margin, isKept: at === best }),
        below: below === undefined || !redundancy ? NONE : cka(ckaOf(redundancy, below, tap)),
        turn: cka(redundancy?.turns.find((turn) => turn.layer === tap)?.cka),
        moves: figure(state?.fluctuation),
        alike: figure(state?.correlation),
        silent: state ? `${count(state.barely_active)} of ${count(width)}` : NONE,
      },
    };
  });
}

const sayAuc = (of: Interval | null) => (of ? `${auc(of.value)} ± ${auc((of.high - of.low) / 2)}` : NONE);
