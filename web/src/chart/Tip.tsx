/** Tip: what stands under the pointer, in words and numbers. */
import { useLayoutEffect, useRef } from "react";
import styles from "./chart.module.css";
import type { Reading, ReadingRow, Size } from "./drawing";

const AWAY = 12; // pixels from the pointer

export function Tip({ reading, size }: { reading: Reading; size: Size }) {
  const box = useRef<HTMLDivElement>(null);
  // As wide as its words; where it would leave the chart to a side, it is moved back.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const [left, wide] = [element.offsetLeft, element.offsetWidth];
    const back = Math.max(0, -left) - Math.max(0, Math.min(left, left + wide - size.width));
    element.style.transform = back ? `translateX(${back}px)` : "";
  });
  const [x, y] = reading.at;
  const across = x > size.width / 2 ? { right: size.width - x + AWAY } : { left: x + AWAY };
  const down = y > size.height / 2 ? { bottom: size.height - y + AWAY } : { top: y + AWAY };
  return (
    <div ref={box} className={styles.tip} style={{ ...across, ...down }}>
      <div className={styles.tipTitle}>{reading.title}</div>
      {reading.rows.length > 0 && (
        <dl className={styles.tipRows}>
          {reading.rows.map((row) => (
            <TipRow key={row.name} row={row} />
          ))}
        </dl>
      )}
      {reading.more && <div className={styles.tipMore}>{reading.more}</div>}
    </div>
  );
}

function TipRow({ row }: { row: ReadingRow }) {
  return (
    <>
      <Swatch colour={row.colour} dash={row.dash} />
      <dt className={styles.tipName}>{row.name}</dt>
      <dd className={styles.tipValue}>{row.value}</dd>
    </>
  );
}

/** A line as it looks in the chart: its colour and its dash. */
export function Swatch({ colour, dash }: { colour: string | undefined; dash?: readonly number[] | undefined }) {
  return (
    <svg width="18" height="8" aria-hidden="true">
      {colour && (
        <line x1="0" x2="18" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash?.join(" ")} />
      )}
    </svg>
  );
}

/** A reading as one sentence, for those who listen. */
export function readingWords(reading: Reading): string {
  const rows = reading.rows.map(({ name, value }) => (name ? `${name} ${value}` : value));
  return [reading.title, ...rows].join("; ");
}
