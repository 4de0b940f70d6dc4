/** Codec: how one value stands in the address. What cannot be read is as if it were not there. */

export interface Codec<T> {
  read: (text: string | null) => T;
  write: (value: T) => string | null; // null: the default, which the address leaves out
}

export function text(fallback = ""): Codec<string> {
  return { read: (given) => given ?? fallback, write: (value) => (value === fallback ? null : value) };
}

export function oneOf<const T extends string>(allowed: readonly T[], fallback: T): Codec<T> {
  return {
    read: (given) => allowed.find((value) => value === given) ?? fallback,
    write: (value) => (value === fallback ? null : value),
  };
}

export const maybeText: Codec<string | null> = { read: (given) => given || null, write: (value) => value || null };

/** A whole number from 0 on, or null. */
export const maybeWhole: Codec<number | null> = {
  read: (given) => (given !== null && /^\d{1,15}$/.test(given) ? Number(given) : null),
  write: (value) => (value === null ? null : String(value)),
};

export function flag(fallback = false): Codec<boolean> {
  return {
    read: (given) => (given === null ? fallback : given === "1"),
    write: (value) => (value === fallback ? null : value ? "1" : "0"),
  };
}

/** Words in order, joined by commas; a comma or percent sign inside a word is escaped. */
export function list(fallback: readonly string[] = []): Codec<readonly string[]> {
  const joined = (words: readonly string[]) => words.map((word) => encodeURIComponent(word)).join(",");
  return {
    read: (given) => (given === null ? fallback : given === "" ? [] : given.split(",").map(decoded)),
    write: (value) => (joined(value) === joined(fallback) ? null : joined(value)),
  };
}

/** Any plain value as JSON, for what has parts; `check` says whether it is one. */
export function json<T>(check: (value: unknown) => value is T, fallback: T): Codec<T> {
  return {
    read: (given) => {
      try {
        const value: unknown = JSON.parse(given ?? "null");
        return check(value) ? value : fallback;
      } catch {
        return fallback;
      }
    },
    write: (value) => (JSON.stringify(value) === JSON.stringify(fallback) ? null : JSON.stringify(value)),
  };
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
