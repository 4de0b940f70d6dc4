import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "react-router";
import { viewAddress } from "@/address/address";
import { list, oneOf } from "@/address/codec";
import { useChangeAddress, useViewState } from "@/address/use";
import { API, fetchBytes, query } from "@/api/client";
import { toFailure } from "@/api/failure";
import { jobQuery, useSteerJob, useSubmitJob } from "@/api/query/job";
import { type MetricsAsked, metricsQuery, summaryQuery } from "@/api/query/run";
import { storeQuery } from "@/api/query/store";
import { isStill } from "@/api/source";
import { useMoment } from "@/frame/moment";
import { RunRemedy } from "@/frame/RunRemedy";
import { RunRetrain } from "@/frame/RunRetrain";
import { useNow } from "@/frame/useNow";
import { Answered, Failed, ViewSkeleton } from "@/view/States";
import { ALONGS } from "@/views/overview/along";
import type { CourseShown } from "@/views/overview/CoursePanels";
import { shownMetrics } from "@/views/overview/course";
import { OverviewView } from "@/views/overview/OverviewView";
import { type Acts, Summary } from "@/views/overview/Summary";
import { SummarySkeleton } from "@/views/overview/SummarySkeleton";

const METRICS = list();
const ALONG = oneOf(ALONGS, "step");
const LINES = oneOf(["split", "day"], "split");
const ACTS: Acts = {
  remedy: (remedy) => <RunRemedy remedy={remedy} />,
  retrain: (steps) => <RunRetrain steps={steps} />,
};

/** A search trains nothing itself: it has a view of its own. */
export default function OverviewPage() {
  const { id, run } = useMoment();
  return run.run.search ? <Navigate to={viewAddress(id, "search")} replace /> : <Overview />;
}

function Overview() {
  const { id, run, split, day, step } = useMoment();
  const [metrics, setMetrics] = useViewState("metrics", METRICS);
  const [along, setAlong] = useViewState("along", ALONG);
  const [lines, setLines] = useViewState("lines", LINES);
  const change = useChangeAddress();
  const shown: CourseShown = {
    metrics: shownMetrics(metrics, run.metric_names),
    along,
    byDay: lines === "day" && run.days.length > 0,
    split,
    day,
    step,
  };
  const asked = askedFor(shown);
  const course = useQuery({ ...metricsQuery(id, asked), enabled: shown.metrics.length > 0 });
  // Curves come first: the summary asks every analysis, which can keep the service busy for a while.
  const summary = useQuery({ ...summaryQuery(id), enabled: course.isFetched || !shown.metrics.length });
  return (
    <>
      <title>{`Overview · ${run.run.name} · ClickLens`}</title>
      <OverviewView
        run={run}
        now={useNow()}
        summary={
          <Answered query={summary} skeleton={<SummarySkeleton run={run} />}>
            {(found) => <Summary summary={found} acts={ACTS} />}
          </Answered>
        }
        training={useTraining()}
        course={shown.metrics.length ? course.data : { run_id: id, last_step: null, series: [] }}
        shown={shown}
        waiting={
          course.error ? (
            <Failed failure={toFailure(course.error)} retry={() => void course.refetch()} />
          ) : (
            <ViewSkeleton panels={shown.metrics.length} />
          )
        }
        onStep={(to) => change({ step: String(to) }, { replace: true })}
        arrow={async (metric) => (await fetchBytes(arrowPath(id, { ...asked, metrics: [metric] }))).blob()}
        onMetrics={setMetrics}
        onAlong={setAlong}
        onByDay={(byDay) => setLines(byDay ? "day" : "split")}
      />
    </>
  );
}

/** Only what is shown: a run may hold ten thousand series. */
function askedFor({ metrics, byDay, split, day }: CourseShown): MetricsAsked {
  if (byDay) return { metrics, day: "every", ...(split && { split }) };
  return { metrics, day: day ?? "whole" };
}

function arrowPath(id: string, { metrics, split, day }: MetricsAsked): string {
  const asked = { metrics: metrics?.join(","), split, day: String(day), points: 100_000, format: "arrow" };
  return `${API}/runs/${encodeURIComponent(id)}/metrics${query(asked)}`;
}

function useTraining() {
  const { id, run } = useMoment();
  const navigate = useNavigate();
  const job = useQuery({ ...jobQuery(run.job_id ?? ""), enabled: run.job_id !== null });
  const store = useQuery(storeQuery()).data;
  const steer = useSteerJob();
  const submit = useSubmitJob();
  const error = steer.error ?? submit.error;
  return {
    job: run.job_id === null ? null : (job.data ?? null),
    busy: steer.isPending || submit.isPending,
    noWorker: store?.can_submit === false,
    failure: error ? <Failed failure={toFailure(error)} compact /> : null,
    onSteer: (action: Parameters<typeof steer.mutate>[0]["action"]) =>
      run.job_id !== null && steer.mutate({ job: run.job_id, action }),
    onGoOn: () => submit.mutate({ request: { kind: "resume", run: id } }),
    ...(!isStill() && { onClone: () => navigate(`/runs/new?from=${encodeURIComponent(id)}`) }),
  };
}
