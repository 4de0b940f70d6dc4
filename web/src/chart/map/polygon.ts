/** Lassos: polygons in the map's own coordinates. */

export type Polygon = readonly (readonly [number, number])[];

/** 1 for every point inside, by the even-odd rule; a crossing lasso leaves out what it goes round twice. */
export function insidePolygon(polygon: Polygon, xs: ArrayLike<number>, ys: ArrayLike<number>): Uint8Array {
  const inside = new Uint8Array(xs.length);
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of polygon) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  }
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i] ?? Number.NaN, ys[i] ?? Number.NaN];
    if (x >= left && x <= right && y >= low && y <= high && holds(polygon, x, y)) inside[i] = 1;
  }
  return inside;
}

function holds(polygon: Polygon, x: number, y: number): boolean {
  let within = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[ax, ay], [bx, by]] = [polygon[i] ?? [0, 0], polygon[j] ?? [0, 0]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

/** The same outline with fewer corners (Douglas and Peucker 1973): a lasso stands in the page's address. */
export function simplified(polygon: Polygon, most: number): Polygon {
  if (polygon.length <= most) return polygon;
  const span = Math.max(...[0, 1].map((k) => spread(polygon.map((corner) => corner[k as 0 | 1]))));
  let tolerance = span / 1000;
  let kept = polygon;
  while (kept.length > most) {
    kept = thinned(polygon, tolerance);
    tolerance *= 1.5;
  }
  return kept;
}

function spread(values: readonly number[]): number {
  return (
    values.reduce((most, value) => Math.max(most, value), -Infinity) -
    values.reduce((least, value) => Math.min(least, value), Infinity)
  );
}

function thinned(polygon: Polygon, tolerance: number): Polygon {
  const keep = new Set([0, polygon.length - 1]);
  const open: [number, number][] = [[0, polygon.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    let [far, at] = [tolerance, -1];
    for (let i = from + 1; i < to; i++) {
      const distance = away(polygon[i], polygon[from], polygon[to]);
      if (distance > far) [far, at] = [distance, i];
    }
    if (at < 0) continue;
    keep.add(at);
    open.push([from, at], [at, to]);
  }
  return [...keep].sort((a, b) => a - b).map((i) => polygon[i] ?? [0, 0]);
}

function away(
  point: Polygon[number] | undefined,
  a: Polygon[number] | undefined,
  b: Polygon[number] | undefined,
): number {
  if (!point || !a || !b) return 0;
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(point[0] - a[0], point[1] - a[1]);
  return Math.abs(dy * (point[0] - a[0]) - dx * (point[1] - a[1])) / length;
}

/** Five significant digits are finer than a pixel, and short in an address. */
export function rounded(polygon: Polygon): [number, number][] {
  return polygon.map(([x, y]) => [Number(x.toPrecision(5)), Number(y.toPrecision(5))]);
}
