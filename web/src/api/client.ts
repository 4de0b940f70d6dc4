/** The one way to the service: typed by the schema that Python writes; every failure is a Failure. */
import createClient from "openapi-fetch";
import { Failure, readFailure, unreachable } from "@/api/failure";
import type { paths } from "@/api/schema";
import { authorisation, refuse, token } from "@/api/session";
import { ask, origin } from "@/api/source";

export const API = "/api/v1";

export const client = createClient<paths>({
  baseUrl: origin(),
  fetch: (request: Request) => send(request),
});

async function send(request: Request): Promise<Response> {
  const sent = token();
  for (const [name, value] of Object.entries(authorisation(sent))) request.headers.set(name, value);
  try {
    const response = await ask(request);
    if (response.status === 401) refuse(sent);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

/** The data of an answer; throws a Failure otherwise. `await answer(client.GET("/api/v1/runs", { signal }))` */
export async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) throw readFailure(response.status, error);
  return data as T;
}

/** Bytes of any address under the service: Arrow tables, CSV, Parquet, pictures. */
export async function fetchBytes(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await send(new Request(new URL(path, origin()), init));
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw readFailure(response.status, body);
}

/** An address's query from plain values; what is null or undefined is left out, lists repeat their name. */
export function query(
  values: Record<string, string | number | boolean | null | undefined | readonly string[]>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) for (const one of value as readonly string[]) search.append(name, one);
    else search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

export { Failure };
