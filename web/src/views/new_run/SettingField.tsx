/** SettingField: one setting as a field: its name and unit, what it means, what holds if it is left out, what is wrong. */
import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Words } from "@/view/Words";
import classes from "@/views/new_run/NewRunView.module.css";
import type { Wrong } from "@/views/new_run/problems";
import type { Single } from "@/views/new_run/settings";
import { labelOf, wordsOf } from "@/views/new_run/words";
import { readWritten, written, writtenDefault } from "@/views/new_run/written";

interface SettingFieldProps {
  setting: Single;
  value: unknown; // undefined: left out
  wrong: readonly Wrong[];
  disabled: boolean;
  onSet: (value: unknown) => void; // undefined takes it out
}

export function SettingField({ setting, value, wrong, disabled, onSet }: SettingFieldProps) {
  const common = {
    label: labelOf(setting.path),
    description: helpOf(setting),
    error: wrong.length > 0 ? sayWrong(wrong) : undefined,
    disabled,
  };
  return (
    <div className={classes.field} data-set={value !== undefined || undefined}>
      {setting.type === "flag" ? (
        <Switch
          {...common}
          checked={value === undefined ? setting.initial === true : value === true}
          onChange={({ currentTarget: { checked } }) => onSet(checked === setting.initial ? undefined : checked)}
        />
      ) : setting.type === "among" ? (
        <NativeSelect
          {...common}
          size="xs"
          value={value === undefined ? "" : String(value)}
          data={[
            { value: "", label: `${written(setting.initial)} (default)` },
            ...(setting.options ?? []).map((option) => ({ value: option, label: option })),
            ...(typeof value === "string" && !setting.options?.includes(value) ? [{ value, label: value }] : []),
          ]}
          onChange={({ currentTarget }) => onSet(currentTarget.value || undefined)}
        />
      ) : (
        <Typed common={common} setting={setting} value={value} onSet={onSet} />
      )}
    </div>
  );
}

interface TypedProps extends Pick<SettingFieldProps, "value" | "onSet"> {
  setting: Single;
  common: { label: string; description: ReactNode; error: ReactNode; disabled: boolean };
}

/** What is being typed stands as it is typed; what others change shows once the field is left. */
function Typed({ common, setting, value, onSet }: TypedProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      {...common}
      inputMode={setting.type === "number" ? "decimal" : "text"}
      placeholder={writtenDefault(setting)}
      value={typed ?? written(value)}
      onFocus={() => setTyped(written(value))}
      onBlur={() => setTyped(null)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onSet(readWritten(setting, currentTarget.value));
      }}
    />
  );
}

function helpOf({ path, limits, optional, type }: Single): ReactNode {
  const parts = [wordsOf(path).help ?? "", limits ?? "", optional && type === "number" && limits ? "or none" : ""];
  const text = parts.filter(Boolean).join("; ");
  return text ? <Words>{text}</Words> : undefined;
}

export function sayWrong(wrong: readonly Wrong[]): ReactNode {
  return wrong.map(({ message, nearest }) => (
    <span key={message} className={classes.wrong}>
      <Words>
        {nearest && !message.includes(`\`${nearest}\``) ? `${message} Did you mean \`${nearest}\`?` : message}
      </Words>
    </span>
  ));
}
