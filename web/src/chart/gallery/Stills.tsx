/** Stills: charts as the files they are taken along in. */
import { useRef, useState } from "react";
import { Heatmap } from "../Heatmap";
import { LineChart } from "../LineChart";
import { ScatterMap } from "../ScatterMap";
import { type ChartHandle, chartFiles } from "../still";
import { auc, clusters, steps } from "./made";

const at = steps(37);
const cloud = clusters(5000, 4);
const STEP = { name: "step", unit: null, whole: true };

export function Stills() {
  const charts = [useRef<ChartHandle>(null), useRef<ChartHandle>(null), useRef<ChartHandle>(null)] as const;
  const [files, setFiles] = useState<string[]>([]);
  const take = async () => {
    const blobs = await Promise.all(charts.flatMap((chart) => [chartFiles(chart).png(), chartFiles(chart).svg()]));
    setFiles(blobs.map((blob) => URL.createObjectURL(blob)));
  };
  return (
    <>
      <div>
        <LineChart
          ref={charts[0]}
          title="AUC by step"
          x={STEP}
          y={{ name: "AUC", unit: null, digits: 4 }}
          series={[{ key: "t", name: "test", split: "test", x: at, y: auc(at, "test", 1) }]}
          cursor={1600}
          height={220}
        />
        <Heatmap
          ref={charts[1]}
          title="Activity of neurons"
          x={STEP}
          y={{ name: "neuron", unit: null }}
          value={{ name: "mean activation", unit: null }}
          columns={at}
          rows={[0, 1, 2]}
          values={at.concat(at, at).map((_, i) => Math.sin(i / 9))}
          height={180}
        />
        <ScatterMap
          ref={charts[2]}
          title="Hidden states"
          x={{ name: "component 1", unit: null }}
          y={{ name: "component 2", unit: null }}
          xs={cloud.xs}
          ys={cloud.ys}
          colour={{
            by: "kind",
            name: "genre",
            codes: cloud.kind,
            names: ["Drama", "Comedy", "科幻片", "War", "Noir", "Crime"],
          }}
          height={240}
        />
        <button type="button" id="take" onClick={() => void take()}>
          take
        </button>
      </div>
      {files.map((file) => (
        <img key={file} src={file} alt="" style={{ maxWidth: "100%", border: "1px solid #888" }} />
      ))}
    </>
  );
}
