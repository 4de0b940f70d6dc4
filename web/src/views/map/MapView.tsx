/** MapView: how closely clicks gather, in words; the rows as points; what is in a lasso. */
import { Loader, SegmentedControl, Select } from "@mantine/core";
import type { ReactNode } from "react";
import type { RowParts } from "@/api/rowTypes";
import type { ResultOf } from "@/api/types";
import { layerName } from "@/format/layer";
import { Finding, Findings, type Found } from "@/view/Finding";
import { type ExportsOf, Panel } from "@/view/Panel";
import { RowFigures } from "@/view/RowFigures";
import classes from "@/views/map/Map.module.css";
import { PurityPanel, sayPurity } from "@/views/map/PurityPanel";

export type Method = "pca" | "tsne";

interface MapViewProps {
  taps: readonly string[];
  tap: string;
  method: Method;
  purity: ResultOf<"projection"> | null; // null: still counted, or never
  purityLack: string | null; // why there is none
  said: readonly Found[]; // the selection in words; none without one
  parts: RowParts | null; // null without a selection, or while it is counted
  map: ReactNode; // the points, or what stands in their place
  save: ReactNode; // keeps the selection as a slice; null where there is nothing to keep
  below: ReactNode; // what the selection shares, and its rows
  exportsOf: ExportsOf;
  figuresExports: { name: string; python: string };
  note?: ReactNode;
  onTap: (tap: string) => void;
  onMethod: (method: Method) => void;
  onExplain: () => void;
}

const METHODS = [
  { value: "pca", label: "Principal components" },
  { value: "tsne", label: "t-SNE" },
];

export function MapView(props: MapViewProps) {
  const { taps, tap, method, purity, said, parts } = props;
  const inLayer = purity && sayPurity(purity, tap);
  return (
    <>
      {said.length > 0 && <Findings findings={said} />}
      {purity && said.length === 0 && <Findings findings={purity.findings} />}
      {purity && said.length > 0 && inLayer && <Finding>{inLayer}</Finding>}
      {!purity && <Counting lack={props.purityLack} />}
      {props.note}
      <div className={classes.controls}>
        <span className={classes.control}>
          Layer
          {taps.length <= 6 ? (
            <SegmentedControl
              size="xs"
              aria-label="Layer"
              data={taps.map((value) => ({ value, label: layerName(value) }))}
              value={tap}
              onChange={props.onTap}
            />
          ) : (
            <Select
              aria-label="Layer"
              searchable
              allowDeselect={false}
              data={taps.map((value) => ({ value, label: layerName(value) }))}
              value={tap}
              onChange={(value) => value && props.onTap(value)}
            />
          )}
        </span>
        <span className={classes.control}>
          Drawn by
          <SegmentedControl
            size="xs"
            aria-label="Method"
            data={METHODS}
            value={method}
            onChange={(value) => props.onMethod(value as Method)}
          />
        </span>
      </div>
      <div className={classes.layout}>
        {props.map}
        <div className={classes.side}>
          {parts ? (
            <Panel
              title="The selection against the rest"
              reading="All rows of the sample that pass, not only those drawn. Intervals are 95%; rates take whole users for one draw where users are known."
              exports={props.figuresExports}
            >
              <RowFigures parts={parts} />
              {props.save}
            </Panel>
          ) : (
            said.length === 0 && (
              <p className={classes.hint}>
                Select rows with the lasso, by a filter in Explore or as a slice, and they are held against the rest
                here: click rate, order, level, and what they have in common.
              </p>
            )
          )}
          {purity && (
            <PurityPanel
              result={purity}
              tap={tap}
              onTap={props.onTap}
              exportsOf={props.exportsOf}
              onExplain={props.onExplain}
            />
          )}
        </div>
      </div>
      {props.below && <div className={classes.below}>{props.below}</div>}
    </>
  );
}

function Counting({ lack }: { lack: string | null }) {
  if (lack) return <Finding>{`How closely clicks gather cannot be said: ${lack}`}</Finding>;
  return (
    <p className={classes.counting} role="status">
      <Loader size={14} /> Counting how closely clicked rows gather in each layer; the map does not wait for it.
    </p>
  );
}
