/** RunEditor: what a person calls a run and writes beside it. */
import { Button, Group, Modal, TagsInput, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { RunChange, RunRow } from "@/api/types";

interface RunEditorProps {
  row: RunRow;
  onSave: (change: RunChange) => void;
  onClose: () => void;
}

export function RunEditor({ row, onSave, onClose }: RunEditorProps) {
  const [name, setName] = useState(row.name);
  const [tags, setTags] = useState<string[]>([...row.tags]);
  const [note, setNote] = useState(row.note);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave({ name: name.trim(), tags, note });
  };
  return (
    <Modal opened onClose={onClose} title={`Run ${row.id}`} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={save}>
        <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <TagsInput label="Tags" size="xs" mt="sm" value={tags} onChange={setTags} placeholder="Enter after each" />
        <Textarea
          label="Note"
          size="xs"
          mt="sm"
          minRows={4}
          autosize
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group mt="md" justify="flex-end">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!name.trim()}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
