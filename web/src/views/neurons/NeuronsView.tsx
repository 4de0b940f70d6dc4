/** NeuronsView: all neurons of all layers over training: what was found, then a map a layer, then who is silent. */
import { useMemo } from "react";
import { Findings, type Found } from "@/view/Finding";
import { type ExportsOf, Panels } from "@/view/Panel";
import { Partial } from "@/view/States";
import { LayerPanel } from "@/views/neurons/LayerPanel";
import { measureAxis, type NeuronsLook, type NeuronsResult, type Place } from "@/views/neurons/look";
import { MapControls } from "@/views/neurons/MapControls";
import { neuronMap, sharedSpan } from "@/views/neurons/map";
import { SearchNeuron } from "@/views/neurons/SearchNeuron";
import { SilentPanel } from "@/views/neurons/SilentPanel";

export interface NeuronsViewProps {
  result: NeuronsResult; // of all rows, or of those selected
  rest: NeuronsResult | null; // of the others, where some are selected
  step: number; // looked at; the result follows once it rests
  snapshots: number; // of the run
  look: NeuronsLook;
  onLook: (change: Partial<NeuronsLook>) => void;
  onNeuron: (place: Place) => void;
  onStep: (step: number) => void;
  exportsOf: ExportsOf;
  explain: () => void;
}

export function NeuronsView({ result, rest, look, onLook, onNeuron, ...props }: NeuronsViewProps) {
  const part = rest ? look.part : "selection";
  const shown = part === "rest" && rest ? rest : result;
  const against = part === "difference" ? rest : null;
  const maps = useMemo(
    () =>
      shown.layers
        .filter(({ layer }) => look.layer === null || look.layer === layer)
        .map((layer) =>
          neuronMap(shown, layer, look.order, against?.layers.find((one) => one.layer === layer.layer) ?? null),
        ),
    [shown, against, look.layer, look.order],
  );
  const axis = useMemo(() => measureAxis(shown.measure, against !== null), [shown.measure, against]);
  const span = useMemo(() => sharedSpan(maps, shown.measure, axis.signed === true), [maps, shown.measure, axis]);
  const words = rowsWords(shown, rest ? part : null);
  const of = { ...props, look: { ...look, measure: shown.measure }, onNeuron };
  return (
    <>
      <Findings
        findings={rest ? [...toldOf("In the selection", result), ...toldOf("In the rest", rest)] : result.findings}
        looked="every neuron of every layer over training"
      />
      <MapControls look={look} layers={result.layers} selected={rest !== null} onLook={onLook}>
        <SearchNeuron layers={result.layers} onNeuron={onNeuron} />
      </MapControls>
      {shown.steps.length < props.snapshots && (
        <Partial>
          {shown.steps.length} of {props.snapshots} snapshots are shown, evenly chosen; the first, the last, the best
          and the one looked at are among them.
        </Partial>
      )}
      <Panels>
        {maps.map((map) => (
          <LayerPanel
            key={map.layer}
            {...of}
            result={shown}
            map={map}
            axis={axis}
            span={span}
            rowsWords={words}
            tall={maps.length === 1}
          />
        ))}
        <SilentPanel {...of} result={shown} rowsWords={part === "difference" ? rowsWords(shown, "selection") : words} />
      </Panels>
    </>
  );
}

function toldOf(whose: string, { findings }: NeuronsResult): Found[] {
  return findings.slice(0, 2).map((found) => ({ ...found, text: `${whose}: ${lowered(found.text)}` }));
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Whose rows, as a title says it. */
function rowsWords({ split, compared_with }: NeuronsResult, part: NeuronsLook["part"] | null): string {
  const rows = compared_with ? `train against ${compared_with}` : `${split} rows`;
  if (part === null) return rows;
  return part === "difference" ? `${rows}, selection against rest` : `${rows} of the ${part}`;
}
