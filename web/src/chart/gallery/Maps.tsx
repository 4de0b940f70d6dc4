/** Maps of hidden states. */
import { useMemo, useState } from "react";
import { insidePolygon } from "../map/polygon";
import { type Polygon, ScatterMap } from "../ScatterMap";
import { clusters } from "./made";

const X = { name: "component 1", unit: "38% of variance" };
const Y = { name: "component 2", unit: "21% of variance" };
const one = clusters(10_000, 5);
const later = { xs: one.xs.map((x, i) => x * 0.7 + 0.15 * (one.ys[i] ?? 0)), ys: one.ys.map((y) => y * 1.2) };
const few = clusters(3, 8);
const ids = Uint32Array.from(one.xs, (_, i) => i);
const GENRES = ["Drama", "Comedy", "科幻片", "Documentary about animals of the northern seas", "Noir", "War"];

export function Maps() {
  const [lasso, setLasso] = useState<Polygon | null>([
    [4, -2],
    [9, -2],
    [9, 4],
    [4, 4],
  ]);
  const [moved, setMoved] = useState(false);
  const places = moved ? later : one;
  const selected = useMemo(() => (lasso ? insidePolygon(lasso, places.xs, places.ys) : null), [lasso, places]);
  const kind = useMemo(() => ({ by: "kind" as const, name: "genre", codes: one.kind, names: GENRES }), []);
  const number = useMemo(() => ({ by: "number" as const, value: { name: "pctr", unit: null }, values: one.pctr }), []);
  return (
    <>
      <div>
        <ScatterMap
          caption
          title="Hidden states of layer 3, 10,000 test rows, by genre"
          x={X}
          y={Y}
          xs={places.xs}
          ys={places.ys}
          ids={ids}
          colour={kind}
          selected={selected}
          lasso={lasso}
          onLasso={setLasso}
          onOpen={() => {}}
          height={420}
        />
        <button type="button" onClick={() => setMoved(!moved)}>
          next step
        </button>
      </div>
      <ScatterMap
        caption
        title="Hidden states of layer 3, by pctr"
        x={X}
        y={Y}
        xs={one.xs}
        ys={one.ys}
        colour={number}
        height={420}
      />
      <ScatterMap
        caption
        title="Three rows"
        x={X}
        y={Y}
        xs={few.xs}
        ys={few.ys}
        colour={{
          by: "kind",
          name: "label",
          codes: [0, 1, 0],
          names: ["not clicked", "clicked"],
          colours: ["#8a9099", "#c2255c"],
        }}
        height={240}
      />
      <ScatterMap
        caption
        title="No rows"
        x={X}
        y={Y}
        xs={new Float32Array(0)}
        ys={new Float32Array(0)}
        colour={{ by: "kind", name: "label", codes: [], names: [] }}
        height={240}
      />
    </>
  );
}
