/** Timeline: what a job uses of the machine, one strip a kind of use, all over the same time. */
import { useMemo, useState } from "react";
import type { Axis } from "./axis";
import type { ChartProps } from "./Chart";
import { LineChart } from "./LineChart";
import type { Mark } from "./mark";
import type { Span } from "./scale";
import { LINE } from "./text";

export interface Strip {
  key: string;
  title: string; // "Processor"
  y: Axis; // "used", "% of one core"
  values: ArrayLike<number | null>;
  limit?: { value: number; label: string } | undefined;
}

export interface TimelineProps extends Omit<ChartProps, "ref" | "caption"> {
  x: { name: string }; // "time since the start"; the unit follows from how long it was
  at: ArrayLike<number>; // seconds; rises
  strips: readonly Strip[];
  marks?: readonly Mark[] | undefined; // at seconds
}

export function Timeline({ title, x, at, strips, marks, height = 132, empty }: TimelineProps) {
  const [zoom, setZoom] = useState<Span | null>(null);
  const { seconds, unit } = timeUnit(at[at.length - 1] ?? 0);
  const axis = useMemo(() => ({ name: x.name, unit }), [x.name, unit]);
  const times = useMemo(() => Float64Array.from(at, (second) => second / seconds), [at, seconds]);
  const placed = useMemo(() => marks?.map((mark) => ({ ...mark, at: mark.at / seconds })), [marks, seconds]);
  const lines = useMemo(
    () =>
      strips.map(({ key, values, limit, y }) => ({
        y: { ...y, zero: true },
        series: [{ key, name: "", x: times, y: values, fill: true }],
        references: limit ? [limit] : undefined,
      })),
    [strips, times],
  );
  return (
    <section aria-label={title}>
      {strips.map((strip, i) => (
        <LineChart
          key={strip.key}
          title={strip.title}
          caption
          height={height + (placed?.length && i === 0 ? LINE : 0)}
          x={axis}
          y={lines[i]?.y ?? strip.y}
          series={lines[i]?.series ?? []}
          references={lines[i]?.references}
          marks={i === 0 ? placed : undefined}
          dots={false}
          namesAt="none"
          zoom={zoom}
          onZoom={setZoom}
          empty={empty}
        />
      ))}
    </section>
  );
}

/** The unit in which a time is read most easily. */
export function timeUnit(most: number): { seconds: number; unit: string } {
  if (most < 180) return { seconds: 1, unit: "s" };
  return most < 3 * 3600 ? { seconds: 60, unit: "min" } : { seconds: 3600, unit: "h" };
}
