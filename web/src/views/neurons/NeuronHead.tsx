/** NeuronHead: which neuron it is, and the ways from it: to all, to the one before and after, to any by its number. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { neuronName } from "@/format/layer";
import { count } from "@/format/number";
import type { Place } from "@/views/neurons/look";
import classes from "@/views/neurons/neurons.module.css";
import { SearchNeuron } from "@/views/neurons/SearchNeuron";
import type { LayerWidth } from "@/views/neurons/search";

interface NeuronHeadProps {
  place: Place;
  width: number | null; // neurons of its layer
  layers: readonly LayerWidth[];
  goTo: (place: Place | null) => void;
}

export function NeuronHead({ place, width, layers, goTo }: NeuronHeadProps) {
  const { layer, neuron } = place;
  const name = neuronName(layer, neuron);
  const of = width ?? layers.find((one) => one.layer === layer)?.neurons ?? null;
  return (
    <div className={classes.head}>
      <Button leftSection={<IconArrowLeft size={14} aria-hidden />} onClick={() => goTo(null)}>
        All neurons
      </Button>
      <h1>
        {name.charAt(0).toUpperCase() + name.slice(1)}
        {of !== null && <span className="faint"> (0 to {count(of - 1)})</span>}
      </h1>
      <Beside label="Neuron before" disabled={neuron === 0} onClick={() => goTo({ layer, neuron: neuron - 1 })}>
        <IconChevronLeft size={16} aria-hidden />
      </Beside>
      <Beside
        label="Neuron after"
        disabled={of !== null && neuron >= of - 1}
        onClick={() => goTo({ layer, neuron: neuron + 1 })}
      >
        <IconChevronRight size={16} aria-hidden />
      </Beside>
      <span className={classes.spring} />
      <SearchNeuron layers={layers} onNeuron={goTo} />
    </div>
  );
}

interface BesideProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Beside({ label, ...props }: BesideProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} {...props} />
    </Tooltip>
  );
}
