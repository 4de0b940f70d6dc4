/** Tables of numbers as colours. */
import { useState } from "react";
import { type Cell, Heatmap } from "../Heatmap";
import { MatrixChart } from "../MatrixChart";
import { fields, normal, random, steps } from "./made";

function field(rows: number, columns: number, of: (row: number, column: number) => number): Float32Array {
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) values[row * columns + column] = of(row, column);
  return values;
}

const next = random(11);
const active = Array.from({ length: 1024 }, () => next() ** 2);
const big = field(1024, 300, (row, column) => (active[row] ?? 0) * (0.2 + column / 300) + 0.05 * next());
const small = field(24, 12, (row, column) =>
  row % 9 === 4 ? Number.NaN : Math.sin(row / 3) * (column - 5) * 0.01 + 0.004 * normal(next),
);
const cka = field(5, 5, (row, column) =>
  Math.max(0.05, 1 - 0.17 * Math.abs(row - column) + 0.02 * next() * (row === column ? 0 : 1)),
);
const LAYERS = ["embedding", "h1", "h2", "h3", "h4"];
const names = fields(14);
const pairs = field(14, 14, (row, column) => (row === column ? Number.NaN : 0.4 * next() ** 6));

export function Tables() {
  const [cell, setCell] = useState<Cell>({ row: 200, column: 60 });
  return (
    <>
      <Heatmap
        caption
        title="Activity of 1,024 neurons of layer 2 by step"
        x={{ name: "step", unit: null, whole: true }}
        y={{ name: "neuron", unit: null, whole: true }}
        value={{ name: "mean activation", unit: null }}
        columns={steps(300, 25)}
        rows={Array.from({ length: 1024 }, (_, i) => i)}
        values={big}
        onCell={setCell}
        cursor={cell.column}
        chosen={cell.row}
        height={360}
      />
      <Heatmap
        caption
        title="Change of 24 neurons since the best step"
        x={{ name: "step", unit: null, whole: true }}
        y={{ name: "neuron", unit: null, whole: true }}
        value={{ name: "difference of activation", unit: null }}
        columns={steps(12)}
        rows={Array.from({ length: 24 }, (_, i) => i)}
        values={small}
        signed
        height={360}
      />
      <MatrixChart
        caption
        title="How alike the layers are, test"
        x={{ name: "layer", unit: null }}
        y={{ name: "layer", unit: null }}
        value={{ name: "CKA", unit: null, digits: 2 }}
        columns={LAYERS}
        rows={LAYERS}
        values={cka}
        span={[0, 1]}
        onCell={() => {}}
      />
      <MatrixChart
        caption
        title="Which fields act together"
        x={{ name: "field", unit: null }}
        y={{ name: "field", unit: null }}
        value={{ name: "strength", unit: "logit", digits: 2 }}
        columns={names}
        rows={names}
        values={pairs}
      />
      <Heatmap
        caption
        title="One neuron, three steps"
        x={{ name: "step", unit: null, whole: true }}
        y={{ name: "neuron", unit: null, whole: true }}
        value={{ name: "mean activation", unit: null }}
        columns={[100, 200, 300]}
        rows={[0]}
        values={[0.1, 0.2, 0.4]}
        height={140}
      />
    </>
  );
}
