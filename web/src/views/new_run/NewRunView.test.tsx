import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { keyOfData } from "@/views/new_run/DataChoice";
import { corrected, readDraft, withSetting } from "@/views/new_run/draft";
import { NewRunView } from "@/views/new_run/NewRunView";
import { startText } from "@/views/new_run/origin";
import { placeProblems } from "@/views/new_run/problems";
import { choicesOn, isPlain, knownKeys, readSettings, type Setting, type Single } from "@/views/new_run/settings";
import { WORDS } from "@/views/new_run/words";
import { readWritten, written } from "@/views/new_run/written";
import openapi from "../../../../schemas/openapi.json?raw";

const root = JSON.parse(openapi);
const settings = readSettings(root.components.schemas.RunSpec, root);
const single = (given: Partial<Single>): Single => ({
  path: ["x"],
  initial: null,
  optional: false,
  type: "number",
  ...given,
});
const allKeys = (parts: readonly Setting[]): string[] =>
  parts.flatMap((part) => [
    part.path.join("."),
    ...(part.type === "group" ? allKeys(part.parts) : []),
    ...(part.type === "choice" ? part.options.flatMap((option) => allKeys(option.parts)) : []),
  ]);
const allMeanings = (parts: readonly Setting[]): string[] =>
  parts.flatMap((part) => {
    if (part.type === "group") return [part.means, ...allMeanings(part.parts)];
    return part.type === "choice" ? part.options.flatMap(({ means, parts }) => [means, ...allMeanings(parts)]) : [];
  });

const TEXT = `# mine
data: {name: movielens-small}
model:
  kind: gwen
  hiden: [8, 4]
training:
  epochs: -1 # few
`;

describe("the settings", () => {
  it("are read from the schema that Python writes, and each has words of its own", () => {
    const keys = new Set(allKeys(settings));
    expect(keys.size).toBeGreaterThan(40);
    expect([...keys].filter((key) => !(key in WORDS))).toEqual([]);
    expect(Object.keys(WORDS).filter((key) => !keys.has(key))).toEqual([]);
  });

  it("know their defaults, also those that a choice sets", () => {
    const training = settings.find(({ path }) => path[0] === "training");
    const optimiser =
      training?.type === "group" ? training.parts.find(({ path }) => path[1] === "optimizer") : undefined;
    if (optimiser?.type !== "choice") throw new Error("the optimiser is a choice");
    const rate = (kind: string) =>
      optimiser.options.find((option) => option.kind === kind)?.parts.find(({ path }) => path.at(-1) === "lr")?.initial;
    expect([rate("adagrad"), rate("adam")]).toEqual([0.01, 0.001]);
  });

  it("are told in whole sentences, whatever their numbers", () => {
    const told = allMeanings(settings);
    expect(told).toContain("The defaults are the paper's.");
    expect(told.filter((text) => /^\d/.test(text))).toEqual([]);
  });

  it("swap with the kind of a choice", () => {
    expect(knownKeys(settings, { model: { kind: "logistic" } })).not.toContain("model.hidden");
    expect(knownKeys(settings, {})).toContain("model.hidden");
    const on = choicesOn(["training", "optimizer", "lr"], settings, {});
    expect(on.map(({ path }) => path.join("."))).toEqual(["training.optimizer"]);
  });
});

describe("a draft", () => {
  it("keeps its words and comments when the form writes into it", () => {
    const next = withSetting(TEXT, ["training", "epochs"], 8);
    expect(next).toContain("# mine");
    expect(next).toContain("epochs: 8 # few");
    const without = withSetting(next, ["training", "epochs"], undefined);
    expect(without).not.toContain("training");
    expect(readDraft(withSetting("", ["model", "hidden"], [8, 4])).values).toEqual({ model: { hidden: [8, 4] } });
    expect(readDraft(withSetting("training:\n", ["training", "epochs"], 2)).values).toEqual({
      training: { epochs: 2 },
    });
  });

  it("says where it cannot be read", () => {
    expect(readDraft("data: {name: x}\nmodel: [1").unreadable?.line).toBe(2);
    expect(readDraft("- one").unreadable?.message).toMatch(/Settings are expected/);
    expect(readDraft("a: 1\na: 2").unreadable?.line).toBe(2);
  });

  it("is corrected where a word is misspelt", () => {
    expect(readDraft(corrected(TEXT, ["model", "hiden"], "hidden")).values).toMatchObject({
      model: { hidden: [8, 4] },
    });
    const kind = corrected("training:\n  optimizer: {kind: adamm}\n", ["training", "optimizer"], "adam");
    expect(readDraft(kind).values).toEqual({ training: { optimizer: { kind: "adam" } } });
  });

  it("begins with rows that are here", () => {
    const set = { title: "", rows: 1, label: "", splits: "", source: "", how_to_get: "", licence: "", citation: "" };
    const ready = [
      { ...set, name: "far", encoded: false },
      { ...set, name: "here", encoded: true },
    ];
    expect(startText({ ready, folders: [] })).toContain("name: here");
    expect(startText(null)).toBeNull();
    expect([keyOfData({ name: "a" }), keyOfData({ path: "/b" }), keyOfData(null)]).toEqual(["name:a", "path:/b", null]);
  });
});

describe("problems", () => {
  const draft = readDraft(TEXT);
  const known = knownKeys(settings, draft.values);
  const place = (loc: (string | number)[], message: string, nearest: string | null = null) =>
    placeProblems([{ loc, message, nearest }], draft, known)[0];

  it("stand at their setting and at their line, without the kind that the service names", () => {
    expect(place(["training", "epochs"], "Input should be greater than or equal to 1")).toMatchObject({
      owner: "training.epochs",
      line: 7,
      message: "It must be at least 1.",
    });
    expect(place(["model", "gwen", "hiden"], "Extra inputs are not permitted", "hidden")).toMatchObject({
      owner: "model",
      line: 5,
      path: ["model", "hiden"],
      nearest: "hidden",
    });
    expect(place(["trainng"], "Extra inputs are not permitted")).toMatchObject({ owner: "" });
  });

  it("are said as a person would", () => {
    const say = (message: string) => place(["training", "epochs"], message)?.message;
    expect(say("Input should be a valid integer, unable to parse string as an integer")).toBe(
      "A whole number is needed.",
    );
    expect(say("Input tag 'a' found using 'kind' does not match any of the expected tags: 'b', 'c'")).toBe(
      "There is no kind `a`; there are `b`, `c`.",
    );
    expect(say("Value error, give either")).toBe("Give either.");
  });
});

describe("what is typed", () => {
  it.each([
    [single({}), "1e-3", 0.001],
    [single({}), "four", "four"],
    [single({ optional: true }), "none", null],
    [single({}), " ", undefined],
    [single({ type: "list", numbers: true }), "8, 4", [8, 4]],
    [single({ type: "list" }), "train, test", ["train", "test"]],
    [single({ type: "map" }), "user_id=0.1, a=b=2", { user_id: 0.1, "a=b": 2 }],
    [single({ type: "text" }), "my run", "my run"],
  ])("is read as a value", (setting, text, value) => expect(readWritten(setting, text)).toEqual(value));

  it("is written as it is read", () => {
    expect([written([8, 4]), written({ a: 0.1 }), written(null), written(undefined)]).toEqual([
      "8, 4",
      "a=0.1",
      "none",
      "",
    ]);
  });
});

describe("the page of a new run", () => {
  function Standing({ first, onStart }: { first: string; onStart: () => void }) {
    const [text, setText] = useState(first);
    const draft = readDraft(text);
    const shown = draft.values ?? {};
    const epochs = isPlain(shown.training) ? shown.training.epochs : undefined;
    const problems =
      epochs === 0 ? [{ loc: ["training", "epochs"], message: "Input should be greater than or equal to 1" }] : [];
    return (
      <NewRunView
        settings={settings}
        text={text}
        draft={draft}
        shown={shown}
        wrong={placeProblems(problems, draft, knownKeys(settings, shown))}
        checked
        failure={null}
        catalog={null}
        noWorker={false}
        starting={false}
        origin={null}
        onText={setText}
        onSet={(path, value) => setText(withSetting(text, path, value))}
        onCorrect={vi.fn()}
        onStart={onStart}
      />
    );
  }

  it("keeps form and text the same, shows what is wrong at both, and starts what is right", async () => {
    const onStart = vi.fn();
    render(
      <MantineProvider env="test">
        <Standing first={"data:\n  name: movielens-small\n"} onStart={onStart} />
      </MantineProvider>,
    );
    const field = screen.getByLabelText("Epochs (passes)");
    const text = screen.getByLabelText<HTMLTextAreaElement>("The request as YAML");
    await userEvent.type(field, "0");
    expect(text.value).toContain("epochs: 0");
    expect(screen.getAllByText("It must be at least 1.")).toHaveLength(2);
    expect(screen.getByRole("button", { name: "Start the run" }).hasAttribute("disabled")).toBe(true);
    await userEvent.clear(text);
    await userEvent.type(text, "training:\n  epochs: 3");
    expect((field as HTMLInputElement).value).toBe("3");
    await userEvent.click(screen.getByRole("button", { name: "Start the run" }));
    expect(onStart).toHaveBeenCalledOnce();
  });
});
