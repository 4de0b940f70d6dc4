/** RunSwitcher: from this run to the same view of another one. */
import { Combobox, useCombobox } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { otherRun, VIEWS } from "@/address/address";
import { runsQuery } from "@/api/query/run";
import { isStill } from "@/api/source";
import type { RunDetail, RunRow } from "@/api/types";
import classes from "@/frame/RunBar.module.css";
import { StateMark } from "@/view/StateMark";

const SHOWN = 60; // the rest is found by typing

/** In a report its name alone: there is no other run. */
export function RunSwitcher({ run }: { run: RunDetail }) {
  return isStill() ? <Name run={run} /> : <Switcher run={run} />;
}

function Name({ run }: { run: RunDetail }) {
  return (
    <span className={classes.switched} title={`${run.run.features.name} / ${run.run.name}`}>
      <span className={classes.data}>{run.run.features.name} /</span>
      <span className={classes.name}>{run.run.name}</span>
    </span>
  );
}

function Switcher({ run }: { run: RunDetail }) {
  const [text, setText] = useState("");
  const box = useCombobox({ onDropdownClose: () => setText(""), onDropdownOpen: () => box.focusSearchInput() });
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const rows = useQuery({ ...runsQuery(), enabled: box.dropdownOpened }).data ?? [];
  const view = VIEWS.find((name) => pathname.endsWith(`/${name}`));
  const found = matching(rows, text);
  return (
    <Combobox
      store={box}
      width={420}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(id) => {
        box.closeDropdown();
        navigate(otherRun(id, view, search));
      }}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={classes.switcher}
          onClick={() => box.toggleDropdown()}
          title={`${run.run.features.name} / ${run.run.name}`}
        >
          <span className={classes.data}>{run.run.features.name} /</span>
          <span className={classes.name}>{run.run.name}</span>
          <IconChevronDown size={14} aria-label="Choose another run" />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder="Another run"
          aria-label="Find a run"
        />
        <Combobox.Options mah={320} style={{ overflowY: "auto" }}>
          {found.slice(0, SHOWN).map((row) => (
            <Combobox.Option key={row.id} value={row.id} active={row.id === run.run.id}>
              <span className={classes.option}>
                <span className={classes.name}>{row.name}</span>
                <span className={classes.data}>{row.data}</span>
                <StateMark state={row.state} />
              </span>
            </Combobox.Option>
          ))}
          {found.length > SHOWN && <Combobox.Footer>Type to find {found.length - SHOWN} more</Combobox.Footer>}
          {!found.length && <Combobox.Empty>No run is called so</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function matching(rows: readonly RunRow[], text: string): RunRow[] {
  const words = text.toLowerCase().split(/\s+/);
  return rows.filter((row) =>
    words.every((word) => `${row.name} ${row.id} ${row.data} ${row.tags.join(" ")}`.toLowerCase().includes(word)),
  );
}
