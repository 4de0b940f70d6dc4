import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { VIEWS } from "@/address/address";
import { Failure } from "@/api/failure";
import { Findings } from "@/view/Finding";
import { explained } from "@/view/MethodDrawer";
import { marksOf, nearestStop, neighbour, shownStop, standing } from "@/view/moment";
import { HOMES } from "@/view/registry";
import { Answered } from "@/view/States";
import { TimeMachine } from "@/view/TimeMachine";

const draw = (part: React.ReactNode) => render(<MantineProvider env="test">{part}</MantineProvider>);

describe("the registry", () => {
  it("sends every kind to a view that there is, with a page that explains it", () => {
    for (const [kind, { view, page }] of Object.entries(HOMES)) {
      expect([kind, [...VIEWS, "compare"].includes(view)]).toEqual([kind, true]);
      if (kind !== "comparison") expect([kind, explained.includes(page)]).toEqual([kind, true]);
    }
  });
});

describe("moments", () => {
  const stops = [0, 100, 300];

  it("are snapshots: the asked one, the nearest to it, or the last", () => {
    expect(shownStop(stops, null)).toBe(300);
    expect(shownStop(stops, 190)).toBe(100);
    expect(shownStop([], 190)).toBeNull();
    expect(nearestStop(stops, 9_999)).toBe(300);
    expect(neighbour(stops, 100, 1)).toBe(300);
    expect(neighbour(stops, 300, 1)).toBe(300);
    expect(neighbour(stops, null, 1)).toBe(0);
  });

  it("are marked once a step, the most telling sign first, the best step only where it is", () => {
    const marks = marksOf([
      { step: 100, kind: "best" },
      { step: 300, kind: "checkpoint" },
      { step: 300, kind: "alarm", text: "over-fitting" },
      { step: 200, kind: "best" },
      { step: 200, kind: "snapshot" },
    ]);
    expect(marks.map(({ step, sign }) => [step, sign])).toEqual([
      [200, "●"],
      [300, "▲"],
    ]);
    expect(marks[1]?.label).toBe("Step 300: over-fitting; checkpoint");
    expect(marksOf([], { bestStep: 40 })[0]?.sign).toBe("●");
  });

  it("are no checkpoint that has made room for others", () => {
    const events = [100, 200, 300].map((step) => ({ step, kind: "checkpoint" }));
    const run = { events: [...events, { step: 100, kind: "alarm" }], checkpoints: [200, 300] };
    expect(marksOf(standing(run)).map(({ step, sign }) => [step, sign])).toEqual([
      [100, "▲"],
      [200, "◆"],
      [300, "◆"],
    ]);
  });
});

describe("the time machine", () => {
  const machine = {
    stops: [0, 100, 300],
    marks: [],
    step: 100,
    reached: 300,
    total: 400,
    follows: false,
    playing: false,
  };

  it("says where it stands and goes a snapshot on", async () => {
    const onStep = vi.fn();
    draw(<TimeMachine {...machine} onStep={onStep} onLatest={() => {}} onPlay={() => {}} />);
    expect(screen.getByRole("slider").getAttribute("aria-valuetext")).toBe("step 100 of 400");
    await userEvent.click(screen.getByRole("button", { name: /Step on/ }));
    expect(onStep).toHaveBeenCalledWith(300, { sliding: false });
    screen.getByRole("slider").focus();
    await userEvent.keyboard("{Home}");
    expect(onStep).toHaveBeenCalledWith(0, { sliding: true });
  });

  it("stands still without snapshots", () => {
    draw(<TimeMachine {...machine} stops={[]} step={null} onStep={() => {}} onLatest={() => {}} onPlay={() => {}} />);
    expect(screen.getByText("no snapshot yet")).toBeTruthy();
    expect(screen.getByRole("button", { name: /Play/ }).hasAttribute("disabled")).toBe(true);
  });
});

describe("findings", () => {
  it("lead with the first, fold the rest away, and say that nothing was found", async () => {
    const findings = ["one", "two", "three", "four"].map((text) => ({ text, severity: "info" }));
    draw(<Findings findings={findings} shown={2} />);
    expect(screen.getByRole("button", { name: "2 further findings" })).toBeTruthy();
    draw(<Findings findings={[]} looked="every layer" />);
    expect(screen.getByText("Nothing unusual. Looked at: every layer.")).toBeTruthy();
  });

  it("offer the button that acts on them", () => {
    draw(
      <Findings
        findings={[{ text: "Layer 4 can go", severity: "warning", remedy: "drop-layer 4" }]}
        action={(remedy) => <button type="button">{remedy}</button>}
      />,
    );
    expect(screen.getByRole("button", { name: "drop-layer 4" })).toBeTruthy();
  });
});

describe("an answer", () => {
  const asked = {
    data: undefined,
    error: null,
    isPending: true,
    isFetching: true,
    isPlaceholderData: false,
    refetch: vi.fn(),
  };

  it("is awaited in its shape", () => {
    draw(<Answered query={asked}>{() => "drawn"}</Answered>);
    expect(screen.getByRole("status").getAttribute("aria-busy")).toBe("true");
  });

  it("that failed says what happened and what to do; an old one stays in sight", () => {
    const error = new Failure({ status: 0, kind: "Unreachable", message: "The ClickLens service does not answer." });
    draw(<Answered query={{ ...asked, error }}>{() => "drawn"}</Answered>);
    expect(screen.getByRole("alert").textContent).toContain("nothing is lost");
    draw(<Answered query={{ ...asked, error, data: 1 as never }}>{() => "drawn before"}</Answered>);
    expect(screen.getByText(/What you see is from before/).textContent).toContain("does not answer");
    expect(screen.getByText("drawn before")).toBeTruthy();
  });

  it("that the run cannot give is no alarm", () => {
    const error = new Failure({ status: 409, kind: "UnavailableError", message: "saliency needs field gradients" });
    draw(<Answered query={{ ...asked, error }}>{() => "drawn"}</Answered>);
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByText("Saliency needs field gradients.")).toBeTruthy();
  });
});
