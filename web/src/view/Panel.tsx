/** Panel: one picture with the sentence that says what is seen, how to read it, and every way to take it along. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBrandPython, IconDots, IconDownload, IconInfoCircle, IconLink, IconTable } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { sayFailure, toFailure } from "@/api/failure";
import { copyText, saveFile } from "@/view/carry";
import classes from "@/view/Panel.module.css";

export type Format = "png" | "svg" | "csv" | "parquet" | "arrow";

/** Ways out of a panel. What is not given is not offered. */
export interface Exports {
  name: string; // of the file, without its ending
  files?: Partial<Record<Format, () => Promise<Blob> | Blob>>;
  python?: string; // the call that gives the same result in a notebook
}

/** The ways out of a part of a view; the pictures come from its chart, the rest from the result that it draws. */
export type ExportsOf = (part: string, pictures?: Partial<Record<Format, () => Promise<Blob> | Blob>>) => Exports;

interface PanelProps {
  title: string; // what is seen: "Fluctuation of layer 3 on train and test"
  reading?: ReactNode; // one sentence: how to read it
  exports?: Exports;
  controls?: ReactNode; // what changes this panel alone
  table?: ReactNode; // the figures behind the picture, shown on demand
  note?: ReactNode; // <Partial>, <Stale>
  onExplain?: () => void; // opens the method's page
  wide?: boolean; // takes the whole row of <Panels>
  children: ReactNode;
}

const WORDS: Record<Format, string> = {
  png: "PNG picture",
  svg: "SVG picture",
  csv: "CSV table",
  parquet: "Parquet table",
  arrow: "Arrow table",
};

export function Panel({ title, reading, exports, controls, table, note, onExplain, wide, children }: PanelProps) {
  const [showsTable, setShowsTable] = useState(false);
  const id = useId();
  return (
    <section className={classes.panel} data-wide={wide || undefined} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {controls && <div className={classes.controls}>{controls}</div>}
        {onExplain && (
          <Tooltip label="How this is computed, and when it misleads">
            <ActionIcon aria-label={`Method: ${title}`} onClick={onExplain} size="sm">
              <IconInfoCircle size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        {table && (
          <Tooltip label={showsTable ? "Show the picture" : "Show the table behind it"}>
            <ActionIcon
              aria-label={`Table: ${title}`}
              aria-pressed={showsTable}
              variant={showsTable ? "light" : "subtle"}
              color={showsTable ? "indigo" : "gray"}
              size="sm"
              onClick={() => setShowsTable(!showsTable)}
            >
              <IconTable size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        <TakeAlong title={title} exports={exports} />
      </header>
      {note}
      <div className={classes.body}>{showsTable ? table : children}</div>
      {reading && <p className={classes.reading}>{reading}</p>}
    </section>
  );
}

/** Panels side by side where there is room, below one another where not; rows are of one height. */
export function Panels({ children, least = "26rem" }: { children: ReactNode; least?: string }) {
  return (
    <div
      className={classes.panels}
      style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${least}), 1fr))` }}
    >
      {children}
    </div>
  );
}

function TakeAlong({ title, exports }: { title: string; exports?: Exports | undefined }) {
  const save = async (format: Format, make: () => Promise<Blob> | Blob) => {
    try {
      saveFile(await make(), `${exports?.name ?? "clicklens"}.${format}`);
    } catch (error) {
      notifications.show({
        color: "red",
        title: `No ${WORDS[format]} was made`,
        message: sayFailure(toFailure(error)).happened,
      });
    }
  };
  const python = exports?.python;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Take along: ${title}`} size="sm">
          <IconDots size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(exports?.files ?? {}).map(([format, make]) => (
          <Menu.Item
            key={format}
            leftSection={<IconDownload size={14} />}
            onClick={() => void save(format as Format, make as () => Promise<Blob>)}
          >
            {WORDS[format as Format]}
          </Menu.Item>
        ))}
        {exports?.files && <Menu.Divider />}
        <Menu.Item leftSection={<IconLink size={14} />} onClick={() => void copyText(window.location.href, "Link")}>
          Copy link
        </Menu.Item>
        {python && (
          <Menu.Item leftSection={<IconBrandPython size={14} />} onClick={() => void copyText(python, "Python call")}>
            Copy as Python
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
