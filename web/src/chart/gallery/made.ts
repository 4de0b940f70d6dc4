/** Made-up data in the shape of real runs: a model that over-fits from step 1,600 on. The same at every visit. */

/** Mulberry32: small, even, repeatable. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
}

export function steps(count: number, every = 100): number[] {
  return Array.from({ length: count }, (_, i) => (i + 1) * every);
}

export function auc(at: readonly number[], split: string, seed: number): (number | null)[] {
  const next = random(seed);
  return at.map((step) => {
    const learned = 0.5 + 0.23 * (1 - Math.exp(-step / 500));
    const late = Math.max(0, step - 1600) / 2000;
    const drift = split === "train" ? 0.05 * late : -0.035 * late;
    return learned + drift + 0.0025 * normal(next);
  });
}

const SHORT = ["user_id", "item_id", "genre", "hour", "device", "city", "age", "gender", "price", "brand"];
const LONG = "previously_watched_categories_of_the_last_thirty_days_bucket";
const CHINESE = ["用户编号", "商品类目", "最近三十天浏览过的商品类目序列", "设备型号", "城市"];

/** Field names of every kind: short, of 60 letters, Chinese. */
export function fields(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    if (i === 2) return `${LONG}_${i}`.slice(-60);
    if (i % 7 === 4) return `${CHINESE[i % CHINESE.length]}${i > 10 ? i : ""}`;
    return `${SHORT[i % SHORT.length]}${i >= SHORT.length ? `_${i}` : ""}`;
  });
}

export function shares(count: number, at: number, seed: number): Float64Array[] {
  const next = random(seed);
  const weight = Array.from({ length: count }, () => next() ** 3 + 0.02);
  const parts = weight.map(() => new Float64Array(at));
  for (let i = 0; i < at; i++) {
    const now = weight.map((one, k) => (k === 0 ? one + 3 * (i / at) ** 2 : one * (1 + 0.1 * normal(next))));
    const sum = now.reduce((total, one) => total + Math.max(0, one), 0);
    now.forEach((one, k) => {
      const part = parts[k];
      if (part) part[i] = (100 * Math.max(0, one)) / sum;
    });
  }
  return parts;
}

export function clusters(
  count: number,
  seed: number,
  kinds = 6,
): { xs: Float32Array; ys: Float32Array; kind: Uint8Array; pctr: Float32Array } {
  const next = random(seed);
  const [xs, ys, kind, pctr] = [
    new Float32Array(count),
    new Float32Array(count),
    new Uint8Array(count),
    new Float32Array(count),
  ];
  for (let i = 0; i < count; i++) {
    const k = Math.floor(next() ** 1.5 * kinds);
    const turn = (2 * Math.PI * k) / kinds + 0.3;
    xs[i] = 6 * Math.cos(turn) + normal(next) * (1 + 0.25 * k);
    ys[i] = 5 * Math.sin(turn) + normal(next) * (1.4 - 0.1 * k);
    kind[i] = k;
    pctr[i] = 1 / (1 + Math.exp(3.2 - 0.35 * (xs[i] ?? 0) + 0.4 * normal(next)));
  }
  return { xs, ys, kind, pctr };
}
