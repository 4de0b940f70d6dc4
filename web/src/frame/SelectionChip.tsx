/** SelectionChip: the rows that every view holds against the rest; one press takes it away. */
import { ActionIcon, CloseButton, Popover, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { sayClause, withoutClause } from "@/address/filter";
import { useSelection } from "@/address/use";
import type { Moment } from "@/frame/moment";
import classes from "@/frame/RunBar.module.css";

export function SelectionChip({ moment }: { moment: Moment }) {
  const { selection, select } = useSelection();
  if (!selection) return null;
  if (selection.kind === "broken")
    return (
      <span className={classes.chip}>
        <span className={classes.words}>The link's selection was cut: all rows are shown</span>
        <CloseButton size="xs" aria-label="Dismiss" onClick={() => select(null)} mr={4} />
      </span>
    );
  const clauses = moment.selection?.clauses ?? [];
  return (
    <span className={classes.chip}>
      <Popover position="bottom-start" shadow="md" width={360} trapFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.words}
            aria-label={`Selection: ${moment.selectionWords}; show its parts`}
          >
            {moment.selectionWords}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {clauses.map((clause, at) => (
            <div key={sayClause(clause)} className={classes.clause}>
              <span>{sayClause(clause)}</span>
              <ActionIcon
                size="xs"
                aria-label={`Remove: ${sayClause(clause)}`}
                onClick={() => select(withoutClause({ clauses }, at))}
              >
                <IconX size={13} />
              </ActionIcon>
            </div>
          ))}
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Show all rows">
        <CloseButton size="xs" aria-label="Remove the selection" onClick={() => select(null)} mr={4} />
      </Tooltip>
    </span>
  );
}
