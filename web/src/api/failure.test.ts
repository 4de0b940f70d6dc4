import { describe, expect, it } from "vitest";
import { readFailure } from "@/api/failure";

describe("what the service says of a failure", () => {
  it("is read with the steps at which the run could be asked instead", () => {
    const body = { error: "UnavailableError", message: "no checkpoint near step 10", problems: [], steps: [100, 200] };
    expect(readFailure(409, body)).toMatchObject({ kind: "UnavailableError", isUnavailable: true, steps: [100, 200] });
    expect(readFailure(409, { error: "UnavailableError", message: "no history" }).steps).toEqual([]);
  });
});
