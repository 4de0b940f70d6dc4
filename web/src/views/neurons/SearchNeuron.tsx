/** SearchNeuron: to a neuron by its number. */
import { Autocomplete } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { neuronName } from "@/format/layer";
import type { Place } from "@/views/neurons/look";
import { findNeurons, type LayerWidth } from "@/views/neurons/search";

interface SearchNeuronProps {
  layers: readonly LayerWidth[];
  onNeuron: (place: Place) => void;
}

export function SearchNeuron({ layers, onNeuron }: SearchNeuronProps) {
  const [text, setText] = useState("");
  const found = findNeurons(text, layers);
  const go = (place: Place | undefined) => {
    if (!place) return;
    setText("");
    onNeuron(place);
  };
  return (
    <Autocomplete
      aria-label="Go to a neuron"
      placeholder="Neuron, as in 4.7"
      size="xs"
      w={180}
      leftSection={<IconSearch size={14} stroke={1.7} aria-hidden />}
      value={text}
      onChange={setText}
      data={found.map((place) => neuronName(place.layer, place.neuron))}
      filter={({ options }) => options}
      selectFirstOptionOnChange
      onOptionSubmit={(name) => go(found.find((place) => neuronName(place.layer, place.neuron) === name))}
      error={text && !found.length ? "No such neuron" : undefined}
    />
  );
}
