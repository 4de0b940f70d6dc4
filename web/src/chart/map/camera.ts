/** Camera: which part of the map is seen. A unit is as long across as it is up: distances on a map mean something. */
import type { Size } from "../drawing";
import type { Span } from "../scale";

export interface Camera {
  x: number; // of the middle, in the map's coordinates
  y: number;
  scale: number; // pixels a unit
}

const ROOM = 24; // pixels around all points

/** Shows every point. */
export function showAll(x: Span | null, y: Span | null, { width, height }: Size): Camera {
  if (!x || !y) return { x: 0, y: 0, scale: 1 };
  const [wide, tall] = [Math.max(x[1] - x[0], 1e-12), Math.max(y[1] - y[0], 1e-12)];
  const scale = Math.min(Math.max(1, width - 2 * ROOM) / wide, Math.max(1, height - 2 * ROOM) / tall);
  return { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2, scale: Math.min(scale, 1e9) };
}

export function toScreen(
  { x, y, scale }: Camera,
  { width, height }: Size,
  [px, py]: readonly [number, number],
): [number, number] {
  return [width / 2 + (px - x) * scale, height / 2 - (py - y) * scale];
}

export function toMap(
  { x, y, scale }: Camera,
  { width, height }: Size,
  [px, py]: readonly [number, number],
): [number, number] {
  return [x + (px - width / 2) / scale, y - (py - height / 2) / scale];
}

/** Nearer by `factor`, while what is at the point given stays there. */
export function zoomed(camera: Camera, size: Size, at: readonly [number, number], factor: number): Camera {
  const [x, y] = toMap(camera, size, at);
  const scale = camera.scale * factor;
  return { x: x - (at[0] - size.width / 2) / scale, y: y + (at[1] - size.height / 2) / scale, scale };
}

export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y + dy / camera.scale };
}

export function mixed(a: Camera, b: Camera, place: number): Camera {
  const mix = (from: number, to: number) => from + (to - from) * place;
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), scale: a.scale * (b.scale / a.scale) ** place };
}

const STEP = 60; // pixels that an arrow key moves
const CLOSER = 1.5;
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Where a key takes the camera; undefined where it takes it nowhere, null to all points. */
export function keyed(camera: Camera, size: Size, key: string): Camera | null | undefined {
  const arrow = ARROWS[key];
  const middle = [size.width / 2, size.height / 2] as const;
  if (arrow) return panned(camera, ...arrow);
  if (key === "+" || key === "=") return zoomed(camera, size, middle, CLOSER);
  if (key === "-") return zoomed(camera, size, middle, 1 / CLOSER);
  return key === "0" ? null : undefined;
}
