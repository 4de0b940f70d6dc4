/** CompareView: what changed from one side to the other: in words, in figures with intervals, in single rows. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import { csvBlob } from "@/view/csv";
import { Finding, Findings } from "@/view/Finding";
import { type Exports, type ExportsOf, Panel, Panels } from "@/view/Panel";
import { Partial } from "@/view/States";
import { FluctuationPanel, MetricPanel, MovePanel, SharePanel } from "@/views/compare/FigurePanels";
import type { Comparison, SettingChange } from "@/views/compare/figures";
import { MovedRows } from "@/views/compare/MovedRows";

interface CompareViewProps {
  comparison: Comparison;
  names: readonly [string, string];
  settings: readonly SettingChange[] | null; // null: one run, or not known yet
  python: string;
  curves: ReactNode;
  onExample: (example: number) => void;
}

export function CompareView({ comparison, names, settings, python, curves, onExample }: CompareViewProps) {
  const { before, after, moved, same_rows, split } = comparison;
  const exportsOf: ExportsOf = (part, files) => ({
    name: `compare-${before.run_id}-${after.run_id}-${part}`,
    ...(files && { files }),
    python,
  });
  const panels = { comparison, names, exportsOf };
  return (
    <>
      <Findings findings={comparison.findings} looked="metrics, saliency, fluctuation and how far rows moved" />
      {!same_rows && (
        <Partial>
          The two sides stand on different rows of {split}, so no row can be followed from one to the other; intervals
          count both draws.
        </Partial>
      )}
      <Panels>
        <MetricPanel {...panels} />
        {curves}
        <SharePanel {...panels} />
        <FluctuationPanel {...panels} />
        <MovePanel {...panels} />
        {settings && <SettingPanel settings={settings} names={names} exports={exportsOf("settings")} />}
      </Panels>
      {moved.length > 0 && (
        <Panels>
          <MovedRows
            rows={moved}
            exports={exportsOf("rows", { csv: () => movedCsv(moved) })}
            onOpen={({ example_id }) => onExample(example_id)}
          />
        </Panels>
      )}
    </>
  );
}

interface UnseenProps extends Pick<CompareViewProps, "names" | "settings" | "curves"> {
  reason: string; // why no row can be held against another
}

/** Two runs of which one kept no rows: their evaluations and settings can be compared, and nothing within. */
export function Unseen({ reason, names, settings, curves }: UnseenProps) {
  return (
    <>
      <Finding lead severity="warning">
        {reason}
      </Finding>
      <Partial>
        Curves and settings are compared below. Figures with intervals, saliency and rows need two runs that kept
        snapshots (<code>capture.every</code>) of the same rows.
      </Partial>
      <Panels>
        {curves}
        {settings && <SettingPanel settings={settings} names={names} exports={{ name: "compare-settings" }} />}
      </Panels>
    </>
  );
}

function movedCsv(moved: Comparison["moved"]): Blob {
  const fields = Object.keys(moved[0]?.fields ?? {});
  return csvBlob(
    ["example", "clicked", "before", "after", ...fields],
    moved.map((row) => [
      row.example_id,
      String(row.clicked),
      row.before,
      row.after,
      ...fields.map((field) => row.fields[field]),
    ]),
  );
}

interface SettingPanelProps {
  settings: readonly SettingChange[];
  names: readonly [string, string];
  exports: Exports;
}

function SettingPanel({ settings, names, exports }: SettingPanelProps) {
  return (
    <Panel
      title="What was set differently"
      exports={exports}
      reading="Everything else that can be set was the same. One more difference always remains where the seed is the same but the layers are not: other weights to begin with."
    >
      {settings.length === 0 ? (
        <p>
          Nothing: both were trained with the same settings. What differs comes from the steps, or from the machine.
        </p>
      ) : (
        <Table className="num" verticalSpacing={3}>
          <Table.Caption className="unseen">Settings that differ between the two runs</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {["setting", ...names].map((name) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {settings.map(({ path, before, after }) => (
              <Table.Tr key={path}>
                <Table.Td style={{ whiteSpace: "nowrap" }}>
                  <code>{path}</code>
                </Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{before}</Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
