/** How layers are called, as findings call them: `layer_4` is layer 4, another tap goes by its own name. */

export function layerName(tap: string): string {
  const number = /^layer_(\d+)$/.exec(tap)?.[1];
  return number === undefined ? tap : `layer ${number}`;
}

/** At the start of a sentence. */
export function layerTitle(tap: string): string {
  const name = layerName(tap);
  return name === tap ? tap : name.charAt(0).toUpperCase() + name.slice(1);
}

/** A neuron of a layer, counted from 0: neuron 7 of layer 4. */
export function neuronName(tap: string, neuron: number): string {
  return `neuron ${neuron} of ${layerName(tap)}`;
}
