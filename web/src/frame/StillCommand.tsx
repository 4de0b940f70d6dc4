/** StillCommand: what to do about a finding of a report, where no service listens: the command, to be taken along. */
import { CopyButton, UnstyledButton } from "@mantine/core";

export function StillCommand({ act, command }: { act: string; command: string }) {
  return (
    <CopyButton value={command}>
      {({ copied, copy }) => (
        <span>
          {act}:{" "}
          <UnstyledButton onClick={copy} title="Copy the command" fz="inherit">
            <code>{command}</code>
          </UnstyledButton>
          <span role="status"> {copied && "copied"}</span>
        </span>
      )}
    </CopyButton>
  );
}
