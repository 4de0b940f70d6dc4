/** MapLegend: what the colours mean. A kind can be switched off and on again. */
import { axisValue } from "../axis";
import styles from "../chart.module.css";
import type { Ink } from "../colour";
import { KINDS, kindColours, kindOf, type MapColour, mapColourWords, numberScale } from "./mapColour";

interface MapLegendProps {
  colour: MapColour;
  hidden: ReadonlySet<number>;
  onHidden(hidden: Set<number>): void;
  selected: number; // points in the selection
  points: number;
  ink: Ink;
}

export function MapLegend({ colour, hidden, onHidden, selected, points, ink }: MapLegendProps) {
  const toggle = (code: number) => {
    const next = new Set(hidden);
    if (!next.delete(code)) next.add(code);
    onHidden(next);
  };
  return (
    <ul className={styles.legend}>
      <li className={styles.words}>Colour: {mapColourWords(colour)}</li>
      {legendItems(colour, ink).map(({ code, name, shade }) => (
        <li key={code} className={styles.legendItem}>
          <button
            type="button"
            aria-pressed={!hidden.has(code)}
            title={`${name}: show or hide`}
            onClick={() => toggle(code)}
          >
            <span className={styles.dot} style={{ background: shade }} />
            <span className={styles.legendName}>{name}</span>
          </button>
        </li>
      ))}
      {colour.by === "number" && <Ramp colour={colour} ink={ink} />}
      {selected > 0 && (
        <li className={styles.legendItem}>
          <span className={styles.dot} style={{ background: ink.selection }} />
          selection, {selected.toLocaleString("en-US")} of {points.toLocaleString("en-US")} points
        </li>
      )}
    </ul>
  );
}

export function legendItems(colour: MapColour, ink: Ink): { code: number; name: string; shade: string }[] {
  if (colour.by === "number") return [];
  const items = kindColours(colour, ink).map((shade, code) => ({ code, name: colour.names[code] ?? "", shade }));
  const more = colour.names.length - KINDS;
  let loose = more > 0;
  for (let i = 0; !loose && i < colour.codes.length; i++) loose = kindOf(colour, i) === KINDS;
  if (!loose) return items;
  return [
    ...items,
    { code: KINDS, name: more > 0 ? `${more.toLocaleString("en-US")} others` : "none of these", shade: ink.notClicked },
  ];
}

function Ramp({ colour, ink }: { colour: Extract<MapColour, { by: "number" }>; ink: Ink }) {
  const { ramp, span } = numberScale(colour, ink);
  return (
    <li className={styles.legendItem}>
      {axisValue(colour.value, span[0])}
      <svg
        className={styles.ramp}
        preserveAspectRatio="none"
        viewBox={`0 0 ${(ramp.length - 1) * 8} 1`}
        aria-hidden="true"
      >
        <defs>
          <linearGradient id={`ramp-${ink.dark ? "dark" : "light"}-${colour.signed ? "signed" : "even"}`}>
            {ramp.map((shade, i) => (
              <stop key={shade} offset={i / (ramp.length - 1)} stopColor={shade} />
            ))}
          </linearGradient>
        </defs>
        <rect
          width="100%"
          height="1"
          fill={`url(#ramp-${ink.dark ? "dark" : "light"}-${colour.signed ? "signed" : "even"})`}
        />
      </svg>
      {axisValue(colour.value, span[1])}
    </li>
  );
}
