/** Routes: every address of the page and the module behind it, loaded when it is gone to. */
import { Navigate, type RouteObject, useLocation } from "react-router";
import type { ViewName } from "@/address/address";
import { Frame } from "@/frame/Frame";
import { BrokenPage, NoSuchPage } from "@/frame/PageFrame";
import { RunFrame } from "@/frame/RunFrame";
import { ViewSkeleton } from "@/view/States";

type PageModule = Promise<{ default: React.ComponentType }>;

/** A view of a run without its page does not compile. */
export const RUN_PAGES: Record<ViewName, () => PageModule> = {
  overview: () => import("@/views/overview/OverviewPage"),
  generalisation: () => import("@/views/generalisation/GeneralisationPage"),
  neurons: () => import("@/views/neurons/NeuronsPage"),
  features: () => import("@/views/features/FeaturesPage"),
  weights: () => import("@/views/weights/WeightsPage"),
  layers: () => import("@/views/layers/LayersPage"),
  map: () => import("@/views/map/MapPage"),
  interactions: () => import("@/views/interactions/InteractionsPage"),
  explore: () => import("@/views/explore/ExplorePage"),
  example: () => import("@/views/example/ExamplePage"),
  search: () => import("@/views/search/SearchPage"),
};

export const TOP_PAGES: Record<string, () => PageModule> = {
  runs: () => import("@/views/runs/RunsPage"),
  "runs/new": () => import("@/views/new_run/NewRunPage"),
  compare: () => import("@/views/compare/ComparePage"),
  jobs: () => import("@/views/jobs/JobsPage"),
  data: () => import("@/views/data/DataPage"),
};

function route(path: string, load: () => PageModule): RouteObject {
  return {
    path,
    lazy: async () => ({ Component: (await load()).default }),
    ErrorBoundary: BrokenPage,
    HydrateFallback: ViewSkeleton,
  };
}

/** To the overview, with whatever the address says of step and selection. */
function ToOverview() {
  const { search } = useLocation();
  return <Navigate to={{ pathname: "overview", search }} replace />;
}

/** `pages` are those besides the views of a run; a report has none. */
export const routesOf = (pages: typeof TOP_PAGES): RouteObject[] => [
  {
    path: "/",
    Component: Frame,
    ErrorBoundary: BrokenPage,
    HydrateFallback: () => null,
    children: [
      { index: true, element: <Navigate to="/runs" replace /> },
      ...Object.entries(pages).map(([path, load]) => route(path, load)),
      {
        path: "runs/:run",
        Component: RunFrame,
        ErrorBoundary: BrokenPage,
        children: [
          { index: true, element: <ToOverview /> },
          ...Object.entries(RUN_PAGES).map(([path, load]) => route(path, load)),
        ],
      },
      { path: "*", Component: NoSuchPage },
    ],
  },
];

export const routes = routesOf(TOP_PAGES);
