/** SetGraph: fields as dots, a pair as a line between two, a larger set as a star whose middle stands for it. */
import { type KeyboardEvent, useMemo, useRef } from "react";
import { type ChartHandle, chartFiles, svgBlob, titledPng, titledSvg } from "@/chart/still";
import { shortened } from "@/chart/text";
import { useInk } from "@/chart/useInk";
import { useWidth } from "@/chart/useWidth";
import { count, percent } from "@/format/number";
import { type ExportsOf, Panel } from "@/view/Panel";
import { layOut, NAMES } from "@/views/interactions/graph";
import classes from "@/views/interactions/Interactions.module.css";
import { type FoundSet, sayP, setName } from "@/views/interactions/reading";

interface SetGraphProps {
  sets: readonly FoundSet[];
  chosen: string | null; // the key of a set
  title: string;
  onSet: (key: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const LETTERS = 12; // pixels
const GAP = 9; // pixels from a dot to its name
const MIDDLE = 150; // pixels for a name above or below its dot

export function SetGraph({ sets, chosen, title, onSet, exportsOf, onExplain }: SetGraphProps) {
  const ink = useInk();
  const [attach, width] = useWidth();
  const drawn = useRef<SVGSVGElement>(null);
  const height = Math.min(460, 200 + 26 * new Set(sets.flatMap(({ fields }) => fields)).size);
  const { nodes, edges } = useMemo(() => layOut(sets, { width: Math.max(width, 320), height }), [sets, width, height]);
  const pictures = chartFiles(handleOf(() => drawn.current, title, { width: Math.max(width, 320), height }, ink));
  return (
    <Panel
      title={title}
      exports={exportsOf("graph-of-sets", pictures)}
      onExplain={onExplain}
      reading="A line is a pair, a star is a set of three fields or more; the thicker, the more rows. Dashed: not surely more than chance. Press one to lay it out by its values below."
    >
      <div ref={attach} style={{ minHeight: height }}>
        {width > 0 && sets.length > 0 && (
          <svg
            ref={drawn}
            width={width}
            height={height}
            viewBox={`0 0 ${Math.max(width, 320)} ${height}`}
            className={classes.graph}
          >
            <title>{title}</title>
            {edges.map(({ key, set, ends, hub, width: thickness, sure }) => {
              const on = key === chosen;
              const [first, second] = ends;
              const stroke = on ? ink.accent : ink.notClicked;
              const open = (event: KeyboardEvent) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                onSet(key);
              };
              return (
                <g
                  key={key}
                  role="button"
                  tabIndex={0}
                  aria-pressed={on}
                  aria-label={`${setName(set)}: ${count(set.count)} rows, p ${sayP(set.p)}, stability ${percent(set.stability)}`}
                  className={classes.edge}
                  onClick={() => onSet(key)}
                  onKeyDown={open}
                  stroke={stroke}
                  strokeOpacity={on ? 1 : 0.7}
                  strokeWidth={thickness}
                  strokeDasharray={sure ? undefined : "5 5"}
                  strokeLinecap={sure ? "round" : "butt"}
                  fill="none"
                >
                  <title>{`${setName(set)}: ${count(set.count)} rows`}</title>
                  {hub
                    ? ends.map(([x, y]) => <line key={`${x} ${y}`} x1={hub[0]} y1={hub[1]} x2={x} y2={y} />)
                    : first && second && <line x1={first[0]} y1={first[1]} x2={second[0]} y2={second[1]} />}
                  {hub && (
                    <circle
                      cx={hub[0]}
                      cy={hub[1]}
                      r={7}
                      fill={stroke}
                      stroke={ink.paper}
                      strokeWidth={1.5}
                      strokeDasharray="none"
                    />
                  )}
                </g>
              );
            })}
            {nodes.map(({ field, x, y, side }) => (
              <g key={field} fontSize={LETTERS} fontFamily="inherit" fill={ink.ink} pointerEvents="none">
                <circle cx={x} cy={y} r={5} fill={ink.ink} stroke={ink.paper} strokeWidth={1.5} />
                <text
                  x={side === "start" ? x + GAP : side === "end" ? x - GAP : x}
                  y={side === "middle" ? (y < height / 2 ? y - 10 : y + 19) : y + 4}
                  textAnchor={side}
                >
                  <title>{field}</title>
                  {shortened(field, side === "middle" ? MIDDLE : NAMES - GAP, LETTERS)}
                </text>
              </g>
            ))}
          </svg>
        )}
        {sets.length === 0 && <p className="faint">No fields act together.</p>}
      </div>
    </Panel>
  );
}

/** The drawing as a file: it is an SVG already. */
function handleOf(
  find: () => SVGSVGElement | null,
  title: string,
  size: { width: number; height: number },
  ink: ReturnType<typeof useInk>,
): { current: ChartHandle } {
  const text = () => {
    const svg = find();
    if (!svg) throw new Error("The graph is not on the screen yet.");
    return new XMLSerializer().serializeToString(svg);
  };
  return {
    current: {
      toSvg: async () => svgBlob(titledSvg(text(), title, size, ink)),
      toPng: async () => {
        const picture = new Image(size.width, size.height);
        picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text())}`;
        await picture.decode();
        return titledPng(picture, title, size, ink);
      },
    },
  };
}
