/** Marker: points at what is being read, in the drawing itself. */
import type { Ink } from "./colour";
import type { Reading, Rect } from "./drawing";

export function Marker({ reading, plot, ink }: { reading: Reading; plot: Rect; ink: Ink }) {
  const { rule, frame, dots, path } = reading;
  return (
    <g fill="none">
      {rule !== undefined && (
        <line
          x1={rule}
          x2={rule}
          y1={plot.top}
          y2={plot.top + plot.height}
          stroke={ink.faint}
          strokeWidth={1}
          opacity={0.6}
        />
      )}
      {path && <path d={pathWords(path.points, plot)} stroke={path.colour} strokeWidth={2.25} strokeLinejoin="round" />}
      {frame && (
        <rect
          x={frame.left}
          y={frame.top}
          width={frame.width}
          height={frame.height}
          stroke={ink.ink}
          strokeWidth={1.5}
        />
      )}
      {dots?.map((dot) => (
        <circle
          key={`${dot.x}:${dot.y}:${dot.colour}`}
          cx={dot.x}
          cy={dot.y}
          r={3.5}
          fill={dot.colour}
          stroke={ink.paper}
          strokeWidth={1.5}
        />
      ))}
    </g>
  );
}

/** An SVG path through points of the plot; it leaves a gap at what is undefined or out of sight. */
export function pathWords(points: ArrayLike<number>, plot: Rect): string {
  const words: string[] = [];
  let drawn = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] ?? Number.NaN, points[i + 1] ?? Number.NaN];
    const seen = Number.isFinite(x + y) && x >= plot.left - 0.5 && x <= plot.left + plot.width + 0.5;
    if (seen) words.push(`${drawn ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`);
    drawn = seen;
  }
  return words.join("");
}
