/** BestSettings: the settings of the best trial as a config holds them, and the command that trains with them. */
import { Button, Code, Group } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { copyText } from "@/view/carry";
import { Panel } from "@/view/Panel";
import type { SearchResult } from "@/views/search/trials";

interface BestSettingsProps {
  result: SearchResult;
  onOpen: (run: string) => void;
}

export function BestSettings({ result, onOpen }: BestSettingsProps) {
  const run = result.trials.find(({ number }) => number === result.best)?.run_id;
  return (
    <Panel
      title={`The best settings, trial ${result.best}`}
      reading="Trials keep no snapshots. Trained with this command, the model is written down from inside, as the config asks."
    >
      <Code block tabIndex={0} aria-label="The best settings as YAML">
        {result.yaml}
      </Code>
      <Code
        block
        mt="sm"
        tabIndex={0}
        aria-label="The command that trains with them"
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
      >
        {result.command}
      </Code>
      <Group gap={6} mt="sm">
        <Button leftSection={<IconCopy size={14} aria-hidden />} onClick={() => void copyText(result.yaml, "YAML")}>
          Copy YAML
        </Button>
        <Button
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => void copyText(result.command, "Command")}
        >
          Copy command
        </Button>
        {run && <Button onClick={() => onOpen(run)}>Open the run</Button>}
      </Group>
    </Panel>
  );
}
