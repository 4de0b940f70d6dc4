/** SettingGroup: settings that belong together; a choice by kind swaps those that follow it. */
import { Button, NativeSelect, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { Words } from "@/view/Words";
import classes from "@/views/new_run/NewRunView.module.css";
import type { Wrong } from "@/views/new_run/problems";
import { SettingField, sayWrong } from "@/views/new_run/SettingField";
import { type Choice, type Group, keyOf, kindOf, type Setting, shownParts, valueAt } from "@/views/new_run/settings";
import { labelOf } from "@/views/new_run/words";

export interface FormState {
  values: Readonly<Record<string, unknown>>;
  wrong: readonly Wrong[];
  disabled: boolean; // the text cannot be read just now
  onSet: (path: readonly string[], value: unknown) => void;
  onCorrect: (wrong: Wrong) => void;
}

/** All settings of a group: single ones in columns, then the choices and groups within it. */
export function Settings({ settings, form }: { settings: readonly Setting[]; form: FormState }) {
  const single = settings.filter((one) => one.type !== "group" && one.type !== "choice");
  const grouped = settings.filter((one) => one.type === "group" || one.type === "choice");
  return (
    <>
      {single.length > 0 && (
        <div className={classes.fields}>
          {single.map((one) => (
            <SettingField
              key={keyOf(one.path)}
              setting={one}
              value={valueAt(form.values, one.path)}
              wrong={form.wrong.filter(({ owner }) => owner === keyOf(one.path))}
              disabled={form.disabled}
              onSet={(value) => form.onSet(one.path, value)}
            />
          ))}
        </div>
      )}
      {grouped.map((one) => (
        <SettingGroup key={keyOf(one.path)} setting={one} form={form} />
      ))}
    </>
  );
}

interface SettingGroupProps {
  setting: Group | Choice | Setting;
  form: FormState;
  children?: ReactNode; // in place of the settings
}

export function SettingGroup({ setting, form, children }: SettingGroupProps) {
  const isOn = setting.initial !== null || valueAt(form.values, setting.path) != null;
  const means = setting.type === "group" ? setting.means : "";
  return (
    <fieldset className={classes.group} data-deep={setting.path.length > 1 || undefined}>
      <legend className={classes.legend}>{labelOf(setting.path)}</legend>
      {setting.optional && setting.type === "group" && (
        <Switch
          label={isOn ? "on" : "off"}
          aria-label={labelOf(setting.path)}
          checked={isOn}
          disabled={form.disabled}
          onChange={({ currentTarget: { checked } }) => form.onSet(setting.path, checked ? {} : undefined)}
        />
      )}
      {means && isOn && (
        <p className={classes.means}>
          <Words>{means}</Words>
        </p>
      )}
      <GroupWrong wrong={form.wrong.filter(({ owner }) => owner === keyOf(setting.path))} form={form} />
      {setting.type === "choice" && <KindChoice setting={setting} form={form} />}
      {children ?? (isOn && <Settings settings={shownParts(setting, form.values)} form={form} />)}
    </fieldset>
  );
}

function KindChoice({ setting, form }: { setting: Choice; form: FormState }) {
  const kind = kindOf(setting, form.values);
  const chosen = setting.options.find((option) => option.kind === kind);
  return (
    <NativeSelect
      className={classes.kind ?? ""}
      size="xs"
      aria-label={`Kind of ${labelOf(setting.path).toLowerCase()}`}
      description={chosen?.means ? <Words>{chosen.means}</Words> : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={kind}
      disabled={form.disabled}
      data={[...setting.options.map((option) => option.kind), ...(chosen ? [] : [kind])]}
      onChange={({ currentTarget }) => form.onSet(setting.path, { kind: currentTarget.value })}
    />
  );
}

/** What is wrong with a group itself: a setting that it does not have, with the one that was meant. */
export function GroupWrong({ wrong, form }: { wrong: readonly Wrong[]; form: Pick<FormState, "onCorrect"> }) {
  return wrong.map((one) => (
    <div key={`${keyOf(one.path)} ${one.message}`} className={classes.groupWrong} role="alert">
      <span>{sayWrong([one])}</span>
      {one.nearest && (
        <Button size="compact-xs" onClick={() => form.onCorrect(one)}>
          Use {one.nearest}
        </Button>
      )}
    </div>
  ));
}
