// @vitest-environment node
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { HeldAnswer } from "@/still/answers";
import { meaningOf } from "@/still/meaning";
import { recordedSource } from "@/still/recorded";

const RUN = "/api/v1/runs/r%201";
const known = {
  heldOut: "test",
  defaults: new Map([
    ["saliency", { split: null, step: null, day: null, measure: "gradient", top_ids: 10 }],
    ["projection", { split: "train", method: "tsne" }],
  ]),
};
const asked = (kind: string, settings: object) =>
  meaningOf(`${RUN}/results/${kind}?settings=${encodeURIComponent(JSON.stringify(settings))}`, known);

it("takes a setting that is left out, null or as usual for the same question", () => {
  const plain = asked("saliency", { step: 5 });
  expect(asked("saliency", { day: null, measure: "gradient", split: "test", step: 5 })).toBe(plain);
  expect(asked("saliency", { step: 5, top_ids: 11 })).not.toBe(plain);
  expect(asked("saliency", { step: 5, split: "train" })).not.toBe(plain);
  expect(meaningOf(`${RUN}/results/saliency`, known)).toBe(asked("saliency", {}));
});

it("does not take the judged split for another analysis' own", () => {
  expect(asked("projection", { split: "test" })).not.toBe(asked("projection", {}));
  expect(asked("projection", { split: "train" })).toBe(asked("projection", {}));
});

it("knows the usual words of an address in any order", () => {
  const plain = meaningOf(`${RUN}/map?tap=h1&step=5`, known);
  expect(meaningOf(`${RUN}/map?split=test&step=5&tap=h1&method=pca`, known)).toBe(plain);
  expect(meaningOf(`${RUN}/map?split=test&step=5&tap=h1&method=tsne`, known)).not.toBe(plain);
});

const held = (paths: string[], value: unknown, status = 200): HeldAnswer => ({
  paths,
  status,
  type: "application/json",
  gzip: gzipSync(JSON.stringify(value)).toString("base64"),
});

const series = [
  { split: "train", day: null, metric: "auc", values: [0.9] },
  { split: "test", day: null, metric: "auc", values: [0.8] },
  { split: "test", day: null, metric: "log_loss", values: [0.4] },
];
const source = () =>
  recordedSource("r 1", [
    held([RUN], { held_out: "test" }),
    held(["/api/v1/analyses"], [{ kind: "saliency", params: { properties: { measure: { default: "gradient" } } } }]),
    held([`${RUN}/results/saliency?settings=%7B%22step%22%3A5%7D`], { kind: "saliency" }),
    held([`${RUN}/results/probe?settings=%7B%7D`], { error: "UnavailableError", message: "lacks" }, 409),
    held([`${RUN}/explore?split=test&step=5`], { rows: 9, charts: [{ column: "pctr" }, { column: "day" }] }),
    held([`${RUN}/metrics?day=whole&points=500`], { run_id: "r 1", series }),
  ]);
const get = async (path: string, init?: RequestInit) =>
  (await source()).ask(new Request(`http://localhost${path}`, init));

it("answers what was asked when the report was made, failures too", async () => {
  const found = await get(
    `${RUN}/results/saliency?settings=${encodeURIComponent('{"measure":"gradient","split":"test","step":5}')}`,
  );
  expect([found.status, await found.json()]).toEqual([200, { kind: "saliency" }]);
  expect((await get(`${RUN}/results/probe?settings=%7B%7D`)).status).toBe(409);
});

it("gives the part of the evaluations that is asked for", async () => {
  const found = await get(`${RUN}/metrics?day=whole&points=100&metrics=auc&split=test`);
  expect(((await found.json()) as { series: unknown }).series).toEqual([series[1]]);
  expect((await get(`${RUN}/metrics?day=whole&format=arrow`)).status).toBe(501);
});

it("gives the charts of all rows that are asked for, and none of a filter", async () => {
  const post = async (body: object) =>
    get(`${RUN}/explore`, {
      method: "POST",
      body: JSON.stringify({ split: "test", step: 5, figures: false, ...body }),
    });
  const found = await post({ charts: [{ column: "day", bins: 30 }], filter: { clauses: [] } });
  expect(((await found.json()) as { charts: unknown }).charts).toEqual([{ column: "day" }]);
  expect((await post({ charts: [{ column: "hour", bins: 30 }] })).status).toBe(501);
  expect((await post({ charts: [], filter: { clauses: [{}] } })).status).toBe(501);
});

it("says of everything else that it is not in the file", async () => {
  for (const [path, init] of [
    ["/api/v1/runs", undefined],
    [`${RUN}/results/saliency?settings=%7B%22step%22%3A6%7D`, undefined],
    [RUN, { method: "PATCH", body: "{}" }],
  ] as const) {
    const answer = await get(path, init);
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([501, "NotInFile"]);
  }
});
