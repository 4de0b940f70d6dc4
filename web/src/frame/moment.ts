/** Moment: which run, at which step, on which rows; every view of a run shows this and nothing else. */
import { createContext, useContext } from "react";
import type { RowFilter } from "@/address/filter";
import type { RunDetail } from "@/api/types";

export interface Moment {
  id: string; // of the run
  run: RunDetail;
  step: number | null; // the snapshot that is shown; null: the run has none yet
  follows: boolean; // the latest snapshot is shown, whichever that is by now
  playing: boolean; // the film runs: what is dear to ask waits until it rests
  split: string | null; // that is looked at; null: the run evaluates none
  day: number | null; // null: all days
  selection: RowFilter | null; // null: all rows
  selectionWords: string | null;
}

export const MomentContext = createContext<Moment | null>(null);

/** For pages of a run; throws outside the frame of a run. */
export function useMoment(): Moment {
  const moment = useContext(MomentContext);
  if (!moment) throw new Error("useMoment needs the frame of a run around it");
  return moment;
}
