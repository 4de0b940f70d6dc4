/** SearchPage: asks for the trials of a search; a run that is none is looked at from its overview. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, useNavigate } from "react-router";
import { viewAddress } from "@/address/address";
import { searchQuery, trialTable } from "@/api/query/search";
import { useMoment } from "@/frame/moment";
import { MethodDrawer } from "@/view/MethodDrawer";
import type { ExportsOf } from "@/view/Panel";
import { HOMES } from "@/view/registry";
import { Answered, ViewSkeleton } from "@/view/States";
import { SearchView } from "@/views/search/SearchView";

export default function SearchPage() {
  const { id, run } = useMoment();
  const [explained, setExplained] = useState(false);
  const navigate = useNavigate();
  const isSearch = Boolean(run.run.search);
  const query = useQuery({ ...searchQuery(id), enabled: isSearch });
  if (!isSearch) return <Navigate to={viewAddress(id, "overview")} replace />;
  const exportsOf: ExportsOf = (part, pictures) => ({
    name: `${id}-${part}`,
    files: { ...pictures, csv: () => trialTable(id, "csv"), parquet: () => trialTable(id, "parquet") },
    python: `import clicklens as cl\n\ncl.open_search(${JSON.stringify(id)}).result`,
  });
  return (
    <>
      <title>{`Search · ${run.run.name} · ClickLens`}</title>
      <Answered query={query} skeleton={<ViewSkeleton panels={4} />}>
        {(result) => (
          <SearchView
            result={result}
            state={run.run.state}
            message={run.run.message}
            onOpen={(trial) => navigate(viewAddress(trial, "overview"))}
            exportsOf={exportsOf}
            explain={() => setExplained(true)}
          />
        )}
      </Answered>
      <MethodDrawer kind={explained ? HOMES.search.page : null} onClose={() => setExplained(false)} />
    </>
  );
}
