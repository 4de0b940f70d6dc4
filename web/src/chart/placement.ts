/** Where labels stand so that none covers another. */

export interface Wanted {
  at: number; // the middle, in pixels, where the label would like to be
  size: number; // its length along the axis, in pixels
}

/**
 * Labels in one column: each as near as can be to where it belongs, none over another, none outside. Groups that collide
 * are pushed apart around their common middle (pool adjacent violators), so the result does not depend on the order.
 * Returns the middles in the order given, or null where they do not fit.
 */
export function placeInColumn(wanted: readonly Wanted[], low: number, high: number): number[] | null {
  if (wanted.reduce((sum, label) => sum + label.size, 0) > high - low) return null;
  const order = wanted.map((_, i) => i).sort((a, b) => at(a) - at(b) || a - b);
  function at(i: number) {
    return wanted[i]?.at ?? 0;
  }
  interface Pool {
    members: number[];
    length: number;
    start: number;
    wish: number; // sum of the starts that the members would like, moved to the pool's beginning
  }
  const settle = (pool: Pool) => {
    pool.start = Math.min(high - pool.length, Math.max(low, pool.wish / pool.members.length));
  };
  const pools: Pool[] = [];
  for (const i of order) {
    const size = wanted[i]?.size ?? 0;
    let pool: Pool = { members: [i], length: size, start: 0, wish: at(i) - size / 2 };
    settle(pool);
    for (let before = pools.at(-1); before && before.start + before.length > pool.start; before = pools.at(-1)) {
      pools.pop();
      const shift = before.length;
      pool = {
        members: [...before.members, ...pool.members],
        length: before.length + pool.length,
        start: 0,
        wish: before.wish + pool.wish - shift * pool.members.length,
      };
      settle(pool);
    }
    pools.push(pool);
  }
  const middles = new Array<number>(wanted.length).fill(0);
  for (const pool of pools) {
    let top = pool.start;
    for (const i of pool.members) {
      const size = wanted[i]?.size ?? 0;
      middles[i] = top + size / 2;
      top += size;
    }
  }
  return middles;
}

export interface LaneWish {
  at: number; // where the sign stands
  size: number; // length of its words
}

export interface LanePlace {
  lane: number; // 0 is the nearest to the plot
  start: number; // where the words begin
  side: "right" | "left";
}

const SIGN = 8; // pixels between a sign's middle and its words
const GAP = 6;

/**
 * Words beside signs on a time line, in up to `lanes` rows: to the right of the sign where there is room, else to its
 * left; null where there is none in any row (the sign stays, its words wait for the pointer). Earlier wishes go first.
 */
export function placeInLanes(
  wanted: readonly LaneWish[],
  low: number,
  high: number,
  lanes: number,
): (LanePlace | null)[] {
  const taken: [number, number][][] = Array.from({ length: lanes }, () => []);
  // Signs of every mark stand on the lowest lane: no words may cover them.
  const signs = wanted.map(({ at }) => [at - SIGN + 2, at + SIGN - 2] as [number, number]);
  return wanted.map((wish, i) => {
    for (let lane = 0; lane < lanes; lane++)
      for (const side of ["right", "left"] as const) {
        const start = side === "right" ? wish.at + SIGN : wish.at - SIGN - wish.size;
        const end = start + wish.size;
        if (start < low || end > high) continue;
        const others = lane === 0 ? signs.filter((_, k) => k !== i) : [];
        if ([...(taken[lane] ?? []), ...others].some(([a, b]) => start < b + GAP && end > a - GAP)) continue;
        taken[lane]?.push([start, end]);
        return { lane, start, side };
      }
    return null;
  });
}
