/** SignIn: a service that others can reach asks for the token that it printed when it started. */
import { Button, Modal, PasswordInput, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { isRefused, onSession, signIn, token } from "@/api/session";

export function SignIn() {
  const refused = useSyncExternalStore(onSession, isRefused);
  const queries = useQueryClient();
  const [given, setGiven] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn(given);
    setGiven("");
    void queries.invalidateQueries();
  };
  return (
    <Modal opened={refused} onClose={() => {}} withCloseButton={false} title="Sign in to ClickLens" centered>
      <form onSubmit={submit}>
        <Text size="sm" mb="sm">
          {token() === null
            ? "This service can be reached from other machines, so it asks for a token."
            : "The service does not know this token."}{" "}
          <code>clicklens ui</code> printed it when it started. It is kept in this tab only.
        </Text>
        <PasswordInput
          label="Token"
          value={given}
          onChange={(event) => setGiven(event.currentTarget.value)}
          data-autofocus
          autoComplete="off"
        />
        <Button type="submit" variant="filled" mt="md" disabled={!given.trim()}>
          Sign in
        </Button>
      </form>
    </Modal>
  );
}
