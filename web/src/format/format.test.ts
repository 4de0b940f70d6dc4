import { describe, expect, it } from "vitest";
import * as number from "@/format/number";
import * as time from "@/format/time";

describe("numbers", () => {
  it("say AUC with four decimals and nothing as a dash", () => {
    expect(number.auc(0.75)).toBe("0.7500");
    expect(number.auc(null)).toBe("–");
    expect(number.auc(Number.NaN)).toBe("–");
  });

  it("separate thousands", () => {
    expect(number.count(2318)).toBe("2,318");
    expect(number.count(-12000)).toBe("−12,000");
    expect(number.plural(1, "row")).toBe("1 row");
    expect(number.plural(2318, "row")).toBe("2,318 rows");
  });

  it("list words as a sentence does", () => {
    expect(number.listed(["train"])).toBe("train");
    expect(number.listed(["train", "test"])).toBe("train and test");
    expect(number.listed(["train", "validation", "test"])).toBe("train, validation and test");
  });

  it("give differences their sign, and zero none", () => {
    expect(number.difference(0.0012)).toBe("+0.0012");
    expect(number.difference(-0.003)).toBe("−0.0030");
    expect(number.difference(0.00001)).toBe("0.0000");
    expect(number.difference(-0.00001)).toBe("0.0000");
    expect(number.differenceWithInterval({ value: 0.0002, low: -0.0004, high: 0.0008 })).toBe("+0.0002 ± 0.0006");
    expect(number.withInterval({ value: 0.7421, low: 0.739, high: 0.7452 })).toBe("0.7421 [0.7390, 0.7452]");
  });

  it.each([
    [0.48, "48%"],
    [0.092, "9.2%"],
    [0.0031, "0.31%"],
    [0, "0%"],
    [-0.25, "−25%"],
  ])("say %d as %s", (share, said) => expect(number.percent(share)).toBe(said));

  it.each([
    [0, "0"],
    [999, "999"],
    [1600, "1.6 k"],
    [48_200, "48 k"],
    [999_900, "1 M"],
    [1_250_000, "1.3 M"],
    [0.25, "0.25"],
  ])("shorten %d to %s on axes", (value, said) => expect(number.short(value)).toBe(said));

  it.each([
    [12, "12"],
    [0.5, "0.5000"],
    [12.345, "12.35"],
    [123456.7, "123,457"],
    [0.00012, "1.20e−4"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("say the figure %d as %s", (value, said) => expect(number.figure(value)).toBe(said));

  it("say bytes", () => {
    expect(number.bytes(812)).toBe("812 B");
    expect(number.bytes(3_140_000)).toBe("3.1 MB");
  });
});

describe("times", () => {
  it.each([
    [0, "0 s"],
    [48, "48 s"],
    [130, "2 min 10 s"],
    [3600, "1 h"],
    [11_100, "3 h 5 min"],
    [187_200, "2 d 4 h"],
  ])("say %d seconds as %s", (seconds, said) => expect(time.duration(seconds)).toBe(said));

  it("say what is left no more exactly than it is known", () => {
    expect(time.left(170)).toBe("3 min left");
    expect(time.left(0.2)).toBe("1 s left");
  });

  it("are relative, and absolute at hand", () => {
    const now = new Date("2026-03-14T12:00:00Z");
    expect(time.ago("2026-03-14T11:59:40Z", now)).toBe("just now");
    expect(time.ago("2026-03-14T11:30:00Z", now)).toBe("30 min ago");
    expect(time.ago("2026-03-13T11:00:00Z", now)).toBe("yesterday");
    expect(time.ago("2026-01-02T11:00:00Z", now)).toBe("2 Jan");
    expect(time.ago("2024-01-02T11:00:00Z", now)).toBe("2 Jan 2024");
    expect(time.ago("soon", now)).toBe("soon");
    expect(time.absolute("2026-03-14T09:05:12Z", "UTC")).toBe("14 March 2026 at 09:05:12");
  });
});
