/**
 * ScatterMap: up to a million points. Drag to move or to draw a lasso, buttons or + and − to look closer; points that are
 * the same at the next step wander to their new places.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Axis, axisValue } from "./axis";
import { type ChartProps, inkVariables, type Point } from "./Chart";
import styles from "./chart.module.css";
import type { Reading, ReadingRow } from "./drawing";
import { type Camera, keyed, panned, toMap, toScreen, zoomed } from "./map/camera";
import { makeGrid } from "./map/grid";
import { MapLegend } from "./map/MapLegend";
import { MapTools } from "./map/MapTools";
import { kindOf, type MapColour } from "./map/mapColour";
import { mapAxisWords, mapPng, mapSvg } from "./map/mapStill";
import { dotLook } from "./map/points";
import { type Polygon, rounded, simplified } from "./map/polygon";
import { usePoints } from "./map/usePoints";
import { svgBlob } from "./still";
import { readingWords, Tip } from "./Tip";
import { useInk } from "./useInk";
import { useWidth } from "./useWidth";

export type { KindColour, MapColour, NumberColour } from "./map/mapColour";
export type { Polygon } from "./map/polygon";

export interface ScatterMapProps extends ChartProps {
  x: Axis;
  y: Axis;
  xs: Float32Array; // one a point
  ys: Float32Array;
  ids?: ArrayLike<number | bigint> | undefined; // the same ids in the same order: the points wander to their new places
  colour: MapColour;
  selected?: Uint8Array | null | undefined; // 1: in the selection
  lasso?: Polygon | null | undefined; // the one that is held, in the map's coordinates
  onLasso?: ((polygon: [number, number][] | null) => void) | undefined; // at most 48 corners
  onHover?: ((index: number | null) => void) | undefined;
  onOpen?: ((index: number) => void) | undefined; // a point was clicked
  tip?: ((index: number) => { title: string; rows: readonly ReadingRow[] }) | undefined;
}

const REACH = 8; // pixels
const CORNERS = 48;

export function ScatterMap(props: ScatterMapProps) {
  const { title, x, y, xs, ys, colour, selected, lasso, onLasso, onOpen, onHover, height = 520, caption } = props;
  const ink = useInk();
  const [attach, width] = useWidth();
  const size = useMemo(() => ({ width, height }), [width, height]);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [drawn, setDrawn] = useState<Point[] | null>(null);
  const [tool, setTool] = useState<"move" | "lasso">("move");
  const [hovered, setHovered] = useState<{ index: number; by: "pointer" | "keys" } | null>(null);
  const press = useRef<{ from: Point; camera: Camera; lassoes: boolean; moved: boolean } | null>(null);
  const { canvas, camera, look, missing, redraw } = usePoints({
    xs,
    ys,
    ids: props.ids,
    colour,
    hidden,
    selected,
    size,
    ink,
  });
  const grid = useMemo(() => makeGrid(xs, ys), [xs, ys]);
  const stage = useRef<HTMLElement | null>(null);
  const words = mapAxisWords(x, y);

  const seen = (index: number) => colour.by !== "kind" || !hidden.has(kindOf(colour, index));
  const pointAt = (at: Point, reach = REACH) => grid.nearest(...toMap(camera, size, at), reach / camera.scale, seen);
  const hover = (index: number, by: "pointer" | "keys") => {
    if (index === (hovered?.index ?? -1)) return;
    setHovered(index < 0 ? null : { index, by });
    onHover?.(index < 0 ? null : index);
  };
  const finish = (corners: readonly Point[]) => {
    setDrawn(null);
    if (corners.length > 2)
      onLasso?.(
        rounded(
          simplified(
            corners.map((corner) => toMap(camera, size, corner)),
            CORNERS,
          ),
        ),
      );
  };
  const closer = (factor: number, at: Point = [size.width / 2, size.height / 2]) =>
    look(zoomed(camera, size, at, factor));
  const selectSeen = () =>
    finish([
      [0, 0],
      [size.width, 0],
      [size.width, size.height],
      [0, size.height],
    ]);

  useWheel(stage, (at, factor) => closer(factor, at));
  useImperativeHandle(props.ref, () => {
    const still = () => {
      const now = redraw();
      if (!now) throw new Error("The map is not on the screen.");
      return { title, ...words, colour, size, ink, canvas: now };
    };
    return { toPng: async () => mapPng(still()), toSvg: async () => svgBlob(mapSvg(still())) };
  });

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const lassoes = onLasso !== undefined && (tool === "lasso") !== event.shiftKey;
    press.current = { from, camera, lassoes, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const at = pointOf(event);
    const held = press.current;
    if (!held) return hover(pointAt(at), "pointer");
    held.moved ||= Math.hypot(at[0] - held.from[0], at[1] - held.from[1]) > 4;
    if (!held.moved) return;
    hover(-1, "pointer");
    if (held.lassoes) setDrawn((corners) => (corners ? [...corners, at] : [held.from, at]));
    else look(panned(held.camera, at[0] - held.from[0], at[1] - held.from[1]));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const held = press.current;
    press.current = null;
    if (held?.moved) return held.lassoes && drawn ? finish(drawn) : undefined;
    const index = pointAt(pointOf(event));
    if (index >= 0) onOpen?.(index);
    else if (lasso) onLasso?.(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== event.currentTarget) return;
    const there = keyed(camera, size, event.key);
    if (there !== undefined) look(there);
    else if (event.key === "Enter" && hovered) onOpen?.(hovered.index);
    else if (event.key === "Enter") hover(pointAt([size.width / 2, size.height / 2], size.width / 2), "keys");
    else if (event.key === "Escape") letGo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const letGo = () => {
    hover(-1, "keys");
    setDrawn(null);
    if (lasso) onLasso?.(null);
  };

  const reading =
    hovered && hovered.index < xs.length
      ? pointReading(props, hovered.index, toScreen(camera, size, [xs[hovered.index] ?? 0, ys[hovered.index] ?? 0]))
      : null;
  const outline = drawn ?? lasso?.map((corner) => toScreen(camera, size, corner));
  const count = useMemo(() => selected?.reduce((sum, one) => sum + one, 0) ?? 0, [selected]);
  return (
    <figure className={styles.figure} style={inkVariables(ink)}>
      {caption && <figcaption className={styles.caption}>{title}</figcaption>}
      <MapLegend colour={colour} hidden={hidden} onHidden={setHidden} selected={count} points={xs.length} ink={ink} />
      <MapTools
        tool={tool}
        onTool={onLasso && setTool}
        onCloser={closer}
        onAll={() => look(null)}
        onSeen={onLasso && selectSeen}
        onDrop={onLasso && lasso ? () => onLasso(null) : undefined}
      />
      <div className={styles.holder}>
        <div
          ref={(element) => {
            stage.current = element;
            return attach(element) ?? undefined;
          }}
          className={`${styles.stage} ${styles.map}`}
          style={{ height, cursor: tool === "lasso" ? "crosshair" : hovered && onOpen ? "pointer" : "grab" }}
          role="group"
          aria-roledescription="map"
          aria-label={`${title}. ${xs.length.toLocaleString("en-US")} points. Arrow keys move, plus and minus zoom, 0 shows all, Enter reads the point in the middle and opens it.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves the map
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerLeave={() => hover(-1, "pointer")}
          onDoubleClick={() => look(null)}
        >
          <canvas ref={canvas} style={{ width, height }} />
          {missing && (
            <div className={styles.empty}>
              This browser offers no WebGL 2, which draws the map. Everything else on the page works: choose rows by a
              filter instead of a lasso.
            </div>
          )}
          {!missing && xs.length === 0 && <div className={styles.empty}>{props.empty ?? "No points to draw yet."}</div>}
          <svg className={styles.layer} width={width} height={height} aria-hidden="true">
            <text x={6} y={16} fontSize={11} fill={ink.faint}>
              {words.y}
            </text>
            <text x={width - 6} y={height - 8} fontSize={11} fill={ink.faint} textAnchor="end">
              {words.x}
            </text>
            {outline && outline.length > 1 && (
              <polygon
                points={outline.map((corner) => corner.join(",")).join(" ")}
                fill={ink.selection}
                fillOpacity={0.1}
                stroke={ink.selection}
                strokeWidth={1.5}
              />
            )}
            {reading && (
              <circle
                cx={reading.at[0]}
                cy={reading.at[1]}
                r={dotLook(xs.length).size / 2 + 4}
                fill="none"
                stroke={ink.ink}
                strokeWidth={1.5}
              />
            )}
          </svg>
          {reading && <Tip reading={reading} size={size} />}
          <output className={styles.hidden}>{reading && hovered?.by === "keys" ? readingWords(reading) : ""}</output>
        </div>
      </div>
    </figure>
  );
}

function pointOf(event: PointerEvent<HTMLElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return [
    event.clientX - box.left - event.currentTarget.clientLeft,
    event.clientY - box.top - event.currentTarget.clientTop,
  ];
}

function pointReading({ x, y, xs, ys, colour, tip }: ScatterMapProps, index: number, at: Point): Reading {
  const { title, rows } = tip?.(index) ?? { title: `point ${(index + 1).toLocaleString("en-US")}`, rows: [] };
  const shade: ReadingRow =
    colour.by === "kind"
      ? { name: colour.name, value: colour.names[colour.codes[index] ?? -1] ?? "none of these" }
      : { name: colour.value.name, value: axisValue(colour.value, colour.values[index]) };
  const places = tip
    ? []
    : [x, y].map((axis, k) => ({ name: axis.name, value: axisValue(axis, (k ? ys : xs)[index]) }));
  return {
    key: String(index),
    at,
    title,
    rows: rows.some(({ name }) => name === shade.name) ? rows : [shade, ...rows, ...places],
  };
}

/** Zoom by the wheel with Ctrl or ⌘, or by pinching: the wheel alone scrolls the page. */
function useWheel(stage: { current: HTMLElement | null }, zoom: (at: Point, factor: number) => void) {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = (element as HTMLElement).getBoundingClientRect();
      latest.current([event.clientX - box.left, event.clientY - box.top], 2 ** (-event.deltaY / 200));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [stage]);
}
