/** Catalogue: the ready-made sets and the encoded folders, and how to get and train on each. */
import { Button, Table } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { Link } from "react-router";
import { count } from "@/format/number";
import { copyText } from "@/view/carry";
import { Panel, Panels } from "@/view/Panel";
import classes from "@/views/data/DataSetView.module.css";
import type { Catalog } from "@/views/data/describe";

export function Catalogue({ catalog: { ready, folders } }: { catalog: Catalog }) {
  return (
    <Panels>
      {folders.length > 0 && <Folders folders={folders} />}
      <Panel
        wide
        title={`${count(ready.length)} ready-made sets`}
        reading="A set is encoded once, into a folder of your own, and read from there by every run."
      >
        <div className={classes.sets}>
          {ready.map((set) => (
            <ReadySet key={set.name} set={set} />
          ))}
        </div>
      </Panel>
    </Panels>
  );
}

function ReadySet({ set }: { set: Catalog["ready"][number] }) {
  const command = `clicklens data get ${set.name}`;
  return (
    <article className={classes.set} aria-label={set.name}>
      <div>
        <h3>
          {set.name} <span className="faint">{set.title}</span>
        </h3>
        <p className="num">
          {count(set.rows)} rows. Label: {set.label}.
        </p>
        <p className="faint">Split {set.splits}.</p>
        {!set.encoded && <p>Not here yet: {set.how_to_get}.</p>}
        <details className={classes.more}>
          <summary>Licence and source</summary>
          <p>{set.licence}</p>
          <p>{set.source}</p>
          <p>{set.citation}</p>
        </details>
      </div>
      <div className={classes.get}>
        <code>{command}</code>
        <Button
          size="compact-xs"
          leftSection={<IconCopy size={13} />}
          aria-label={`Copy ${command}`}
          onClick={() => void copyText(command, "Command")}
        >
          Copy
        </Button>
        <Button
          size="compact-xs"
          component={Link}
          to={`/runs/new?${new URLSearchParams({ data: set.name })}`}
          aria-label={`Train on ${set.name}`}
        >
          Train on it
        </Button>
      </div>
    </article>
  );
}

function Folders({ folders }: { folders: Catalog["folders"] }) {
  return (
    <Panel wide title="Folders that runs of this store were trained on">
      <Table className="num" verticalSpacing={4}>
        <Table.Caption className="unseen">Encoded folders</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {["data", "folder", "runs", "is it there"].map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {folders.map(({ name, path, data_digest, runs, present }) => (
            <Table.Tr key={`${path} ${data_digest}`}>
              <Table.Td>{name}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <code>{path}</code>
              </Table.Td>
              <Table.Td>{count(runs)}</Table.Td>
              <Table.Td>{present ? "yes" : "no longer"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
