// @vitest-environment node
import { expect, it } from "vitest";
import { axisValue, axisWords } from "./axis";
import { logTickText, shownNumber, tickTexts } from "./number";

const plain = (words: string[]) => words.map((word) => word.replace("\u202f", " "));

it("writes thousands short on axes only, and all ticks alike", () => {
  expect(plain(tickTexts([0, 500, 1000, 1500]))).toEqual(["0", "500", "1 k", "1.5 k"]);
  expect(plain(tickTexts([0, 2e6, 4e6]))).toEqual(["0", "2 M", "4 M"]);
  expect(tickTexts([0.7, 0.71, 0.72])).toEqual(["0.70", "0.71", "0.72"]);
  expect(tickTexts([-0.002, 0, 0.002])).toEqual(["−0.002", "0", "0.002"]);
});

it("writes powers of ten so that they can be read", () => {
  expect(plain([0.000001, 0.001, 1, 10_000].map(logTickText))).toEqual(["1e−6", "0.001", "1", "10 k"]);
});

it("gives as many decimals as asked for, and more where the value would vanish", () => {
  expect(shownNumber(0.73123, 4)).toBe("0.7312");
  expect(shownNumber(0, 4)).toBe("0.0000");
  expect(shownNumber(0.00002, 4)).not.toBe("0.0000");
  expect(shownNumber(-12345.6, 1)).toBe("−12,345.6");
});

it("says name, unit and log scale of an axis, and its values in full", () => {
  expect(axisWords({ name: "log loss", unit: "nats", log: true })).toBe("log loss (nats), log scale");
  expect(axisWords({ name: "AUC", unit: null })).toBe("AUC");
  expect(axisValue({ name: "step", unit: null, whole: true }, 1600)).toBe("1,600");
  expect(axisValue({ name: "share", unit: "%" }, 48.2)).toBe("48%");
  expect(axisValue({ name: "difference", unit: null, digits: 4, signed: true }, 0.0012)).toBe("+0.0012");
  expect(axisValue({ name: "AUC", unit: null }, Number.NaN)).toBe("–");
});
