/** Share: the run as one file that opens without a service, and a link to what is seen. */
import { Button, Menu, Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileDownload, IconLink, IconShare } from "@tabler/icons-react";
import { useState } from "react";
import { sayFailure, toFailure } from "@/api/failure";
import { fetchReport } from "@/api/query/report";
import { percent } from "@/format/number";
import { copyText, saveFile } from "@/view/carry";

export function Share({ run, name }: { run: string; name: string }) {
  const [share, setShare] = useState<number | null>(null); // of the file that is being made; null: none is
  const save = async () => {
    setShare(0);
    try {
      saveFile(await fetchReport(run, setShare), `${name}.html`);
      notifications.show({ message: "The report is saved: one file, which opens without ClickLens.", autoClose: 6000 });
    } catch (error) {
      const words = sayFailure(toFailure(error));
      notifications.show({ color: "red", title: "No report was made", message: `${words.happened} ${words.next}` });
    } finally {
      setShare(null);
    }
  };
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button
          size="compact-sm"
          leftSection={<IconShare size={14} stroke={1.7} aria-hidden />}
          aria-busy={share !== null}
        >
          {share === null ? "Share" : <Making share={share} />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileDownload size={14} />} disabled={share !== null} onClick={() => void save()}>
          Save as one file
          <div className="faint">All views at the best and the last step, without a network</div>
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={14} />} onClick={() => void copyText(window.location.href, "Link")}>
          Copy link to what you see
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Making({ share }: { share: number }) {
  return (
    <span role="status" style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      Making the file
      <Progress value={100 * share} w={64} aria-label={`${percent(share)} of the file is made`} />
    </span>
  );
}
