/** The named selections of the store. */
import type { RowFilter } from "@/address/filter";

export interface NamedFilter {
  name: string;
  filter: RowFilter;
}

/** Undefined until they are known. */
export function useSlices(_needed: boolean): readonly NamedFilter[] | undefined {
  return undefined;
}
