/** Speed: how long the heaviest charts take, measured on the page that shows them. */
import { useCallback, useState } from "react";
import { LineChart, type LineSeries } from "../LineChart";
import { makeGrid } from "../map/grid";
import { ScatterMap } from "../ScatterMap";
import { clusters, normal, random, steps } from "./made";

type Test = "lines" | "map5" | "map6";

export function Speed() {
  const [shown, setShown] = useState<Test | null>(null);
  const [times, setTimes] = useState<Record<string, number>>({});
  const [data, setData] = useState<{ series?: LineSeries[]; cloud?: ReturnType<typeof clusters> }>({});
  const start = useCallback((test: Test) => {
    const made =
      test === "lines" ? { series: series(10_000, 50) } : { cloud: clusters(test === "map5" ? 100_000 : 1_000_000, 3) };
    if (made.cloud) {
      const began = performance.now();
      makeGrid(made.cloud.xs, made.cloud.ys);
      setTimes((now) => ({ ...now, [`${test} grid`]: performance.now() - began }));
    }
    const began = performance.now();
    setData(made);
    setShown(test);
    // Two frames on, what was asked for is on the screen; reading a pixel back waits for the graphics card.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        for (const canvas of document.querySelectorAll("canvas")) canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
        const gl = document.querySelector<HTMLCanvasElement>("canvas")?.getContext("webgl2", {});
        gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        setTimes((now) => ({ ...now, [test]: performance.now() - began }));
      }),
    );
  }, []);
  return (
    <div>
      {(["lines", "map5", "map6"] as const).map((test) => (
        <button key={test} type="button" id={test} onClick={() => start(test)}>
          {test}
        </button>
      ))}
      <pre id="times">{JSON.stringify(times)}</pre>
      {shown === "lines" && data.series && (
        <LineChart
          title="10,000 series"
          x={{ name: "step", unit: null, whole: true }}
          y={{ name: "value", unit: null }}
          series={data.series}
          height={420}
        />
      )}
      {shown && shown !== "lines" && data.cloud && (
        <ScatterMap
          title={shown}
          x={{ name: "x", unit: null }}
          y={{ name: "y", unit: null }}
          xs={data.cloud.xs}
          ys={data.cloud.ys}
          colour={{ by: "kind", name: "kind", codes: data.cloud.kind, names: ["a", "b", "c", "d", "e", "f"] }}
        />
      )}
    </div>
  );
}

function series(count: number, points: number): LineSeries[] {
  const next = random(1);
  const x = Float64Array.from(steps(points));
  return Array.from({ length: count }, (_, i) => {
    let value = normal(next);
    return { key: String(i), name: `metric ${i}`, x, y: Float64Array.from(x, () => (value += 0.1 * normal(next))) };
  });
}
