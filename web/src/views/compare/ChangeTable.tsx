/** ChangeTable: each figure on both sides, the difference with its interval, and what to make of it. */
import { Table } from "@mantine/core";
import { type Change, type Part, sayChange } from "@/views/compare/figures";

interface ChangeTableProps {
  caption: string;
  part: Part;
  changes: readonly Change[];
  names: readonly [string, string];
}

export function ChangeTable({ caption, part, changes, names }: ChangeTableProps) {
  return (
    <Table className="num" verticalSpacing={3}>
      <Table.Caption ta="left" fz={12.5}>
        {caption}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{part === "shares" ? "field" : part === "metrics" ? "metric" : "layer"}</Table.Th>
          {[...names, "difference"].map((name) => (
            <Table.Th key={name} scope="col" ta="right">
              {name}
            </Table.Th>
          ))}
          <Table.Th scope="col">which says</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((change) => {
          const { key, name, before, after, difference, says } = sayChange(part, change);
          return (
            <Table.Tr key={key}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="right">{before}</Table.Td>
              <Table.Td ta="right">{after}</Table.Td>
              <Table.Td ta="right">{difference}</Table.Td>
              <Table.Td>{says}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
