import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { Catalogue } from "@/views/data/Catalogue";
import { DataSetView } from "@/views/data/DataSetView";
import {
  aloneRows,
  type Description,
  type FieldDescription,
  findingsOf,
  lackRows,
  rateLines,
  sayData,
  sayValues,
  unknownLater,
  vocabularyRows,
} from "@/views/data/describe";

vi.mock("@/chart/echarts", () => ({
  init: () => ({ setOption() {}, getWidth: () => 1000, getHeight: () => 300, resize() {}, clear() {}, dispose() {} }),
}));

const field = (name: string, given: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  kind: "categorical",
  side: "user",
  cardinality: 10,
  once_share: 0,
  missing_share: { train: 0, test: 0 },
  unknown_share: { train: 0, test: 0 },
  top: [{ value: "Drama", share: 0.4 }],
  low: null,
  high: null,
  leak_auc: 0.6,
  ...given,
});
const DATA: Description = {
  name: "ads",
  data_digest: "0",
  splits: [
    {
      name: "train",
      rows: 800,
      label_rate: { click: 0.04 },
      day_first: 17352,
      day_last: 17353,
      label_rate_by_day: { click: { 17353: 0.05, 17352: 0.03 } },
    },
    {
      name: "test",
      rows: 200,
      label_rate: { click: 0.06 },
      day_first: 17354,
      day_last: 17354,
      label_rate_by_day: { click: { 17354: 0.06 } },
    },
  ],
  fields: [
    field("user_id", {
      cardinality: 6040,
      once_share: 0.48,
      unknown_share: { train: 0, test: 0.31, validation: null },
      leak_auc: 0.71,
    }),
    field("price", {
      kind: "numeric",
      cardinality: null,
      once_share: null,
      top: [],
      low: 0.5,
      high: 120,
      leak_auc: null,
    }),
    field("广告位", { missing_share: { train: 0.12 } }),
  ],
  findings: [
    {
      text: "no rows on day 17360, 17361, though there are rows before and after",
      severity: "info",
      remedy: null,
      field: null,
    },
    {
      text: "88% of the ids of 'item_id' in test are unknown to train",
      severity: "info",
      remedy: null,
      field: "item_id",
    },
    { text: "'user_id' gives the label away", severity: "alarm", remedy: null, field: "user_id" },
  ],
};

describe("a data set", () => {
  it("is said in a sentence, and what looks wrong the worst first, with dates for days", () => {
    expect(sayData(DATA)).toBe(
      "ads: 1,000 rows in 2 splits, from 2017-07-05 to 2017-07-07; 3 fields, 2 of them of ids.",
    );
    expect(findingsOf(DATA).map(({ text }) => text)).toEqual([
      "`user_id` gives the label away.",
      "88% of the ids of `item_id` in test are unknown to train.",
      "No rows on 2017-07-13, 2017-07-14, though there are rows before and after.",
    ]);
  });

  it("has lines and rows for its charts", () => {
    expect(rateLines(DATA, "click")).toMatchObject([{ key: "train", x: [17352, 17353], y: [3, 5] }, { key: "test" }]);
    expect(rateLines(DATA, "order")).toEqual([]);
    expect(vocabularyRows(DATA.fields).map(({ key }) => key)).toEqual(["user_id", "广告位"]);
    expect(lackRows(DATA.fields).map(({ key }) => key)).toEqual(["user_id", "广告位"]);
    expect(aloneRows(DATA.fields).map(({ key }) => key)).toEqual(["user_id", "广告位"]);
    expect(unknownLater(DATA.fields[0] as FieldDescription)).toBe(0.31);
    expect(DATA.fields.map(sayValues)).toEqual(["Drama 40%", "0.5000 to 120", "Drama 40%"]);
  });

  it("is drawn, and its fields are sorted by what a head names", async () => {
    const onSort = vi.fn();
    render(
      <MantineProvider env="test">
        <DataSetView data={DATA} path="/data/ads" task={null} sort={null} onTask={vi.fn()} onSort={onSort} />
      </MantineProvider>,
    );
    expect(screen.getByRole("heading", { name: "Rate of click by day and split" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Ids" }));
    expect(onSort).toHaveBeenCalledWith({ key: "ids", descending: true });
    await userEvent.click(screen.getByRole("button", { name: /^Table: Rate of click/ }));
    expect(screen.getByRole("table", { name: /Splits: rows/ }).textContent).toContain("2017-07-07");
  });

  it("says that nothing is lacking where nothing is", () => {
    const data = { ...DATA, findings: [], fields: [field("a")] };
    render(
      <MantineProvider env="test">
        <DataSetView data={data} path="" task={null} sort={null} onTask={vi.fn()} onSort={vi.fn()} />
      </MantineProvider>,
    );
    expect(screen.getByText("Next to nothing")).toBeTruthy();
    expect(screen.getByText(/^Nothing unusual. Looked at/)).toBeTruthy();
  });
});

it("the catalogue says how to get each set, and leads to a run on it", () => {
  const set = {
    title: "MovieLens",
    rows: 100_836,
    label: "1 from 4 stars",
    splits: "by time",
    source: "GroupLens",
    licence: "research",
    citation: "Harper",
  };
  const ready = [{ ...set, name: "movielens-small/random", how_to_get: "download it", encoded: false }];
  const folders = [{ name: "ads", path: "/data/ads", data_digest: "0", runs: 2, present: false }];
  render(
    <MantineProvider env="test">
      <MemoryRouter>
        <Catalogue catalog={{ ready, folders }} />
      </MemoryRouter>
    </MantineProvider>,
  );
  expect(screen.getByText("clicklens data get movielens-small/random")).toBeTruthy();
  expect(screen.getByText("Not here yet: download it.")).toBeTruthy();
  expect(screen.getByRole("link", { name: /Train on/ }).getAttribute("href")).toBe(
    "/runs/new?data=movielens-small%2Frandom",
  );
  expect(screen.getByText("no longer")).toBeTruthy();
});
