/** SavedSlices: selections with a name, which all runs share: look at one, forget one. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { sayColumn, sayFilter } from "@/address/filter";
import type { UsableSlice } from "@/api/rowTypes";
import { Panel } from "@/view/Panel";
import classes from "@/views/explore/Explore.module.css";

interface SavedSlicesProps {
  slices: readonly UsableSlice[];
  chosen: string | null; // the slice that is the selection
  save: ReactNode; // the form; null where nothing is selected, or a slice is
  onChoose: (name: string) => void;
  onForget: (slice: UsableSlice) => void;
}

export function SavedSlices({ slices, chosen, save, onChoose, onForget }: SavedSlicesProps) {
  return (
    <Panel
      title="Saved slices"
      reading="A slice is a filter with a name. All runs share it; the analysis of slices judges the model on each."
    >
      {slices.length === 0 && (
        <p className="faint" style={{ margin: 0 }}>
          None yet. {save ? "Give the selection a name:" : "Select rows first, then give them a name here."}
        </p>
      )}
      <ul className={classes.slices}>
        {slices.map((one) => (
          <li key={one.slice.name}>
            <span className={classes.called}>
              {one.slice.name}
              <small>
                {sayFilter(one.slice.filter)}
                {one.missing.length > 0 && ` · this run has no ${one.missing.map(sayColumn).join(", ")}`}
                {one.is_of_other_data && one.missing.length === 0 && ` · saved on ${one.slice.data}`}
              </small>
            </span>
            <Button
              size="compact-xs"
              disabled={one.missing.length > 0}
              variant={chosen === one.slice.name ? "light" : "default"}
              aria-pressed={chosen === one.slice.name}
              onClick={() => onChoose(one.slice.name)}
            >
              {chosen === one.slice.name ? "Selected" : "Select"}
            </Button>
            <Tooltip label="Forget it; the rows stay">
              <ActionIcon size="sm" aria-label={`Forget the slice ${one.slice.name}`} onClick={() => onForget(one)}>
                <IconTrash size={15} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
      {save}
    </Panel>
  );
}
