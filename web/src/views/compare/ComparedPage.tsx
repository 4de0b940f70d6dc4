import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { viewAddress } from "@/address/address";
import { oneOf } from "@/address/codec";
import { useViewState } from "@/address/use";
import { sayFailure, toFailure } from "@/api/failure";
import { compareQuery } from "@/api/query/compare";
import { pythonText } from "@/api/query/result";
import { metricsQuery } from "@/api/query/run";
import type { Compared, Run, RunDetail, RunRow } from "@/api/types";
import type { Mark } from "@/chart/LineChart";
import { step as sayStep } from "@/format/number";
import { Answered, ViewSkeleton } from "@/view/States";
import { CompareView, Unseen } from "@/views/compare/CompareView";
import { CURVES, CurvePanel } from "@/views/compare/CurvePanel";
import { type Comparison, settingChanges, sideNames } from "@/views/compare/figures";
import { runLabels } from "@/views/compare/sides";

interface ComparedPageProps {
  asked: Compared;
  runs: readonly RunRow[];
  before: RunDetail | null;
  after: RunDetail | null;
}

const curveCodec = oneOf(CURVES, "auc");

export function ComparedPage({ asked, runs, before, after }: ComparedPageProps) {
  const query = useQuery(compareQuery(asked));
  const navigate = useNavigate();
  const labels = useMemo(() => runLabels(runs), [runs]);
  const settings = useMemo(
    () => (before && after && before.run.id !== after.run.id ? differ(before.run, after.run) : null),
    [before, after],
  );
  const failure = query.error && !query.data ? toFailure(query.error) : null;
  if (
    failure &&
    (failure.isUnavailable || failure.status === 422) &&
    before &&
    after &&
    before.run.id !== after.run.id
  ) {
    const names = [before, after].map(({ run }) => labels.get(run.id) ?? run.id);
    return (
      <Unseen
        reason={sayFailure(failure).happened}
        names={[names[0] ?? "", names[1] ?? ""]}
        settings={settings}
        curves={<Curves ids={asked} split={before.held_out ?? "test"} marks={[]} labels={labels} />}
      />
    );
  }
  return (
    <Answered query={query} skeleton={<ViewSkeleton panels={4} />}>
      {(found) => {
        const names = sideNames(found, labels);
        return (
          <CompareView
            comparison={found}
            names={names}
            settings={settings}
            python={comparePython(asked)}
            curves={<Curves ids={asked} split={found.split} marks={marksOf(found)} labels={labels} />}
            onExample={(example) =>
              navigate(
                viewAddress(found.after.run_id, "example", "", {
                  split: found.split,
                  step: String(found.after.step),
                  example: String(example),
                }),
              )
            }
          />
        );
      }}
    </Answered>
  );
}

/** Rows that are the same may have been named in two ways. */
function differ(before: Run, after: Run) {
  const changes = settingChanges(before.spec, after.spec);
  return before.data_digest === after.data_digest ? changes.filter(({ path }) => !path.startsWith("data.")) : changes;
}

/** Where on the curves the two stand, if not at one place. */
function marksOf({ before, after }: Comparison): Mark[] {
  const mark = (word: string, { step }: Comparison["before"]): Mark => ({
    at: step,
    kind: "change",
    label: `${word} ${sayStep(step)}`,
  });
  return before.step === after.step ? [] : [mark("before", before), mark("after", after)];
}

interface CurvesProps {
  ids: Pick<Compared, "before" | "after">;
  split: string;
  marks: readonly Mark[];
  labels: ReadonlyMap<string, string>;
}

function Curves({ ids: { before, after }, split, marks, labels }: CurvesProps) {
  const [metric, setMetric] = useViewState("curve", curveCodec);
  const ids = [...new Set([before, after])];
  const found = useQueries({ queries: ids.map((id) => metricsQuery(id, { metrics: [metric], split })) });
  const courses = ids.map((id, at) => ({ run: id, name: labels.get(id) ?? id, course: found[at]?.data ?? null }));
  return <CurvePanel courses={courses} metric={metric} split={split} marks={marks} onMetric={setMetric} />;
}

/** The call that gives the same comparison in a notebook. */
export function comparePython({ before, after, before_step, after_step, before_day, after_day }: Compared): string {
  const open = (id: string) => `cl.open_run(${pythonText(id)})`;
  if (before_day != null && after_day != null) {
    const days = [before_day, after_day, ...(before_step == null ? [] : [before_step])].join(", ");
    return `import clicklens as cl\nfrom clicklens.analysis.comparison import compare_days\n\ncompare_days(${open(before)}.captured, ${days})`;
  }
  const steps = [
    ...(before_step == null ? [] : [`step=${before_step}`]),
    ...(after_step == null ? [] : [`other_step=${after_step}`]),
  ];
  return `import clicklens as cl\n\n${open(before)}.compare(${[open(after), ...steps].join(", ")})`;
}
