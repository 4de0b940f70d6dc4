/** A curve as small as a word: its shape, its last point, and its figures on hover. No axis: never to be read off. */
import { Tooltip } from "@mantine/core";

interface SparkProps {
  values: readonly (number | null)[];
  colour: string; // any CSS colour
  label: string; // "AUC on test, first 0.7312, last 0.7421"
  level?: number; // a thin line at this value, such as 1 for a ratio
  width?: number;
  height?: number;
}

export function Spark({ values, colour, label, level, width = 88, height = 22 }: SparkProps) {
  const known = values.filter((value) => value !== null);
  if (!known.length) return <span className="faint">–</span>;
  const all = level === undefined ? known : [...known, level];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (at: number) => 2 + (values.length > 1 ? (at / (values.length - 1)) * (width - 6) : width / 2);
  const y = (value: number) => (high > low ? height - 3 - ((value - low) / (high - low)) * (height - 6) : height / 2);
  const points = values.flatMap((value, at) => (value === null ? [] : [{ at, value }]));
  const last = points.at(-1);
  const line = points.map(
    ({ at, value }, k) => `${k && points[k - 1]?.at === at - 1 ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <Tooltip label={label}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        style={{ display: "block" }}
      >
        {level !== undefined && (
          <line x1={2} x2={width - 4} y1={y(level)} y2={y(level)} stroke="var(--clk-line)" strokeDasharray="2 2" />
        )}
        <path
          d={line.join("")}
          fill="none"
          stroke={colour}
          strokeWidth={1.4}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
        {last && <circle cx={x(last.at)} cy={y(last.value)} r={2} fill={colour} />}
      </svg>
    </Tooltip>
  );
}
