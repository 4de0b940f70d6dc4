/** What a new run begins with: another run's request, or rows that are at hand. */
import type { ReactNode } from "react";
import { stringify } from "yaml";
import type { Catalog } from "@/views/new_run/DataChoice";

export interface Origin {
  word: string; // id of the run or job
  name: string;
  link: ReactNode;
}

/** null: not known yet. A request that the check refuses is begun with as it stands. */
export function startText(
  catalog: Catalog | null,
  { spec, data }: { spec?: Readonly<Record<string, unknown>>; data?: string } = {},
): string | null {
  if (spec) return stringify(spec);
  if (!catalog) return null;
  const { ready } = catalog;
  const name = data ?? (ready.find(({ encoded }) => encoded) ?? ready[0])?.name;
  return stringify({ ...(name && { data: { name } }), model: { kind: "gwen" } });
}
