/** CloneJob: a copy of a job with some settings changed, written as YAML. */
import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { parse, stringify } from "yaml";
import type { Failure } from "@/api/failure";
import type { Job } from "@/api/types";
import { Failed } from "@/view/States";

interface CloneJobProps {
  job: Job;
  busy: boolean;
  failure: Failure | null;
  form?: ReactNode; // the way to change it in a form
  onClone: (changes: Record<string, unknown>, name: string | null) => void;
  onClose: () => void;
}

export function CloneJob({ job, busy, failure, form, onClone, onClose }: CloneJobProps) {
  const [text, setText] = useState(() => stringify(settingsOf(job)));
  const [name, setName] = useState("");
  const read = readSettings(text);
  return (
    <Modal opened onClose={onClose} title={`Clone ${job.name}`} size="xl">
      <TextInput
        label="Name"
        description="Left empty, it is called by what is asked"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={
          job.request.kind === "train" || job.request.kind === "tune" ? "Settings of the training" : "What is asked"
        }
        description="As the job has them; change what is to be different"
        autosize
        minRows={6}
        maxRows={22}
        mt="sm"
        value={text}
        error={typeof read === "string" ? read : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
        spellCheck={false}
        data-autofocus
      />
      {failure && <Failed compact failure={failure} />}
      <div style={{ display: "flex", gap: 12, alignItems: "center", marginTop: 14 }}>
        <Button
          variant="filled"
          loading={busy}
          disabled={typeof read === "string"}
          onClick={() => typeof read !== "string" && onClone(read, name.trim() || null)}
        >
          Queue the copy
        </Button>
        {form}
      </div>
    </Modal>
  );
}

/** What of a job may be changed. */
export function settingsOf({ request }: Pick<Job, "request">): Record<string, unknown> {
  if (request.kind === "train" || request.kind === "tune") return request.spec;
  const { kind: _, ...settings } = request;
  return settings;
}

/** The settings that a text holds, or why it holds none. */
export function readSettings(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return "Settings are expected, each as 'name: value'";
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "This is no YAML") : "This is no YAML";
  }
}
