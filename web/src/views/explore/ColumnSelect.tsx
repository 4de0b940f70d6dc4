/** ColumnSelect: any column, single neurons included, for a chart or a clause. */
import { Button, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import type { RowColumn } from "@/api/rowTypes";
import { layerName } from "@/format/layer";
import { columnChoices } from "@/views/explore/columns";
import classes from "@/views/explore/Explore.module.css";

export interface Layer {
  name: string;
  width: number; // neurons
}

interface ColumnSelectProps {
  label: string;
  columns: readonly RowColumn[];
  layers: readonly Layer[];
  value: string | null;
  placeholder?: string;
  onChange: (column: string) => void;
}

const NEURON = "neuron"; // stands for the two fields that name one

export function ColumnSelect({ label, columns, layers, value, placeholder, onChange }: ColumnSelectProps) {
  const [choosesNeuron, setChoosesNeuron] = useState(false);
  const isNeuron = choosesNeuron || (value?.startsWith("neuron:") ?? false);
  const neurons = layers.length
    ? [{ group: "Inside the model", items: [{ value: NEURON, label: "one neuron…" }] }]
    : [];
  return (
    <>
      <Select
        label={label}
        data={[...columnChoices(columns), ...neurons]}
        value={isNeuron ? NEURON : value}
        placeholder={placeholder ?? "Choose a column"}
        searchable
        maxDropdownHeight={360}
        className={classes.column ?? ""}
        onChange={(chosen) => {
          setChoosesNeuron(chosen === NEURON);
          if (chosen && chosen !== NEURON) onChange(chosen);
        }}
      />
      {isNeuron && (
        <NeuronFields
          key={value}
          layers={layers}
          value={value}
          onChange={(column) => {
            setChoosesNeuron(false);
            onChange(column);
          }}
        />
      )}
    </>
  );
}

function NeuronFields({
  layers,
  value,
  onChange,
}: {
  layers: readonly Layer[];
  value: string | null;
  onChange: (column: string) => void;
}) {
  const named = /^neuron:(.*):(\d+)$/.exec(value ?? "");
  const [layer, setLayer] = useState(named?.[1] ?? layers.at(-1)?.name ?? "");
  const [index, setIndex] = useState<number | null>(named ? Number(named[2]) : null);
  const last = (layers.find(({ name }) => name === layer)?.width ?? 1) - 1;
  const ready = index !== null && index <= last;
  return (
    <>
      <Select
        label="Layer"
        data={layers.map(({ name }) => ({ value: name, label: layerName(name) }))}
        value={layer}
        allowDeselect={false}
        w={110}
        onChange={(chosen) => chosen && setLayer(chosen)}
      />
      <NumberInput
        label={`Neuron, 0 to ${last}`}
        min={0}
        max={last}
        allowDecimal={false}
        value={index ?? ""}
        w={130}
        onChange={(given) => setIndex(typeof given === "number" ? given : null)}
      />
      <Button disabled={!ready} onClick={() => onChange(`neuron:${layer}:${index}`)}>
        Take it
      </Button>
    </>
  );
}
