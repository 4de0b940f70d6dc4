/** MapControls: what the map shows: the measure, the order of its lines, the layer, and whose rows. */
import { SegmentedControl, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { layerTitle } from "@/format/layer";
import { MEASURE_WORDS, MEASURES, type NeuronsLook, ORDER_WORDS, ORDERS, PARTS } from "@/views/neurons/look";
import classes from "@/views/neurons/neurons.module.css";
import type { LayerWidth } from "@/views/neurons/search";

interface MapControlsProps {
  look: NeuronsLook;
  layers: readonly LayerWidth[];
  selected: boolean; // some rows are, so that these can be held against the rest
  onLook: (change: Partial<NeuronsLook>) => void;
  children?: ReactNode;
}

const PART_WORDS = { difference: "Selection − rest", selection: "Selection", rest: "Rest" };

export function MapControls({ look, layers, selected, onLook, children }: MapControlsProps) {
  return (
    <div className={classes.controls}>
      <Named name="Colour">
        <SegmentedControl
          aria-label="What the colour shows"
          value={look.measure}
          data={MEASURES.map((value) => ({ value, label: MEASURE_WORDS[value].name }))}
          onChange={(measure) => onLook({ measure: measure as NeuronsLook["measure"] })}
        />
      </Named>
      <Named name="Sorted by">
        <SegmentedControl
          aria-label="Order of the neurons"
          value={look.order}
          data={ORDERS.map((value) => ({ value, label: ORDER_WORDS[value] }))}
          onChange={(order) => onLook({ order: order as NeuronsLook["order"] })}
        />
      </Named>
      {selected && (
        <Named name="Rows">
          <SegmentedControl
            aria-label="Whose rows"
            value={look.part}
            data={PARTS.map((value) => ({ value, label: PART_WORDS[value] }))}
            onChange={(part) => onLook({ part: part as NeuronsLook["part"] })}
          />
        </Named>
      )}
      {layers.length > 1 && (
        <Select
          aria-label="Layer"
          w={150}
          value={look.layer ?? ""}
          data={[
            { value: "", label: "All layers" },
            ...layers.map(({ layer }) => ({ value: layer, label: layerTitle(layer) })),
          ]}
          onChange={(layer) => onLook({ layer: layer || null })}
          allowDeselect={false}
        />
      )}
      {children}
    </div>
  );
}

function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.named}>
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  );
}
