/** Hooks on the address: read a part of the state, or change it. Back and forward work, for the address is all there is. */
import { useCallback, useMemo } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import { type Patch, patched, type ViewName, viewAddress } from "@/address/address";
import { type Codec, maybeWhole } from "@/address/codec";
import { decodeFilter, encodeFilter, type RowFilter } from "@/address/filter";

export interface Change {
  replace?: boolean; // true: no entry in the history, for what moves on by itself or under a finger
}

/** Changes any number of keys at once. Two calls in one handler would lose the first: put both into one patch. */
export function useChangeAddress(): (patch: Patch, how?: Change) => void {
  const navigate = useNavigate();
  const { search } = useLocation();
  return useCallback(
    (patch, how = {}) => {
      const to = patched(search, patch);
      if (to !== search) navigate({ search: to }, { replace: how.replace ?? false, preventScrollReset: true });
    },
    [navigate, search],
  );
}

/** One key of the address as a value of its own type: `const [layer, setLayer] = useViewState("layer", maybeText)`. */
export function useViewState<T>(key: string, codec: Codec<T>): [T, (value: T, how?: Change) => void] {
  const { search } = useLocation();
  const change = useChangeAddress();
  const written = new URLSearchParams(search).get(key);
  const value = useMemo(() => codec.read(written), [codec, written]);
  const set = useCallback((next: T, how?: Change) => change({ [key]: codec.write(next) }, how), [change, codec, key]);
  return [value, set];
}

const maybeWord: Codec<string | null> = { read: (given) => given || null, write: (value) => value };

/** The step that the address names; null: the latest snapshot, whichever that is by now. */
export const useStep = () => useViewState("step", maybeWhole);
/** The split that the address names; null: the run's held-out split. */
export const useSplit = () => useViewState("split", maybeWord);
/** The day that the address names; null: all days. */
export const useDay = () => useViewState("day", maybeWhole);

export type Selection =
  | { kind: "filter"; filter: RowFilter }
  | { kind: "slice"; name: string }
  | { kind: "broken" } // a link that was cut
  | null;

export interface SelectionState {
  selection: Selection;
  select: (filter: RowFilter | null, how?: Change) => void;
  selectSlice: (name: string) => void;
}

/** The rows that are selected, as the address holds them. */
export function useSelection(): SelectionState {
  const { search } = useLocation();
  const change = useChangeAddress();
  const keys = new URLSearchParams(search);
  const [written, slice] = [keys.get("sel"), keys.get("slice")];
  const selection = useMemo<Selection>(() => {
    if (slice) return { kind: "slice", name: slice };
    if (!written) return null;
    const filter = decodeFilter(written);
    return filter ? { kind: "filter", filter } : { kind: "broken" };
  }, [written, slice]);
  const select = useCallback(
    (filter: RowFilter | null, how?: Change) =>
      change({ sel: filter?.clauses.length ? encodeFilter(filter) : null, slice: null }, how),
    [change],
  );
  const selectSlice = useCallback((name: string) => change({ slice: name, sel: null }), [change]);
  return { selection, select, selectSlice };
}

/** Addresses of this run's views that keep step, split, day and selection: `viewLink("neurons", { layer: "h3" })`. */
export function useViewLink(run?: string): (view: ViewName, own?: Patch) => string {
  const { search } = useLocation();
  const { run: current = "" } = useParams();
  const id = run ?? current;
  return useCallback((view, own) => viewAddress(id, view, search, own), [id, search]);
}
