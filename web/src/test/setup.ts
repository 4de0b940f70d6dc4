/** What jsdom lacks and the page's parts ask for. */
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);

if (typeof window !== "undefined") {
  window.matchMedia ??= vi.fn((query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  }));
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Element.prototype.scrollIntoView ??= () => {};
  Element.prototype.scrollTo ??= () => {};
  // Nothing is laid out: every part is taken for one of 1,000 by 600 pixels, so that tables draw their rows.
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 1000 });
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 600 });
}
