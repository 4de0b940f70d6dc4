import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { commandOf } from "@/frame/RunRemedy";
import { Share } from "@/frame/Share";
import { StillCommand } from "@/frame/StillCommand";

afterEach(() => vi.unstubAllGlobals());

it("saves the run as one file, and shows that it works on it", async () => {
  URL.createObjectURL = vi.fn(() => "blob:x");
  URL.revokeObjectURL = vi.fn();
  let end: (response: Response) => void = () => {};
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (end = resolve)));
  render(
    <MantineProvider env="test">
      <Share run="r1" name="demo" />
    </MantineProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Share" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /Save as one file/ }));
  expect(await screen.findByText("Making the file")).toBeTruthy();
  end(new Response("<html></html>"));
  expect(await screen.findByRole("button", { name: "Share" })).toBeTruthy();
  expect(URL.createObjectURL).toHaveBeenCalledOnce();
});

it("gives a report's remedy as a command that a shell takes as it is meant", () => {
  expect(commandOf("r1", "drop-layer 4")).toBe("clicklens refine r1 drop-layer 4 --seeds 3");
  expect(commandOf("r1", "user-bias a b")).toBe("clicklens refine r1 user-bias 'a b' --seeds 3");
  render(
    <MantineProvider env="test">
      <StillCommand act="Drop layer 4" command="clicklens refine r1 drop-layer 4 --seeds 3" />
    </MantineProvider>,
  );
  expect(screen.getByTitle("Copy the command").textContent).toContain("drop-layer 4");
});
