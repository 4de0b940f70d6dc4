// @vitest-environment node
import { describe, expect, it } from "vitest";
import { random } from "./gallery/made";
import { placeInColumn, placeInLanes } from "./placement";

describe("names in a column", () => {
  it("stay where they belong while there is room", () => {
    expect(
      placeInColumn(
        [
          { at: 50, size: 14 },
          { at: 100, size: 14 },
        ],
        0,
        200,
      ),
    ).toEqual([50, 100]);
  });

  it("are pushed apart evenly around their common middle", () => {
    expect(
      placeInColumn(
        [
          { at: 100, size: 14 },
          { at: 100, size: 14 },
        ],
        0,
        200,
      ),
    ).toEqual([93, 107]);
  });

  it("stay inside", () => {
    expect(
      placeInColumn(
        [
          { at: -40, size: 14 },
          { at: 300, size: 14 },
        ],
        0,
        200,
      ),
    ).toEqual([7, 193]);
  });

  it("say that they do not fit", () => {
    expect(
      placeInColumn(
        [
          { at: 1, size: 14 },
          { at: 2, size: 14 },
        ],
        0,
        20,
      ),
    ).toBeNull();
  });

  it("never cover one another, whatever the wishes", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const wanted = Array.from({ length: 1 + Math.floor(next() * 18) }, () => ({ at: next() * 300 - 20, size: 14 }));
      const places = placeInColumn(wanted, 0, 260) ?? [];
      expect(places).toHaveLength(wanted.length);
      const sorted = [...places].sort((a, b) => a - b);
      sorted.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(7 - 1e-9);
        expect(place).toBeLessThanOrEqual(253 + 1e-9);
        if (i) expect(place - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
      });
      // Who wants to be higher is never lower.
      wanted.forEach((a, i) => {
        wanted.forEach((b, k) => {
          if (a.at < b.at) expect(places[i] ?? 0).toBeLessThan(places[k] ?? 0);
        });
      });
    }
  });
});

describe("words of marks", () => {
  it("stand to the right, to the left at the edge, one row higher where taken, nowhere where there is no room", () => {
    const [first, edge] = placeInLanes(
      [
        { at: 20, size: 40 },
        { at: 190, size: 40 },
      ],
      0,
      200,
      2,
    );
    expect(first).toEqual({ lane: 0, start: 28, side: "right" });
    expect(edge).toEqual({ lane: 0, start: 142, side: "left" });
    const crowd = placeInLanes(
      Array.from({ length: 12 }, (_, i) => ({ at: 90 + i, size: 60 })),
      0,
      200,
      2,
    );
    expect(crowd.filter((place) => place === null).length).toBeGreaterThan(0);
    for (const [i, a] of crowd.entries())
      for (const [k, b] of crowd.entries())
        if (a && b && i < k && a.lane === b.lane) expect(Math.abs(a.start - b.start)).toBeGreaterThanOrEqual(60);
  });

  it("never cover the sign of another mark", () => {
    const wishes = [
      { at: 20, size: 60 },
      { at: 50, size: 10 },
    ];
    expect(placeInLanes(wishes, 0, 200, 2)[0]?.lane).toBe(1);
  });
});
