import { useQuery } from "@tanstack/react-query";
import { summaryQuery } from "@/api/query/run";
import { useMoment } from "@/frame/moment";
import { Findings } from "@/view/Finding";
import { Answered } from "@/view/States";

export default function OverviewPage() {
  const { id, run } = useMoment();
  return (
    <>
      <title>{`Overview · ${run.run.name} · ClickLens`}</title>
      <Answered query={useQuery(summaryQuery(id))}>
        {(summary) => <Findings findings={summary.lines} looked="its course, its layers and its fields" shown={6} />}
      </Answered>
    </>
  );
}
