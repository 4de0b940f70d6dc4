/** YamlEditor: the request as text, with its lines counted and what is wrong said under it, at its line. */

import { Button } from "@mantine/core";
import { type CSSProperties, useId, useRef } from "react";
import { Words } from "@/view/Words";
import classes from "@/views/new_run/NewRunView.module.css";
import type { Wrong } from "@/views/new_run/problems";
import { sayWrong } from "@/views/new_run/SettingField";

interface YamlEditorProps {
  text: string;
  unreadable: { line: number; message: string } | null;
  wrong: readonly Wrong[];
  onChange: (text: string) => void;
  onCorrect: (wrong: Wrong) => void;
}

export function YamlEditor({ text, unreadable, wrong, onChange, onCorrect }: YamlEditorProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const lines = text.split("\n");
  const bad = new Set([...(unreadable ? [unreadable.line] : []), ...wrong.map(({ line }) => line)]);
  const goTo = (line: number) => {
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    box.current?.focus();
    box.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  };
  return (
    <>
      <div className={classes.editor} style={{ "--lines": Math.max(12, lines.length + 1) } as CSSProperties}>
        <div className={classes.gutter} aria-hidden>
          {lines.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is
            <span key={at} data-bad={bad.has(at + 1) || undefined}>
              {bad.has(at + 1) ? `▲${at + 1}` : at + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={box}
          className={classes.text}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          aria-label="The request as YAML"
          aria-invalid={bad.size > 0}
          aria-describedby={id}
        />
      </div>
      <ul id={id} className={classes.wrongLines}>
        {unreadable && (
          <li>
            <button type="button" onClick={() => goTo(unreadable.line)}>
              Line {unreadable.line}
            </button>
            <span className={classes.wrong}>
              <Words>{`${unreadable.message}. The form shows what could be read last.`}</Words>
            </span>
          </li>
        )}
        {wrong.map((one) => (
          <li key={`${one.path.join(".")} ${one.message}`}>
            <button type="button" onClick={() => goTo(one.line)}>
              Line {one.line}
            </button>
            <span>{sayWrong([one])}</span>
            {one.nearest && (
              <Button size="compact-xs" onClick={() => onCorrect(one)}>
                Use {one.nearest}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
