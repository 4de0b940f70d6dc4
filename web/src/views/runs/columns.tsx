/** The columns of the list of runs: what a run is, where it stands, how good it got, how it got there. */
import { ActionIcon, Badge, Button, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPin, IconPinFilled } from "@tabler/icons-react";
import type { RunRow } from "@/api/types";
import { auc, count, figure, plural } from "@/format/number";
import { duration } from "@/format/time";
import type { Column } from "@/view/DataTable";
import { Spark } from "@/view/Spark";
import { Stamp } from "@/view/Stamp";
import { StateMark, stateWord } from "@/view/StateMark";
import classes from "@/views/runs/RunsView.module.css";

export const COLUMN_NAMES = {
  state: "State",
  data: "Data",
  model: "Model",
  best_auc: "Best AUC",
  auc: "AUC curve",
  gap: "Gap curve",
  step: "Step",
  created: "Created",
  took: "Took",
  change: "Change",
  note: "Note",
} as const;
export type ColumnKey = keyof typeof COLUMN_NAMES;
export const COLUMN_KEYS = Object.keys(COLUMN_NAMES) as ColumnKey[];
export const SHOWN_AT_FIRST: readonly ColumnKey[] = [
  "state",
  "data",
  "model",
  "best_auc",
  "auc",
  "gap",
  "step",
  "created",
];

const last = (values: readonly (number | null)[]) => values.findLast((value) => value !== null) ?? null;
const took = (row: RunRow, now: Date) =>
  ((row.finished_at ? new Date(row.finished_at) : now).getTime() - new Date(row.created_at).getTime()) / 1000;

export interface RowActs {
  onPin: (row: RunRow) => void;
  trials: ReadonlyMap<string, number>; // search -> how many trials it has
  open: readonly string[]; // searches whose trials are listed
  onUnfold: (row: RunRow) => void;
}

export function runColumns(shown: readonly string[], now: Date, acts: RowActs): Column<RunRow>[] {
  const columns: Record<ColumnKey, Omit<Column<RunRow>, "key" | "name">> = {
    state: {
      width: 128,
      sort: (row) => stateWord(row.state),
      cell: (row) => <StateMark state={row.state} share={row.state === "running" ? progress(row) : null} />,
    },
    data: {
      width: "minmax(116px, 1.2fr)",
      sort: (row) => row.data,
      cell: (row) => <span title={row.data}>{row.data}</span>,
    },
    model: {
      width: "minmax(80px, 1fr)",
      sort: (row) => row.model,
      cell: (row) => <span title={row.model}>{row.model}</span>,
    },
    best_auc: {
      width: 96,
      align: "right",
      descendingFirst: true,
      sort: (row) => row.best_auc,
      cell: (row) => (
        <Tooltip label={row.best_step === null ? "Not evaluated yet" : `Held out, at step ${count(row.best_step)}`}>
          <span>{auc(row.best_auc)}</span>
        </Tooltip>
      ),
    },
    auc: {
      width: 112,
      descendingFirst: true,
      sort: (row) => last(row.spark.auc),
      cell: (row) => (
        <Spark values={row.spark.auc} colour="var(--clk-test)" label={sayCurve("AUC, held out", row.spark.auc, auc)} />
      ),
    },
    gap: {
      width: 112,
      descendingFirst: true,
      sort: (row) => last(row.spark.gap),
      cell: (row) => (
        <Spark
          values={row.spark.gap}
          level={1}
          colour="var(--clk-train)"
          label={`${sayCurve("Fluctuation on training rows / held-out rows", row.spark.gap, figure)}. Near 1: the layers learnt what rows share.`}
        />
      ),
    },
    step: {
      width: 86,
      align: "right",
      descendingFirst: true,
      sort: (row) => row.step,
      cell: (row) => (
        <span title={row.total_steps === null ? undefined : `of ${count(row.total_steps)}`}>{count(row.step)}</span>
      ),
    },
    created: {
      width: 104,
      descendingFirst: true,
      sort: (row) => new Date(row.created_at).getTime(),
      cell: (row) => <Stamp at={row.created_at} now={now} />,
    },
    took: {
      width: 110,
      align: "right",
      descendingFirst: true,
      sort: (row) => took(row, now),
      cell: (row) => duration(took(row, now)),
    },
    change: {
      width: "minmax(120px, 1.4fr)",
      sort: (row) => row.change,
      cell: (row) =>
        row.change ? (
          <span title={`Against ${row.parent ?? "its parent"}`}>{row.change}</span>
        ) : (
          <span className="faint">–</span>
        ),
    },
    note: {
      width: "minmax(120px, 1.4fr)",
      sort: (row) => row.note || null,
      cell: (row) => <span title={row.note}>{row.note}</span>,
    },
  };
  return [
    { key: "pin", name: "", label: "Pinned", width: 38, cell: (row) => <Pin row={row} onPin={acts.onPin} /> },
    {
      key: "name",
      name: "Name",
      width: "minmax(200px, 2.2fr)",
      sort: (row) => row.name,
      cell: (row) => <Name row={row} acts={acts} />,
    },
    ...COLUMN_KEYS.filter((key) => shown.includes(key)).map((key) => ({
      key,
      name: COLUMN_NAMES[key],
      ...columns[key],
    })),
  ];
}

function progress(row: RunRow): number | null {
  return row.step !== null && row.total_steps ? Math.min(1, row.step / row.total_steps) : null;
}

function sayCurve(name: string, values: readonly (number | null)[], say: (value: number | null) => string): string {
  const first = values.find((value) => value !== null) ?? null;
  return first === null ? `${name}: nothing yet` : `${name}: first ${say(first)}, last ${say(last(values))}`;
}

function Pin({ row, onPin }: { row: RunRow; onPin: (row: RunRow) => void }) {
  const Icon = row.pinned ? IconPinFilled : IconPin;
  const label = row.pinned ? `Unpin ${row.name}` : `Pin ${row.name} to the head of the list`;
  return (
    <ActionIcon
      size="xs"
      aria-label={label}
      aria-pressed={row.pinned}
      className={classes.pin ?? ""}
      data-on={row.pinned || undefined}
      onClick={() => onPin(row)}
    >
      <Icon size={14} stroke={1.7} />
    </ActionIcon>
  );
}

function Name({ row, acts }: { row: RunRow; acts: RowActs }) {
  const trials = acts.trials.get(row.id);
  const isTrial = row.parent !== null && acts.trials.has(row.parent);
  return (
    <span className={classes.name} data-trial={isTrial || undefined}>
      <span className={classes.called} title={row.name === row.id ? row.name : `${row.name} (${row.id})`}>
        {row.name}
      </span>
      {isTrial && row.change && (
        <span className={classes.trial} title={row.change}>
          {row.change}
        </span>
      )}
      {trials !== undefined && (
        <Unfold row={row} trials={trials} open={acts.open.includes(row.id)} onUnfold={acts.onUnfold} />
      )}
      {row.tags.slice(0, 2).map((tag) => (
        <Badge
          key={tag}
          className={classes.tag ?? ""}
          title={tag}
          size="sm"
          variant="default"
          radius="sm"
          tt="none"
          fw={400}
        >
          {tag}
        </Badge>
      ))}
      {row.tags.length > 2 && <span className="faint">+{row.tags.length - 2}</span>}
      {row.archived && <span className="faint">archived</span>}
    </span>
  );
}

interface UnfoldProps {
  row: RunRow;
  trials: number;
  open: boolean;
  onUnfold: (row: RunRow) => void;
}

function Unfold({ row, trials, open, onUnfold }: UnfoldProps) {
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-expanded={open}
      aria-label={`Trials of ${row.name}`}
      leftSection={<Icon size={13} aria-hidden />}
      onClick={() => onUnfold(row)}
    >
      {plural(trials, "trial")}
    </Button>
  );
}
