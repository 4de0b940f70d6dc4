/** Search: to any run, view, field or layer in a few letters. */
import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { viewAddress } from "@/address/address";
import { runQuery, runsQuery } from "@/api/query/run";
import { find, type Target } from "@/frame/find";
import { PAGES, RUNS, viewsOf } from "@/frame/places";
import classes from "@/frame/Search.module.css";

interface SearchProps {
  opened: boolean;
  onClose: () => void;
  run: string | undefined;
}

export function Search({ opened, onClose, run }: SearchProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      title={null}
      attributes={{ content: { "aria-label": "Search" } }} // on the dialog itself, not on what it stands in
    >
      {opened && <Found run={run} onClose={onClose} />}
    </Modal>
  );
}

function Found({ run, onClose }: { run: string | undefined; onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const navigate = useNavigate();
  const found = find(useTargets(run), text);
  const open = (target: Target | undefined) => {
    if (!target) return;
    onClose();
    navigate(target.to);
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      setAt((at + by + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter") open(found[at]);
  };
  return (
    <>
      <TextInput
        aria-label="Search runs, views, fields and layers"
        placeholder="Search runs, views, fields and layers"
        leftSection={<IconSearch size={16} aria-hidden />}
        size="md"
        variant="unstyled"
        className={classes.input}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
      />
      <div id={id} role="listbox" aria-label="Found" className={classes.list}>
        {found.map((target, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the box above
          <div
            key={`${target.kind} ${target.to}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes.option}
            onClick={() => open(target)}
            onMouseMove={() => setAt(index)}
          >
            <span className={classes.name}>{target.name}</span>
            <span className={classes.more}>{target.more}</span>
            <span className={classes.kind}>{target.kind}</span>
          </div>
        ))}
        {!found.length && <p className={classes.none}>Nothing is called so.</p>}
      </div>
    </>
  );
}

function useTargets(run: string | undefined): Target[] {
  const { search } = useLocation();
  const runs = useQuery(runsQuery()).data ?? [];
  const detail = useQuery({ ...runQuery(run ?? ""), enabled: run !== undefined }).data;
  const views = run
    ? viewsOf(Boolean(detail?.run.search)).map(({ view, name, asks, words = "" }) => ({
        name,
        kind: "view",
        to: viewAddress(run, view, search),
        more: asks,
        words,
      }))
    : [];
  const pages = [RUNS, ...PAGES].map(({ path, name, asks }) => ({ name, kind: "page", to: path, more: asks }));
  const fields = (detail?.run.features.fields ?? []).map((field) => ({
    name: field.name,
    kind: "field",
    to: viewAddress(run ?? "", "features", search, { field: field.name }),
  }));
  const layers = (detail?.taps ?? []).map((tap) => ({
    name: tap.name,
    kind: "layer",
    to: viewAddress(run ?? "", "neurons", search, { layer: tap.name }),
  }));
  const others = runs.map((row) => ({
    name: row.name,
    kind: "run",
    to: viewAddress(row.id, "overview"),
    more: row.name === row.id ? row.data : `${row.id} ${row.data}`,
  }));
  return [...views, ...pages, ...fields, ...layers, ...others];
}
