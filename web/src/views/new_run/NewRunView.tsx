/** NewRunView: a run as a form with its YAML beside it; either can be edited, and both always say the same. */
import { Button } from "@mantine/core";
import { IconCopy, IconPlayerPlay } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Failure } from "@/api/failure";
import { plural } from "@/format/number";
import { copyText } from "@/view/carry";
import { Finding, type Severity } from "@/view/Finding";
import { Failed } from "@/view/States";
import { type Catalog, DataChoice } from "@/views/new_run/DataChoice";
import type { Draft } from "@/views/new_run/draft";
import classes from "@/views/new_run/NewRunView.module.css";
import type { Wrong } from "@/views/new_run/problems";
import { type FormState, GroupWrong, SettingGroup, Settings } from "@/views/new_run/SettingGroup";
import { type Setting, valueAt } from "@/views/new_run/settings";
import { YamlEditor } from "@/views/new_run/YamlEditor";

export interface NewRunViewProps {
  settings: readonly Setting[];
  text: string;
  draft: Draft;
  shown: Readonly<Record<string, unknown>>; // the values that could be read last
  wrong: readonly Wrong[];
  checked: boolean; // the service has seen the draft as it stands
  failure: Failure | null; // of the check or the start, where it names no setting
  catalog: Catalog | null;
  noWorker: boolean;
  starting: boolean;
  origin: ReactNode; // what it was made from
  children?: ReactNode; // the job that was started
  onText: (text: string) => void;
  onSet: (path: readonly string[], value: unknown) => void;
  onCorrect: (wrong: Wrong) => void;
  onStart: () => void;
}

export function NewRunView(props: NewRunViewProps) {
  const { settings, text, draft, shown, wrong, onSet, onCorrect } = props;
  const form: FormState = { values: shown, wrong, disabled: draft.values === null, onSet, onCorrect };
  const single = settings.filter(({ type }) => type !== "group" && type !== "choice");
  const groups = settings.filter(({ type }) => type === "group" || type === "choice");
  const said = sayDraft(props);
  return (
    <>
      <div className={classes.lead}>
        <Finding lead severity={said.severity}>
          {said.text}
        </Finding>
        <Button
          variant="filled"
          size="sm"
          leftSection={<IconPlayerPlay size={16} />}
          loading={props.starting}
          disabled={!props.checked || wrong.length > 0 || draft.values === null}
          onClick={props.onStart}
        >
          Start the run
        </Button>
      </div>
      {props.children}
      {props.failure && <Failed failure={props.failure} />}
      {props.origin && <p className={classes.origin}>{props.origin}</p>}
      <div className={classes.sides}>
        <form aria-label="Settings of the run" onSubmit={(event) => event.preventDefault()}>
          <GroupWrong wrong={wrong.filter(({ owner }) => owner === "")} form={form} />
          <Settings settings={single} form={form} />
          {groups.map((group) => (
            <SettingGroup key={group.path.join(".")} setting={group} form={form}>
              {group.path[0] === "data" ? (
                <DataChoice
                  catalog={props.catalog}
                  data={valueAt(shown, ["data"])}
                  disabled={form.disabled}
                  onChoose={(data) => onSet(["data"], data)}
                />
              ) : undefined}
            </SettingGroup>
          ))}
        </form>
        <section className={classes.yaml} aria-labelledby="yaml-title">
          <header className={classes.yamlHead}>
            <h2 id="yaml-title">The same as YAML</h2>
            <Button
              size="compact-xs"
              leftSection={<IconCopy size={13} />}
              onClick={() => void copyText(text, "The request as YAML")}
            >
              Copy
            </Button>
          </header>
          <YamlEditor
            text={text}
            unreadable={draft.unreadable}
            wrong={wrong}
            onChange={props.onText}
            onCorrect={onCorrect}
          />
          <p className={classes.reading}>
            What is left out is at its default, which the form shows in grey. Kept as <code>config.yaml</code>, the same
            run starts with <code>clicklens train config.yaml</code>.
          </p>
        </section>
      </div>
    </>
  );
}

function sayDraft({ draft, wrong, checked, noWorker }: NewRunViewProps): { text: string; severity: Severity } {
  if (draft.unreadable)
    return { text: `The YAML cannot be read at line ${draft.unreadable.line}.`, severity: "warning" };
  if (wrong.length > 0)
    return {
      text: `${plural(wrong.length, "setting")} ${wrong.length === 1 ? "is" : "are"} not right yet.`,
      severity: "warning",
    };
  if (!checked) return { text: "The request is being checked.", severity: "info" };
  if (noWorker)
    return {
      text: "Every setting is right, but no worker lives: the run waits until `clicklens worker` runs.",
      severity: "warning",
    };
  return { text: "Every setting is right; a worker is ready to train.", severity: "good" };
}
