/** Choosers: which two are held against each other. */
import { ActionIcon, SegmentedControl, Select, Tooltip } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import type { RunDetail, RunRow } from "@/api/types";
import { step as sayStep } from "@/format/number";
import { dayName } from "@/format/time";
import classes from "@/views/compare/CompareView.module.css";
import { type Mode, runLabels, type Sides, swapped } from "@/views/compare/sides";

interface ChoosersProps {
  sides: Sides;
  mode: Mode;
  runs: readonly RunRow[];
  details: readonly [RunDetail | null, RunDetail | null];
  onChoose: (sides: Partial<Sides>) => void;
  onMode: (mode: Mode) => void;
}

const WORDS: Record<Mode, string> = { runs: "Two runs", steps: "Two steps of a run", days: "Two days" };

export function Choosers({ sides, mode, runs, details, onChoose, onMode }: ChoosersProps) {
  const [before, after] = details;
  const labels = runLabels(runs);
  const choices = runs.map(({ id }) => ({ value: id, label: labels.get(id) ?? id }));
  const modes = (["runs", "steps", "days"] as const).map((value) => ({
    value,
    label: WORDS[value],
    disabled: value === "days" && before !== null && before.days.length < 2,
  }));
  return (
    <div className={classes.choosers}>
      <SegmentedControl
        aria-label="What is compared"
        value={mode}
        onChange={(value) => onMode(value as Mode)}
        data={modes}
      />
      <div className={classes.sides}>
        <RunChoice
          label={mode === "runs" ? "Before" : "Run"}
          value={sides.before}
          choices={choices}
          onChoose={(id) =>
            onChoose({
              before: id,
              before_step: null,
              ...(mode !== "runs" && { after: id, after_step: null, before_day: null, after_day: null }),
            })
          }
        />
        {mode === "days" ? (
          <>
            <StepChoice
              label="Step"
              value={sides.before_step}
              run={before}
              onChoose={(before_step) => onChoose({ before_step })}
            />
            <DayChoice
              label="Day before"
              value={sides.before_day}
              run={before}
              onChoose={(before_day) => onChoose({ before_day })}
            />
          </>
        ) : (
          <StepChoice
            label={mode === "runs" ? "at step" : "Step before"}
            value={sides.before_step}
            run={before}
            onChoose={(before_step) => onChoose({ before_step })}
          />
        )}
        <Tooltip label="Swap the two">
          <ActionIcon
            aria-label="Swap the two"
            mt={22}
            onClick={() => onChoose(swapped(sides))}
            disabled={!sides.before || !sides.after}
          >
            <IconArrowsExchange size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        {mode === "runs" && (
          <RunChoice
            label="After"
            value={sides.after}
            choices={choices}
            onChoose={(after) => onChoose({ after, after_step: null })}
          />
        )}
        {mode === "days" ? (
          <DayChoice
            label="Day after"
            value={sides.after_day}
            run={before}
            onChoose={(after_day) => onChoose({ after_day })}
          />
        ) : (
          <StepChoice
            label={mode === "runs" ? "at step" : "Step after"}
            value={sides.after_step}
            run={mode === "runs" ? after : before}
            onChoose={(after_step) => onChoose({ after_step })}
          />
        )}
      </div>
    </div>
  );
}

interface ChoiceProps<T> {
  label: string;
  value: T | null;
  onChoose: (value: T | null) => void;
}

function RunChoice({
  label,
  value,
  choices,
  onChoose,
}: ChoiceProps<string> & { choices: { value: string; label: string }[] }) {
  return (
    <Select
      className={classes.run ?? ""}
      label={label}
      placeholder="Choose a run"
      searchable
      allowDeselect={false}
      data={choices}
      value={choices.some((choice) => choice.value === value) ? value : null}
      onChange={onChoose}
    />
  );
}

const BEST = "best";

function StepChoice({ label, value, run, onChoose }: ChoiceProps<number> & { run: RunDetail | null }) {
  const best = run?.best_step == null ? "best" : `best (${sayStep(run.best_step)})`;
  const steps = [...new Set([...(run?.steps ?? []), ...(value === null ? [] : [value])])].sort((a, b) => a - b);
  return (
    <Select
      className={classes.step ?? ""}
      label={label}
      allowDeselect={false}
      disabled={!run}
      data={[{ value: BEST, label: best }, ...steps.map((step) => ({ value: String(step), label: sayStep(step) }))]}
      value={value === null ? BEST : String(value)}
      onChange={(chosen) => onChoose(chosen === null || chosen === BEST ? null : Number(chosen))}
    />
  );
}

function DayChoice({ label, value, run, onChoose }: ChoiceProps<number> & { run: RunDetail | null }) {
  return (
    <Select
      className={classes.step ?? ""}
      label={label}
      allowDeselect={false}
      disabled={!run?.days.length}
      data={(run?.days ?? []).map((day) => ({ value: String(day), label: dayName(day) }))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => chosen !== null && onChoose(Number(chosen))}
    />
  );
}
