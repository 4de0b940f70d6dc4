/** OverviewView: what is wrong, what to do about it, how the run went, and what it was asked for. */
import type { ReactNode } from "react";
import type { MetricCourse, RunDetail } from "@/api/types";
import { ALONGS, type AlongKind, makeAlong } from "@/views/overview/along";
import { CourseChoice } from "@/views/overview/CourseChoice";
import { CoursePanels, type CourseProps, type CourseShown } from "@/views/overview/CoursePanels";
import { epochsOf } from "@/views/overview/course";
import { Facts } from "@/views/overview/Facts";
import { Training, type TrainingProps } from "@/views/overview/Training";

interface OverviewViewProps {
  run: RunDetail;
  now: Date;
  summary: ReactNode; // in whichever state it is
  training: Omit<TrainingProps, "run">;
  course: MetricCourse | undefined;
  shown: CourseShown;
  waiting: ReactNode; // stands where the curves come, while there are none
  onStep: CourseProps["onStep"];
  arrow: CourseProps["arrow"];
  onMetrics: (metrics: string[]) => void;
  onAlong: (along: AlongKind) => void;
  onByDay: (byDay: boolean) => void;
}

export function OverviewView({ run, course, shown, ...props }: OverviewViewProps) {
  const epochs = epochsOf(course);
  const failed = run.run.state === "failed"; // is told before anything that its model shows
  const training = <Training run={run} {...props.training} />;
  return (
    <>
      {failed && training}
      {props.summary}
      {!failed && training}
      {run.metric_names.length > 0 && (
        <CourseChoice
          shown={shown}
          names={run.metric_names}
          alongs={ALONGS.filter((kind) => makeAlong(kind, run, epochs) !== null)}
          hasDays={run.days.length > 0}
          onMetrics={props.onMetrics}
          onAlong={props.onAlong}
          onByDay={props.onByDay}
        />
      )}
      {course ? (
        <CoursePanels run={run} course={course} shown={shown} onStep={props.onStep} arrow={props.arrow} />
      ) : (
        props.waiting
      )}
      <Facts run={run} now={props.now} />
    </>
  );
}
