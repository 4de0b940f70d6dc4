/** VerdictTable: each metric before and after a change, and the difference with its interval. */
import { Table } from "@mantine/core";
import { auc, differenceWithInterval, figure } from "@/format/number";
import { metricName } from "@/view/metric";
import type { Verdict } from "@/view/remedy";

export function VerdictTable({ verdict }: { verdict: Verdict }) {
  const seeds = verdict.seeds.length;
  const say = (metric: string) => (metric === "auc" || metric === "gauc" ? auc : figure);
  return (
    <Table withRowBorders={false} verticalSpacing={2} maw="38rem" className="num">
      <Table.Caption ta="left" fz={12.5}>
        Means over {seeds === 1 ? "one seed" : `${seeds} seeds`} on {verdict.split}, each model at its best step;
        differences are after less before, ± half their interval.
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">metric</Table.Th>
          <Table.Th scope="col" ta="right">
            before
          </Table.Th>
          <Table.Th scope="col" ta="right">
            after
          </Table.Th>
          <Table.Th scope="col" ta="right">
            difference
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {verdict.differences.map(({ metric, before, after, difference }) => (
          <Table.Tr key={metric}>
            <Table.Td>{metricName(metric)}</Table.Td>
            <Table.Td ta="right">{say(metric)(before)}</Table.Td>
            <Table.Td ta="right">{say(metric)(after)}</Table.Td>
            <Table.Td ta="right">{differenceWithInterval(difference, auc)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
