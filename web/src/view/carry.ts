/** Carrying something out of the page: to a file or to the clipboard. */
import { notifications } from "@mantine/notifications";

export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replace(/[\\/:*?"<>|]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Says so when done, and shows the text itself where the browser forbids the clipboard. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `${what} copied.`, autoClose: 2500 });
  } catch {
    notifications.show({ title: `${what}: copy it from here`, message: text, autoClose: false });
  }
}
