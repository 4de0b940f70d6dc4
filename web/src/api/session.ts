/** The token that a service on another host asks for: held for this tab only, sent with every request. */

import { recall, remember } from "@/api/tabMemory";

const KEY = "clicklens.token";
let refused = false;
const listeners = new Set<() => void>();

export function token(): string | null {
  return recall(KEY);
}

export function authorisation(held: string | null): Record<string, string> {
  return held ? { Authorization: `Bearer ${held}` } : {};
}

/** The service answered 401 to this token: the sign-in box stands until another is given, or stays away if it was. */
export function refuse(sent: string | null): void {
  if (!refused && sent === token()) change(true);
}

export function signIn(given: string): void {
  remember(KEY, given.trim());
  change(false);
}

export function isRefused(): boolean {
  return refused;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(to: boolean): void {
  refused = to;
  for (const listener of listeners) listener();
}
