/** What the panels of this view share: their axis and how they are taken along. */
import type { Exports, Format } from "@/view/Panel";

export const STEP = { name: "optimiser step", unit: null, whole: true };

/** What a panel's menu offers for one part of a result. */
export type Take = (part: string, pictures?: Partial<Record<Format, () => Promise<Blob> | Blob>>) => Exports;
