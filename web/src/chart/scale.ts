/** From numbers to places on the screen and back. */

export type Span = readonly [number, number];

export interface Scale {
  domain: Span;
  range: Span; // pixels
  log: boolean;
  ticks: readonly number[];
  to(value: number): number;
  from(pixel: number): number;
}

export interface Domain {
  domain: Span;
  ticks: readonly number[];
  log: boolean;
}

/** Smallest and largest finite value of all lists; null where there is none. `positive`: for a log axis. */
export function extent(lists: Iterable<ArrayLike<number | null>>, positive = false): Span | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (value === null || value === undefined || !Number.isFinite(value) || (positive && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? [low, high] : null;
}

/** Ticks at 1, 2 or 5 times a power of ten, all within the span. */
export function niceTicks(span: Span, count: number, whole = false): number[] {
  return isOneValue(span) ? [clean(span[0])] : ticksBy(span, niceStep(span[1] - span[0], count, whole));
}

/** Whether its ends are apart by no more than rounding: no step between them can be told. */
const isOneValue = ([low, high]: Span) => high - low <= 1e-10 * Math.max(Math.abs(low), Math.abs(high));

function ticksBy([low, high]: Span, step: number): number[] {
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.push(clean(k * step));
  return ticks;
}

function niceStep(span: number, count: number, whole: boolean): number {
  const raw = Math.max(span, Number.MIN_VALUE * 1e10) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power < Math.SQRT2 ? 1 : raw / power < Math.sqrt(10) ? 2 : raw / power < Math.sqrt(50) ? 5 : 10; // the nearest
  return whole ? Math.max(1, factor * power) : factor * power;
}

const clean = (value: number) => Number(value.toPrecision(12));

export interface DomainWish {
  span: Span | null; // of the data
  count: number; // ticks wanted
  log?: boolean;
  whole?: boolean;
  zero?: boolean;
  nice?: boolean; // ends on ticks
  low?: number;
  high?: number;
}

/** The stretch of numbers an axis shows. A single value gets room on both sides; no value at all shows 0 to 1. */
export function axisDomain(wish: DomainWish): Domain {
  if (wish.log) return logDomain(wish);
  let [low, high] = wish.span ?? [0, 1];
  if (wish.zero) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  if (wish.low !== undefined) low = Math.min(low, wish.low);
  if (wish.high !== undefined) high = Math.max(high, wish.high);
  if (isOneValue([low, high])) {
    const room = wish.whole ? 1 : Math.abs(low) * 0.1 || 0.5;
    [low, high] = [wish.zero || (wish.whole && low === 0) ? Math.min(0, low) : low - room, high + room];
  }
  if (!wish.nice) return { domain: [low, high], ticks: niceTicks([low, high], wish.count, wish.whole), log: false };
  const step = niceStep(high - low, wish.count, wish.whole ?? false);
  const domain: Span = [clean(Math.floor(low / step + 1e-9) * step), clean(Math.ceil(high / step - 1e-9) * step)];
  return { domain, ticks: ticksBy(domain, step), log: false };
}

function logDomain(wish: DomainWish): Domain {
  const [low, high] =
    wish.span && wish.span[1] > 0 ? [Math.max(wish.span[0], Number.MIN_VALUE), wish.span[1]] : [0.1, 1];
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(Math.ceil(Math.log10(high) - 1e-9), first + 1);
  const every = Math.ceil((last - first + 1) / Math.max(2, wish.count));
  const ticks: number[] = [];
  for (let power = first; power <= last; power++) {
    if ((power - first) % every === 0) ticks.push(clean(10 ** power));
    if (last - first <= 2 && power < last) ticks.push(clean(2 * 10 ** power), clean(5 * 10 ** power));
  }
  return { domain: [10 ** first, 10 ** last], ticks: ticks.sort((a, b) => a - b), log: true };
}

export function makeScale({ domain, ticks, log }: Domain, range: Span): Scale {
  const [from, to] = log ? [Math.log10(domain[0]), Math.log10(domain[1])] : domain;
  const [start, end] = range;
  const slope = to === from ? 0 : (end - start) / (to - from);
  return {
    domain,
    range,
    log,
    ticks,
    to: (value) => start + ((log ? Math.log10(Math.max(value, Number.MIN_VALUE)) : value) - from) * slope,
    from: (pixel) => {
      const value = slope === 0 ? from : from + (pixel - start) / slope;
      return log ? 10 ** value : value;
    },
  };
}

/** The place of the value nearest to `wanted` in a list that rises. -1: the list is empty. */
export function nearest(list: ArrayLike<number>, wanted: number): number {
  let [low, high] = [0, list.length - 1];
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) <= wanted) low = middle;
    else high = middle;
  }
  return Math.abs((list[high] ?? 0) - wanted) < Math.abs((list[low] ?? 0) - wanted) ? high : low;
}

/** Every value that one of the lists has, once, in order. Lists must rise. */
export function union(lists: readonly ArrayLike<number>[]): number[] {
  const seen = new Set<number>();
  for (const list of new Set(lists)) for (let i = 0; i < list.length; i++) seen.add(list[i] ?? 0);
  return [...seen].sort((a, b) => a - b);
}
