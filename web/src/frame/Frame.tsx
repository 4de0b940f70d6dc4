/** Frame: what stands around every page: the views on the left, search, help, sign-in, and the live connection. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Outlet, useLocation, useNavigate, useParams } from "react-router";
import { type ViewName, viewAddress } from "@/address/address";
import { runQuery } from "@/api/query/run";
import classes from "@/frame/Frame.module.css";
import { Help } from "@/frame/Help";
import { useLastRun } from "@/frame/lastRun";
import { Navigation } from "@/frame/Navigation";
import { PAGES, RUN_VIEWS, RUNS, SEARCH, viewsOf } from "@/frame/places";
import { Search } from "@/frame/Search";
import { SignIn } from "@/frame/SignIn";
import { useKeys } from "@/frame/useKeys";
import { useLive } from "@/frame/useLive";

export function Frame() {
  const live = useLive(useQueryClient());
  const [open, setOpen] = useState<"search" | "help" | null>(null);
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const { run } = useParams();
  const current = useLastRun(run);
  const detail = useQuery({ ...runQuery(run ?? ""), enabled: run !== undefined }).data;
  const places = viewsOf(Boolean(detail?.run.search));

  const goTo = (letter: string) => {
    const page = [RUNS, ...PAGES].find((place) => place.letter === letter);
    const view = places.find((place) => place.letter === letter);
    if (page) navigate(page.path);
    else if (view && current) navigate(viewAddress(current, view.view, run ? search : ""));
  };
  useKeys({ "/": () => setOpen("search"), "?": () => setOpen("help") }, goTo);

  const view = [...RUN_VIEWS, SEARCH].find((place) => pathname.endsWith(`/${place.view}`))?.view as
    | ViewName
    | undefined;
  return (
    <div className={classes.frame}>
      <a href="#middle" className={classes.skip}>
        Skip to the content
      </a>
      <Navigation
        run={current}
        places={places}
        search={run ? search : ""}
        view={run ? view : undefined}
        live={live}
        onSearch={() => setOpen("search")}
        onHelp={() => setOpen("help")}
      />
      <div className={classes.column}>
        <Outlet />
      </div>
      <Search opened={open === "search"} onClose={() => setOpen(null)} run={current} />
      <Help opened={open === "help"} onClose={() => setOpen(null)} />
      <SignIn />
    </div>
  );
}
