/** Keeps the cache of answers up to date for as long as the page is open. */
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type LiveState, listen, refresher } from "@/api/live";
import { isRefused, onSession } from "@/api/session";
import { isStill } from "@/api/source";

export function useLive(queries: QueryClient): LiveState {
  const [state, setState] = useState<LiveState>(isStill() ? "live" : "connecting");
  useEffect(() => {
    if (isStill()) return; // nothing changes any more
    let stop = new AbortController();
    const start = () => {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      let broken = false;
      const refresh = refresher(queries);
      const onState = (next: LiveState) => {
        if (signal.aborted) return;
        // What failed while nobody answered is asked for again; what was missed, the service tells.
        if (next === "live" && broken)
          void queries.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
        broken = next === "reconnecting";
        setState(next);
      };
      void listen({ onNotice: refresh, onState, signal });
    };
    const leave = onSession(() => (isRefused() ? stop.abort() : start()));
    start();
    return () => {
      leave();
      stop.abort();
    };
  }, [queries]);
  return state;
}
