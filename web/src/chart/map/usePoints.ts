/** Keeps the dots on their canvas in step with the data: what has not changed is not sent to the graphics card again. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Ink, rgb } from "../colour";
import type { Size } from "../drawing";
import { extent } from "../scale";
import { type Camera, mixed, showAll } from "./camera";
import { type MapColour, pointColours } from "./mapColour";
import { dotLook, makePoints, type Points } from "./points";

const WAY = 650; // milliseconds from the old places to the new ones

interface PointsData {
  xs: Float32Array;
  ys: Float32Array;
  ids: ArrayLike<number | bigint> | undefined;
  colour: MapColour;
  hidden: ReadonlySet<number>;
  selected: Uint8Array | null | undefined;
  size: Size;
  ink: Ink;
}

export interface PointsOnScreen {
  canvas: (element: HTMLCanvasElement | null) => void;
  camera: Camera;
  look(camera: Camera | null): void; // null: all points
  missing: boolean; // no WebGL here
  redraw(): HTMLCanvasElement | null; // for a picture: drawn at this moment
}

export function usePoints({ xs, ys, ids, colour, hidden, selected, size, ink }: PointsData): PointsOnScreen {
  const element = useRef<HTMLCanvasElement | null>(null);
  const points = useRef<Points | null>(null);
  const before = useRef<{ ids: ArrayLike<number | bigint> | undefined; count: number; whole: Camera } | null>(null);
  const moved = useRef(1);
  const [missing, setMissing] = useState(false);
  const [restored, setRestored] = useState(0);
  const [own, setOwn] = useState<Camera | null>(null); // null: all points
  const [way, setWay] = useState<{ from: Camera; place: number } | null>(null);
  const [whole, setWhole] = useState<Camera>(() => showAll(null, null, size));
  const camera = own ?? (way ? mixed(way.from, whole, way.place) : whole);

  const canvas = useCallback((now: HTMLCanvasElement | null) => {
    if (!now) return;
    element.current = now;
    const lost = (event: Event) => event.preventDefault();
    const back = () => {
      points.current = makePoints(now);
      before.current = null;
      setRestored((times) => times + 1);
    };
    points.current = makePoints(now);
    before.current = null;
    setMissing(points.current === null);
    setRestored((times) => times + 1);
    now.addEventListener("webglcontextlost", lost);
    now.addEventListener("webglcontextrestored", back);
    return () => {
      now.removeEventListener("webglcontextlost", lost);
      now.removeEventListener("webglcontextrestored", back);
      points.current?.dispose();
      [points.current, element.current] = [null, null];
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `restored` sends everything again after the card lost it
  useLayoutEffect(() => {
    if (!points.current || size.width === 0) return;
    const next = showAll(extent([xs]), extent([ys]), size);
    const former = before.current;
    const same = former !== null && former.count === xs.length && sameIds(former.ids, ids);
    points.current.move(xs, ys);
    before.current = { ids, count: xs.length, whole: next };
    setWhole(next);
    const still = !same || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!same) setOwn(null);
    moved.current = still ? 1 : 0;
    setWay(still || !former ? null : { from: former.whole, place: 0 });
    if (still) return;
    const start = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const time = Math.min(1, (now - start) / WAY);
      moved.current = time * time * (3 - 2 * time);
      setWay(time < 1 && former ? { from: former.whole, place: moved.current } : null);
      if (time < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [xs, ys, ids, restored]);

  useLayoutEffect(() => {
    if (size.width > 0) setWhole(showAll(extent([xs]), extent([ys]), size));
  }, [xs, ys, size]);

  const chosenAny = selected?.some((one) => one === 1) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useLayoutEffect(() => {
    const { alpha } = dotLook(xs.length);
    points.current?.paint(pointColours(colour, xs.length, chosenAny ? alpha * 0.5 : alpha, hidden, ink));
  }, [colour, hidden, ink, chosenAny, xs.length, restored]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useLayoutEffect(() => {
    points.current?.choose(chosenAny && selected ? Uint32Array.from(indicesOf(selected)) : null);
  }, [selected, chosenAny, restored]);

  const redraw = useCallback(() => {
    if (!points.current || size.width === 0) return null;
    points.current.draw({
      camera,
      size,
      density: Math.min(2, window.devicePixelRatio || 1),
      moved: moved.current,
      chosen: rgb(ink.selection),
    });
    return element.current;
  }, [camera, size, ink]);

  // Drawn after every change, once a frame.
  useEffect(() => {
    const frame = requestAnimationFrame(() => void redraw());
    return () => cancelAnimationFrame(frame);
  });

  return { canvas, camera, look: setOwn, missing, redraw };
}

function indicesOf(flags: Uint8Array): Uint32Array {
  let count = 0;
  for (const flag of flags) count += flag;
  const indices = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < flags.length; i++) if (flags[i]) indices[at++] = i;
  return indices;
}

/** The same points in the same order: only then may they wander to their new places. */
function sameIds(a: ArrayLike<number | bigint> | undefined, b: ArrayLike<number | bigint> | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
