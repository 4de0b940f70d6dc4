/** What this tab remembers; where the browser keeps nothing for a page (a file, a frame), until the page is left. */

const held = new Map<string, string>();

export function recall(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return held.get(key) ?? null;
  }
}

export function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    held.set(key, value);
  }
}

export function forget(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    held.delete(key);
  }
}
