/** Words in the corner: what did not come to pass, and what can still be taken back. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { sayFailure, toFailure } from "@/api/failure";

const TIME = 8000; // ms to think again

export function tell(title: string, error: unknown): void {
  notifications.show({ color: "red", title, message: sayFailure(toFailure(error)).happened });
}

/** `go` is done when the time is over; until then `keep` takes it back. A page that is closed before keeps it. */
export function offerUndo(title: string, { keep, go }: { keep: () => void; go: () => unknown }): void {
  let kept = false;
  const id = notifications.show({
    title,
    autoClose: TIME,
    message: (
      <>
        Deleted for good in a few seconds, with its log; its runs stay.{" "}
        <Button
          size="compact-xs"
          onClick={() => {
            kept = true;
            keep();
            notifications.hide(id);
          }}
        >
          Undo
        </Button>
      </>
    ),
    onClose: () => {
      if (!kept) void go();
    },
  });
}
