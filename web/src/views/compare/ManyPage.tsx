import { useQueries } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { oneOf } from "@/address/codec";
import { useViewState } from "@/address/use";
import { toFailure } from "@/api/failure";
import { compareQuery } from "@/api/query/compare";
import { metricsQuery } from "@/api/query/run";
import type { RunRow } from "@/api/types";
import { Empty } from "@/view/States";
import { CURVES, CurvePanel } from "@/views/compare/CurvePanel";
import { ManyView, type Pair } from "@/views/compare/ManyView";
import { runLabels } from "@/views/compare/sides";

const curveCodec = oneOf(CURVES, "auc");
const MOST = 12; // runs; a pair takes seconds to work out

/** Several runs: all in one table, each held against the first. */
export function ManyPage({ ids, runs }: { ids: readonly string[]; runs: readonly RunRow[] }) {
  const navigate = useNavigate();
  const [metric, setMetric] = useViewState("curve", curveCodec);
  const chosen = ids.slice(0, MOST).flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const labels = runLabels(runs);
  const [first, ...others] = chosen;
  const found = useQueries({ queries: others.map(({ id }) => compareQuery({ before: first?.id ?? "", after: id })) });
  const courses = useQueries({ queries: chosen.map(({ id }) => metricsQuery(id, { metrics: [metric] })) });
  if (!first) return <Empty title="None of these runs is there any more">Choose others in the list of runs.</Empty>;
  const pairs: Pair[] = others.map((run, at) => ({
    run: run.id,
    comparison: found[at]?.data ?? null,
    failure: found[at]?.error ? toFailure(found[at].error) : null,
  }));
  const split =
    found.find(({ data }) => data)?.data?.split ??
    courses.flatMap(({ data }) => data?.series ?? []).find((one) => one.split !== "train")?.split ??
    "test";
  return (
    <ManyView
      runs={chosen}
      labels={labels}
      pairs={pairs}
      leftOut={ids.length - chosen.length}
      curves={
        <CurvePanel
          wide
          courses={chosen.map(({ id }, at) => ({
            run: id,
            name: labels.get(id) ?? id,
            course: courses[at]?.data ?? null,
          }))}
          metric={metric}
          split={split}
          onMetric={setMetric}
        />
      }
      onOpen={(after) => navigate(`/compare?${new URLSearchParams({ before: first.id, after })}`)}
    />
  );
}
