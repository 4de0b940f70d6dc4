// @vitest-environment node
import { expect, it } from "vitest";
import { find } from "@/frame/find";
import { RUN_VIEWS } from "@/frame/places";

const views = RUN_VIEWS.map(({ view, name, asks, words = "" }) => ({
  name,
  kind: "view",
  to: view,
  more: asks,
  words,
}));

it("finds a view by its name, its question, or what it shows", () => {
  expect(find(views, "neur").map(({ name }) => name)[0]).toBe("Neurons");
  expect(find(views, "over-fitting").map(({ name }) => name)).toContain("Generalisation");
  expect(find(views, "saliency").map(({ name }) => name)).toEqual(["Features"]);
  expect(find(views, "t-sne").map(({ name }) => name)).toEqual(["Map"]);
  expect(find(views, "no such thing")).toEqual([]);
});
