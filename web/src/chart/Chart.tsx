/**
 * Chart: one drawing on the screen. It gives the drawing its size and the page's look, shows what stands under the pointer
 * or the keyboard's cursor, and hands out the picture. It keeps no state of the data: whoever owns a zoom, a brush or a
 * cursor passes it in, so that new data never moves what is being looked at.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import styles from "./chart.module.css";
import type { Ink } from "./colour";
import { DataTable } from "./DataTable";
import type { Drawing, Reading, Size } from "./drawing";
import { type ECharts, init } from "./echarts";
import { Marker } from "./Marker";
import { type ChartHandle, chartCanvas, chartSvg, svgBlob, titledPng, titledSvg } from "./still";
import { readingWords, Tip } from "./Tip";
import { useInk } from "./useInk";
import { useWidth } from "./useWidth";

/** What every chart takes. */
export interface ChartProps {
  title: string; // what is seen: "Fluctuation of layer 3 on train and test"
  caption?: boolean | undefined; // shows the title above; leave out where the panel shows it
  height?: number | undefined; // pixels
  empty?: string | undefined; // said where there is nothing to draw
  ref?: Ref<ChartHandle> | undefined;
}

export type Point = readonly [number, number]; // pixels of the drawing

/** What a press of the pointer turns into: moved while it is held, ended when it is let go. */
export interface Press {
  move(point: Point): void;
  end(point: Point, moved: boolean): void;
}

interface Props extends ChartProps {
  draw(size: Size, ink: Ink): Drawing; // memoise it: the chart is drawn anew when it changes
  still?: ((size: Size, ink: Ink) => Drawing) | undefined; // as a file shows it, where that differs
  isEmpty?: boolean | undefined;
  onPick?: ((pick: unknown) => void) | undefined;
  onPress?: ((point: Point, drawing: Drawing) => Press | null) | undefined;
  onDouble?: (() => void) | undefined;
  onKey?: ((key: string, reading: Reading | null, drawing: Drawing) => boolean) | undefined; // true: taken
  overlay?: ((drawing: Drawing, size: Size) => ReactNode) | undefined; // SVG over the drawing
  pointer?: string | undefined; // CSS cursor
  children?: ReactNode; // controls over the drawing
}

type Where = { by: "pointer"; point: Point } | { by: "keys"; along: number; across: number } | null;

const MOVED = 4; // pixels from which a press is a drag

export function Chart(props: Props) {
  const { title, draw, height = 260, caption = false, isEmpty = false } = props;
  const ink = useInk();
  const [attach, width] = useWidth();
  const size = useMemo(() => ({ width, height }), [width, height]);
  const drawing = useMemo(() => (width > 0 && !isEmpty ? draw(size, ink) : null), [draw, size, ink, width, isEmpty]);
  const [where, setWhere] = useState<Where>(null);
  const press = useRef<{ press: Press; start: Point; moved: boolean } | null>(null);
  const holder = useECharts(drawing, size);
  const helpId = useId();
  useStill(props, drawing, size, ink);

  const reading = useMemo(() => {
    if (!drawing || !where || isEmpty) return null;
    return where.by === "pointer" ? drawing.read(...where.point) : drawing.stops.at(where.along, where.across);
  }, [drawing, where, isEmpty]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!drawing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return setWhere(null);
    const taken =
      walk(event.key, where, drawing, setWhere) ||
      (event.key === "Enter" && pick(reading)) ||
      props.onKey?.(event.key, reading, drawing);
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation(); // the page's own keys move the step
  };
  const pick = (found: Reading | null) => {
    if (!found || !props.onPick || found.pick === undefined) return false;
    props.onPick(found.pick);
    return true;
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (!drawing || event.button !== 0) return;
    const point = pointOf(event);
    const started = props.onPress?.(point, drawing);
    if (!started) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { press: started, start: point, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const point = pointOf(event);
    const held = press.current;
    if (held) {
      held.moved ||= Math.hypot(point[0] - held.start[0], point[1] - held.start[1]) > MOVED;
      if (held.moved) held.press.move(point);
    }
    setWhere({ by: "pointer", point });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const held = press.current;
    press.current = null;
    held?.press.end(pointOf(event), held.moved);
    if (!held?.moved && drawing) pick(drawing.read(...pointOf(event)));
  };

  return (
    <figure className={styles.figure} style={inkVariables(ink)}>
      {caption && <figcaption className={styles.caption}>{title}</figcaption>}
      <div className={styles.holder}>
        <div
          ref={attach}
          className={styles.stage}
          style={{ height, cursor: reading?.pick !== undefined && props.onPick ? "pointer" : props.pointer }}
          role="group"
          aria-roledescription="chart"
          aria-label={title}
          aria-describedby={helpId}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard walks through the values
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => setWhere(null)}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerLeave={() => setWhere((now) => (now?.by === "pointer" ? null : now))}
          onDoubleClick={props.onDouble}
        >
          <div ref={holder} className={styles.layer} aria-hidden="true" />
          {drawing && !isEmpty && (
            <svg className={styles.layer} width={width} height={height} aria-hidden="true">
              {reading && <Marker reading={reading} plot={drawing.plot} ink={ink} />}
              {props.overlay?.(drawing, size)}
            </svg>
          )}
          {isEmpty && <div className={styles.empty}>{props.empty ?? "No values to draw yet."}</div>}
          {reading && <Tip reading={reading} size={size} />}
          <span id={helpId} className={styles.hidden}>
            Arrow keys walk through the values{props.onPick ? ", Enter opens one" : ""}. The table after this chart
            holds them all.
          </span>
          <output className={styles.hidden}>{reading && where?.by === "keys" ? readingWords(reading) : ""}</output>
        </div>
        {props.children}
      </div>
      {drawing && !isEmpty && <DataTable title={title} table={drawing.table} />}
    </figure>
  );
}

function pointOf(event: PointerEvent<HTMLElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** The chart's own variables: parts of it in CSS follow the ink that its builders took. */
export function inkVariables(ink: Ink): Record<string, string> {
  return {
    "--chart-ink": ink.ink,
    "--chart-faint": ink.faint,
    "--chart-line": ink.line,
    "--chart-paper": ink.paper,
    "--chart-accent": ink.accent,
  };
}

const ARROWS: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** One step of the keyboard's cursor; false where there is nowhere to go. Charts of one row are walked with both pairs of arrows. */
function walk(key: string, where: Where, { stops }: Drawing, go: (where: Where) => void): boolean {
  const arrow = ARROWS[key];
  const ends = key === "Home" || key === "End";
  if ((!arrow && !ends) || stops.along === 0) return false;
  const [dx, dy] = arrow ? (stops.across > 1 ? arrow : [arrow[0] + arrow[1], 0]) : [0, 0];
  const now = where?.by === "keys" ? where : { along: dx < 0 ? stops.along : -dx, across: 0 };
  const limited = (at: number, count: number) => Math.min(count - 1, Math.max(0, at));
  const along = ends ? (key === "Home" ? 0 : stops.along - 1) : limited(now.along + dx, stops.along);
  go({ by: "keys", along, across: limited(now.across + dy, stops.across) });
  return true;
}

/** Keeps ECharts' instance for as long as the element lives, and draws when the drawing changes. */
function useECharts(drawing: Drawing | null, size: Size) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  useLayoutEffect(
    () => () => {
      chart.current?.dispose();
      chart.current = null;
    },
    [],
  );
  useLayoutEffect(() => {
    if (!drawing) chart.current?.clear();
    if (!holder.current || !drawing) return;
    chart.current ??= init(holder.current, null, { renderer: "canvas", ...size });
    if (chart.current.getWidth() !== size.width || chart.current.getHeight() !== size.height)
      chart.current.resize(size);
    chart.current.setOption(drawing.option, { notMerge: true, silent: true });
  }, [drawing, size]);
  return holder;
}

function useStill({ title, ref, still }: Props, drawing: Drawing | null, size: Size, ink: Ink) {
  useImperativeHandle(ref, () => {
    const shown = () => {
      const made = still?.(size, ink) ?? drawing;
      if (!made) throw new Error("The chart is not on the screen yet.");
      return made;
    };
    return {
      toSvg: async () => svgBlob(titledSvg(chartSvg(shown(), size), title, size, ink)),
      toPng: async () => titledPng(chartCanvas(shown(), size), title, size, ink),
    };
  }, [title, drawing, still, size, ink]);
}
