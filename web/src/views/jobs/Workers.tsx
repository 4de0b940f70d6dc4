/** Workers: the processes that take jobs, and how much each lets run. */
import { Table } from "@mantine/core";
import type { WorkerInfo } from "@/api/types";
import { bytes, count } from "@/format/number";
import { Stamp } from "@/view/Stamp";
import classes from "@/views/jobs/JobsView.module.css";

const HEADS = ["Worker", "Since", "Heard of", "Jobs at a time", "Memory for all jobs", "Runs now"];

export function Workers({ workers, now }: { workers: readonly WorkerInfo[]; now: Date }) {
  if (!workers.length)
    return (
      <p className={classes.workers}>
        No worker lives. One starts with the page's service, or by <code>clicklens worker</code> beside the store;{" "}
        <code>--parallel</code> and <code>--memory</code> say how much may run at a time.
      </p>
    );
  return (
    <Table withRowBorders={false} className="num" maw="64rem">
      <Table.Caption className="unseen">Workers that live, and their limits</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {HEADS.map((head) => (
            <Table.Th key={head} scope="col">
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {workers.map((worker) => (
          <Table.Tr key={worker.id}>
            <Table.Td>{worker.id}</Table.Td>
            <Table.Td>
              <Stamp at={worker.since} now={now} />
            </Table.Td>
            <Table.Td>
              <Stamp at={worker.heartbeat} now={now} />
            </Table.Td>
            <Table.Td>{count(worker.parallel)}</Table.Td>
            <Table.Td>{bytes(worker.memory)}</Table.Td>
            <Table.Td>{worker.jobs.length ? worker.jobs.join(", ") : "nothing"}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
