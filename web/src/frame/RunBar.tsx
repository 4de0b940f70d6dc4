/** RunBar: where I am, what state it is in, what I look at. */
import { ActionIcon, Menu, Select } from "@mantine/core";
import { IconArrowsDiff, IconDots, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { useDay, useSplit } from "@/address/use";
import { useChangeRun } from "@/api/query/run";
import { isStill } from "@/api/source";
import { short } from "@/format/number";
import { left } from "@/format/time";
import type { Moment } from "@/frame/moment";
import classes from "@/frame/RunBar.module.css";
import { RunSwitcher } from "@/frame/RunSwitcher";
import { SelectionChip } from "@/frame/SelectionChip";
import { Share } from "@/frame/Share";
import { StateMark } from "@/view/StateMark";

export function RunBar({ moment }: { moment: Moment }) {
  return (
    <div className={classes.bar}>
      <div className={classes.group}>
        <RunSwitcher run={moment.run} />
        <State moment={moment} />
      </div>
      <div className={classes.group}>
        <SplitAndDay moment={moment} />
        <SelectionChip moment={moment} />
      </div>
      {!isStill() && (
        <div className={classes.more}>
          <Share run={moment.id} name={moment.run.run.name} />
          <More moment={moment} />
        </div>
      )}
    </div>
  );
}

/** ● running 62% · 48 k rows/s · 3 min left */
function State({ moment: { run } }: { moment: Moment }) {
  const running = run.run.state === "running";
  const share = running && run.total_steps && run.step !== null ? Math.min(1, run.step / run.total_steps) : null;
  const words = [
    running && run.rows_per_second ? `${short(run.rows_per_second)} rows/s` : "",
    running && run.seconds_left !== null ? left(run.seconds_left) : "",
  ].filter(Boolean);
  return (
    <span className={classes.state} role="status" title={run.run.message || undefined}>
      <StateMark state={run.run.trashed_at ? "trashed" : run.run.state} share={share} />
      {words.length > 0 && <span className="faint num">{words.map((word) => ` · ${word}`).join("")}</span>}
    </span>
  );
}

const ALL_DAYS = "all";

function SplitAndDay({ moment: { run, split, day } }: { moment: Moment }) {
  const [, setSplit] = useSplit();
  const [, setDay] = useDay();
  return (
    <>
      {run.splits.length > 0 && (
        <span className={classes.choice}>
          split
          <Select
            className={classes.select ?? ""}
            aria-label="Split"
            data={run.splits}
            value={split}
            allowDeselect={false}
            onChange={(value) => setSplit(value === run.held_out ? null : value)}
          />
        </span>
      )}
      {run.days.length > 0 && (
        <span className={classes.choice}>
          day
          <Select
            className={classes.select ?? ""}
            aria-label="Day"
            data={[
              { value: ALL_DAYS, label: "all" },
              ...run.days.map((one) => ({ value: String(one), label: String(one) })),
            ]}
            value={day === null ? ALL_DAYS : String(day)}
            allowDeselect={false}
            searchable={run.days.length > 12}
            onChange={(value) => setDay(value === ALL_DAYS || value === null ? null : Number(value))}
          />
        </span>
      )}
    </>
  );
}

function More({ moment: { id, run } }: { moment: Moment }) {
  const change = useChangeRun();
  const navigate = useNavigate();
  const pinned = run.run.pinned;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="More about this run">
          <IconDots size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowsDiff size={14} />}
          onClick={() =>
            navigate(`/compare?before=${encodeURIComponent(run.run.parent ?? id)}&after=${encodeURIComponent(id)}`)
          }
        >
          {run.run.parent ? "Compare with its parent" : "Compare with another run"}
        </Menu.Item>
        <Menu.Item
          leftSection={pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
          onClick={() => change.mutate({ run: id, change: { pinned: !pinned } })}
        >
          {pinned ? "Unpin" : "Pin to the head of the list"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
