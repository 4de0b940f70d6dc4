/** Places: every page, the word for it, its sign, and the letter that goes there after `g`. */
import {
  IconAdjustmentsSearch,
  IconAffiliate,
  IconArrowsDiff,
  IconChartDots,
  IconChartLine,
  IconDatabase,
  IconFilterSearch,
  IconGauge,
  IconListDetails,
  IconMap2,
  IconScale,
  IconStack2,
  IconTarget,
  IconTimelineEvent,
  IconZoomScan,
} from "@tabler/icons-react";
import type { ViewName } from "@/address/address";

interface Place {
  name: string;
  letter: string;
  icon: typeof IconGauge;
  asks: string; // the question that it answers
}
export interface ViewPlace extends Place {
  words?: string; // what it is looked for by, besides its name and its question
  view: ViewName;
}
export interface PagePlace extends Place {
  path: string;
}

export const RUN_VIEWS: readonly ViewPlace[] = [
  { view: "overview", name: "Overview", letter: "o", icon: IconGauge, asks: "What is wrong, and what to do about it?" },
  {
    view: "generalisation",
    name: "Generalisation",
    letter: "g",
    icon: IconChartLine,
    asks: "Is it over-fitting now?",
    words: "alarm fluctuation calibration days drift auc",
  },
  {
    view: "neurons",
    name: "Neurons",
    letter: "n",
    icon: IconChartDots,
    asks: "What do its neurons do?",
    words: "silent dead activity heat map",
  },
  {
    view: "features",
    name: "Features",
    letter: "f",
    icon: IconTarget,
    asks: "Which inputs does it lean on?",
    words: "saliency effect fields ids",
  },
  { view: "weights", name: "Weights", letter: "w", icon: IconScale, asks: "What do its parameters hold?" },
  {
    view: "layers",
    name: "Layers",
    letter: "l",
    icon: IconStack2,
    asks: "Which layers earn their keep?",
    words: "probe redundancy cka states",
  },
  {
    view: "map",
    name: "Map",
    letter: "m",
    icon: IconMap2,
    asks: "What does it see as alike?",
    words: "projection t-sne hidden states purity",
  },
  {
    view: "interactions",
    name: "Interactions",
    letter: "i",
    icon: IconAffiliate,
    asks: "Which inputs act together?",
    words: "crosses sets pairs glider nid",
  },
  {
    view: "explore",
    name: "Explore",
    letter: "e",
    icon: IconFilterSearch,
    asks: "Where is it wrong?",
    words: "slices segments filter rows histogram",
  },
  {
    view: "example",
    name: "Example",
    letter: "x",
    icon: IconZoomScan,
    asks: "Why did it say so for this row?",
    words: "what-if scan row attention",
  },
];

export const SEARCH: ViewPlace = {
  view: "search",
  name: "Search",
  letter: "s",
  icon: IconAdjustmentsSearch,
  asks: "Which settings are best, and which matter?",
};

/** A search trains nothing itself, so nothing else can be seen of it. */
export const viewsOf = (isSearch: boolean): readonly ViewPlace[] => (isSearch ? [SEARCH] : RUN_VIEWS);

export const RUNS: PagePlace = {
  path: "/runs",
  name: "Runs",
  letter: "r",
  icon: IconListDetails,
  asks: "Which runs are there?",
};

export const PAGES: readonly PagePlace[] = [
  { path: "/compare", name: "Compare", letter: "c", icon: IconArrowsDiff, asks: "What did this change do?" },
  { path: "/jobs", name: "Jobs", letter: "j", icon: IconTimelineEvent, asks: "What is being worked on?" },
  { path: "/data", name: "Data", letter: "d", icon: IconDatabase, asks: "What do the rows hold?" },
];
