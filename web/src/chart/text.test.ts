// @vitest-environment node
import { expect, it } from "vitest";
import { shortened, textWidth } from "./text";

it("gives Chinese letters a whole em", () => {
  expect(textWidth("用户编号", 11)).toBe(44);
  expect(textWidth("iiii", 11)).toBeLessThan(textWidth("mmmm", 11));
});

it("keeps both ends of a name that is too long", () => {
  const name = "previously_watched_categories_of_the_last_thirty_days_bucket";
  const short = shortened(name, 120);
  expect(short).toMatch(/^previously.*….*cket$/);
  expect(textWidth(short)).toBeLessThanOrEqual(120);
  expect(shortened("hour", 120)).toBe("hour");
  expect(shortened(name, 3)).toBe("…");
});
