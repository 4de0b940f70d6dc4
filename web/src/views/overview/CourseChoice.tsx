/** CourseChoice: which metrics, along what, and whether each day has its line. */
import { MultiSelect, SegmentedControl } from "@mantine/core";
import { metricName } from "@/view/metric";
import { ALONGS, type AlongKind } from "@/views/overview/along";
import type { CourseShown } from "@/views/overview/CoursePanels";
import classes from "@/views/overview/overview.module.css";

interface CourseChoiceProps {
  shown: CourseShown;
  names: readonly string[]; // of the metrics that the run has
  alongs: readonly AlongKind[]; // that the run can be drawn along
  hasDays: boolean;
  onMetrics: (metrics: string[]) => void;
  onAlong: (along: AlongKind) => void;
  onByDay: (byDay: boolean) => void;
}

const WORDS: Record<AlongKind, string> = { step: "step", epoch: "epoch", time: "time" };

export function CourseChoice(props: CourseChoiceProps) {
  const { shown, names, alongs, hasDays } = props;
  return (
    <div className={classes.choice} role="group" aria-label="What the curves show">
      <MultiSelect
        aria-label="Metrics"
        className={classes.metrics ?? ""}
        data={names.map((name) => ({ value: name, label: metricName(name) }))}
        value={[...shown.metrics]}
        onChange={(metrics) => metrics.length && props.onMetrics(metrics)}
        searchable
        hidePickedOptions
      />
      <span className={classes.by}>
        <span className="faint">along</span>
        <SegmentedControl
          size="xs"
          aria-label="Along"
          data={ALONGS.map((along) => ({ value: along, label: WORDS[along], disabled: !alongs.includes(along) }))}
          value={shown.along}
          onChange={(along) => props.onAlong(along as AlongKind)}
        />
      </span>
      {hasDays && (
        <span className={classes.by}>
          <span className="faint">a line each</span>
          <SegmentedControl
            size="xs"
            aria-label="A line each"
            data={[
              { value: "split", label: "split" },
              { value: "day", label: `day of ${shown.split ?? "the split"}` },
            ]}
            value={shown.byDay ? "day" : "split"}
            onChange={(line) => props.onByDay(line === "day")}
          />
        </span>
      )}
    </div>
  );
}
