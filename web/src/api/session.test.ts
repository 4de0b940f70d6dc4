import { expect, it } from "vitest";
import { isRefused, refuse, signIn } from "@/api/session";

it("asks again when the token in use is refused, and not for a late answer to an older one", () => {
  signIn("old");
  refuse("old");
  expect(isRefused()).toBe(true);
  signIn("new");
  refuse("old");
  expect(isRefused()).toBe(false);
  refuse("new");
  expect(isRefused()).toBe(true);
});
