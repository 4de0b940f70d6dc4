/** SetList: every set with its count, significance and stability; ticked ones become crosses. */
import { useMemo } from "react";
import type { Field, Interactions } from "@/api/types";
import { count, percent, withInterval } from "@/format/number";
import { type Column, DataTable } from "@/view/DataTable";
import { type ExportsOf, Panel } from "@/view/Panel";
import classes from "@/views/interactions/Interactions.module.css";
import { type FoundSet, isSure, sayP, setKey, setName, setsTable, uncrossable } from "@/views/interactions/reading";

interface SetListProps {
  result: Interactions;
  where: string;
  schema: readonly Field[];
  chosen: string | null;
  ticked: ReadonlySet<string>;
  onSet: (key: string) => void;
  onTick: (keys: ReadonlySet<string>) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
  action?: React.ReactNode; // what is done with the ticked ones
}

export function SetList(props: SetListProps) {
  const { result, where, schema, chosen, ticked, onSet, onTick, exportsOf, onExplain, action } = props;
  const columns = useMemo(() => columnsOf(schema, chosen), [schema, chosen]);
  const title = `Sets of fields that act together, ${where}`;
  const { files, ...ways } = exportsOf("sets");
  return (
    <Panel
      wide
      title={title}
      exports={{ ...ways, files: { ...files, csv: () => setsTable(result) } }}
      onExplain={onExplain}
      reading={`A set counts in a row where it is among the ${result.settings.first} strongest. By chance: the same rows of the same model without its interactions; p is corrected for all sets that were found. Again: share of redrawn samples of rows in which the set is told again. Strength is of one detector: compare it within this table.`}
    >
      <DataTable
        label={title}
        columns={columns}
        rows={result.sets}
        rowKey={setKey}
        sort={null}
        selected={ticked}
        onSelect={onTick}
        onOpen={(set) => onSet(setKey(set))}
        faded={(set) => !isSure(set)}
        height={Math.min(460, 44 + 34 * Math.max(1, result.sets.length))}
        empty="No fields act together in these rows: the model adds up what each does."
      />
      {action && <div className={classes.act}>{action}</div>}
    </Panel>
  );
}

function columnsOf(schema: readonly Field[], chosen: string | null): Column<FoundSet>[] {
  return [
    {
      key: "set",
      name: "set",
      width: "minmax(210px, 2fr)",
      cell: (set) => (
        <span className={classes.set} data-on={setKey(set) === chosen || undefined} title={setName(set)}>
          {setName(set)}
        </span>
      ),
    },
    { key: "count", name: "rows", width: 64, align: "right", cell: ({ count: rows }) => count(rows) },
    {
      key: "share",
      name: "share of rows",
      width: 152,
      align: "right",
      cell: ({ share }) => withInterval(share, percent),
    },
    { key: "chance", name: "by chance", width: 96, align: "right", cell: ({ by_chance }) => count(by_chance) },
    { key: "p", name: "p", width: 76, align: "right", cell: ({ p }) => sayP(p) },
    { key: "again", name: "again", width: 66, align: "right", cell: ({ stability }) => percent(stability) },
    {
      key: "strength",
      name: "strength (logit)",
      width: 156,
      align: "right",
      cell: ({ strength }) => withInterval(strength, (value) => value.toFixed(2)),
    },
    {
      key: "cross",
      name: "as a cross",
      width: "minmax(150px, 1fr)",
      cell: (set) => {
        const why = uncrossable(set, schema);
        return (
          <span className={classes.set} title={why ?? undefined}>
            {why ?? "can be one"}
          </span>
        );
      },
    },
  ];
}
