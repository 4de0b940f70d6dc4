/** Source: who answers the page's questions: the service, or in a report the answers that it holds. */

export interface Source {
  ask: (request: Request) => Promise<Response>;
  isStill: boolean; // nothing changes and nothing can be asked for anew
}

let source: Source = { ask: (request) => fetch(request), isStill: false };

export function setSource(to: Source): void {
  source = to;
}

export function ask(request: Request): Promise<Response> {
  return source.ask(request);
}

/** Whether the page is a report: one file, without a service. */
export function isStill(): boolean {
  return source.isStill;
}

/** What addresses under the service begin with; a file has no origin of its own. */
export function origin(): string {
  const own = typeof window === "undefined" ? "" : window.location.origin;
  return own.startsWith("http") ? own : "http://localhost";
}
