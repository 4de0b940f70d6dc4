/** Facts: what was asked for, on which rows, where: all that is needed to train the run once more. */

import { Button } from "@mantine/core";
import { useMemo } from "react";
import { stringify } from "yaml";
import type { RunDetail } from "@/api/types";
import { copyText } from "@/view/carry";
import { Panel, Panels } from "@/view/Panel";
import { Stamp } from "@/view/Stamp";
import { FieldTable } from "@/views/overview/FieldTable";
import classes from "@/views/overview/overview.module.css";

export function Facts({ run, now }: { run: RunDetail; now: Date }) {
  const yaml = useMemo(() => stringify(run.run.spec, { lineWidth: 0 }), [run.run.spec]);
  const { features } = run.run;
  return (
    <>
      <Panels>
        <Panel
          title="Configuration"
          controls={
            <Button size="compact-xs" onClick={() => void copyText(yaml, "Configuration")}>
              Copy
            </Button>
          }
          exports={{
            name: `${run.run.id}-config`,
            python: `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run.run.id)}).record.spec`,
          }}
          reading={
            <>
              Saved as <code>config.yaml</code>, <code>clicklens train config.yaml</code> trains it again.
            </>
          }
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <pre className={classes.yaml} tabIndex={0}>
            {yaml}
          </pre>
        </Panel>
        <Panel
          title="Data and machine"
          reading="Runs whose rows have the same digest were trained on the same rows, byte for byte."
        >
          <Pairs pairs={factsOf(run, now)} />
        </Panel>
      </Panels>
      <Panels>
        <Panel
          wide
          title={`What a row of ${features.name} holds: ${features.fields.length} fields`}
          reading="Fields that name the same table share their vectors. A field of many ids is pooled to one vector."
        >
          <FieldTable fields={features.fields} />
        </Panel>
      </Panels>
    </>
  );
}

type Pair = readonly [string, React.ReactNode];

function factsOf({ run, tasks }: RunDetail, now: Date): Pair[] {
  const { features, environment } = run;
  const columns = (["day", "time", "group", "weight"] as const).flatMap((key): Pair[] => {
    const read = features[key];
    if (!read) return [];
    const [column, rows] = typeof read === "string" ? [read, ""] : [read.column, ", of clicked rows"];
    return [
      [
        `${key} column`,
        <span key={key}>
          <code>{column}</code>
          {rows}
        </span>,
      ],
    ];
  });
  return [
    ["run", <code key="id">{run.id}</code>],
    ["began", <Stamp key="began" at={run.created_at} now={now} />],
    ...(run.finished_at ? [["ended", <Stamp key="ended" at={run.finished_at} now={now} />] as Pair] : []),
    ...(run.parent ? [["refined from", `${run.parent}${run.change ? `: ${run.change}` : ""}`] as Pair] : []),
    ["tasks", tasks.join(", ")],
    ["rows", <code key="path">{run.data_path}</code>],
    ["digest of rows", <code key="digest">{run.data_digest}</code>],
    ...columns,
    ...Object.entries(environment ?? {}).map(([name, value]): Pair => [name, value]),
  ];
}

function Pairs({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <dl className={classes.facts}>
      {pairs.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
