/** DataChoice: which rows to train on: a ready-made set, or a folder that runs of this store were trained on. */
import { Select } from "@mantine/core";
import type { components } from "@/api/schema";
import { count, plural } from "@/format/number";
import classes from "@/views/new_run/NewRunView.module.css";
import { isPlain } from "@/views/new_run/settings";

export type Catalog = components["schemas"]["DataCatalog"];

interface DataChoiceProps {
  catalog: Catalog | null; // null: not known yet
  data: unknown; // as the draft has it
  disabled: boolean;
  onChoose: (data: { name: string } | { path: string }) => void;
}

export function DataChoice({ catalog, data, disabled, onChoose }: DataChoiceProps) {
  const chosen = keyOfData(data);
  const ready = catalog?.ready.find(({ name }) => chosen === `name:${name}`);
  const folder = catalog?.folders.find(({ path }) => chosen === `path:${path}`);
  return (
    <>
      <Select
        aria-label="Data set"
        placeholder="Choose rows to train on"
        searchable
        disabled={disabled || !catalog}
        allowDeselect={false}
        value={ready || folder ? chosen : null}
        data={catalog ? choices(catalog) : []}
        onChange={(value) => value && onChoose(dataOf(value))}
      />
      {ready && (
        <dl className={classes.about}>
          <About name="Rows" value={`${count(ready.rows)}; ${ready.encoded ? "encoded here" : ready.how_to_get}`} />
          <About name="Label" value={ready.label} />
          <About name="Splits" value={ready.splits} />
          <About name="Licence" value={ready.licence} />
        </dl>
      )}
      {folder && (
        <dl className={classes.about}>
          <About name="Folder" value={folder.path} />
          <About
            name="Used by"
            value={`${plural(folder.runs, "run")}${folder.present ? "" : "; the folder is no longer there"}`}
          />
        </dl>
      )}
    </>
  );
}

function About({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

export function keyOfData(data: unknown): string | null {
  if (!isPlain(data)) return null;
  if (typeof data.name === "string") return `name:${data.name}`;
  return typeof data.path === "string" ? `path:${data.path}` : null;
}

function dataOf(key: string): { name: string } | { path: string } {
  const rest = key.slice(5);
  return key.startsWith("name:") ? { name: rest } : { path: rest };
}

function choices({ ready, folders }: Catalog) {
  return [
    {
      group: "Ready-made",
      items: ready.map(({ name, rows, encoded }) => ({
        value: `name:${name}`,
        label: `${name} · ${count(rows)} rows${encoded ? "" : " · fetched first"}`,
      })),
    },
    {
      group: "Folders that runs were trained on",
      items: folders.map(({ name, path, present }) => ({
        value: `path:${path}`,
        label: `${name} · ${path.split("/").at(-1)}${present ? "" : " · gone"}`,
        disabled: !present,
      })),
    },
  ].filter(({ items }) => items.length);
}
