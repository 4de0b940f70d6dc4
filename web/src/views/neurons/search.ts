/** Finding a neuron by what a person types: `4.7`, `layer 4 7`, `7`, `attention 12`. */
import { layerName } from "@/format/layer";
import type { Place } from "@/views/neurons/look";

export interface LayerWidth {
  layer: string;
  neurons: number;
}

const MOST = 12;

/** The neurons that fit, the exact number first. */
export function findNeurons(text: string, layers: readonly LayerWidth[]): Place[] {
  const asked = text.toLowerCase().replace(/^(?:neuron )?(\d+) of (.*)$/, "$2 $1"); // as they are called: neuron 7 of layer 1
  const words: string[] = asked.match(/[^\s.,:;#·]+/g) ?? [];
  const known = words.filter((word) => word !== "neuron");
  const last = known.at(-1);
  if (last === undefined) return [];
  const byNumber = /^\d+$/.test(last) ? places(known.slice(0, -1), layers, last) : [];
  const ofLayer = places(known, layers, "");
  const exact = byNumber.filter(({ neuron }) => String(neuron) === last);
  const all = [...exact, ...byNumber.filter((place) => !exact.includes(place)), ...ofLayer];
  return [...new Map(all.map((place) => [`${place.layer}.${place.neuron}`, place])).values()].slice(0, MOST);
}

function places(words: readonly string[], layers: readonly LayerWidth[], start: string): Place[] {
  return layers
    .filter(({ layer }) => words.every((word) => fits(word, layer)))
    .flatMap(({ layer, neurons }) => numbers(neurons, start).map((neuron) => ({ layer, neuron })));
}

/** A number names a layer by its whole number: 1 is not layer 12. */
function fits(word: string, layer: string): boolean {
  const names = [layer.toLowerCase(), layerName(layer).toLowerCase()];
  if (/^\d+$/.test(word)) return layer.match(/\d+/g)?.some((number) => number === word) ?? false;
  return names.some((name) => name.includes(word));
}

/** The numbers below `count` that begin with these digits, at most as many as are shown. */
function numbers(count: number, start: string): number[] {
  const found: number[] = [];
  for (let one = 0; one < count && found.length < MOST; one++) if (String(one).startsWith(start)) found.push(one);
  return found;
}
