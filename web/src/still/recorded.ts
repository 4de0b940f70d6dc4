/** Recorded: the source of a report: answers what was asked when it was made, and says so of everything else. */
import { NOT_IN_FILE } from "@/api/failure";
import type { components } from "@/api/schema";
import type { Source } from "@/api/source";
import { type HeldAnswer, unpack } from "@/still/answers";
import { type Defaults, type Known, meaningOf } from "@/still/meaning";

type AnalysisInfo = components["schemas"]["AnalysisInfo"];
type Explored = components["schemas"]["Explored"];
type ExploreQuestion = components["schemas"]["ExploreQuestion"];
type MetricCourse = components["schemas"]["MetricCourse"];
type RunDetail = components["schemas"]["RunDetail"];

export async function recordedSource(run: string, answers: readonly HeldAnswer[]): Promise<Source> {
  const byPath = new Map(answers.flatMap((answer) => answer.paths.map((path) => [path, answer])));
  const read = async <T>(path: string): Promise<T | null> => {
    const answer = byPath.get(path);
    return answer?.status === 200 ? (JSON.parse(new TextDecoder().decode(await unpack(answer))) as T) : null;
  };
  const ofRun = `/api/v1/runs/${encodeURIComponent(run)}`;
  const detail = await read<RunDetail>(ofRun);
  const analyses = await read<AnalysisInfo[]>("/api/v1/analyses");
  const known: Known = {
    heldOut: detail?.held_out ?? null,
    defaults: new Map((analyses ?? []).map(({ kind, params }) => [kind, defaultsOf(params)])),
  };
  const held = new Map([...byPath].map(([path, answer]) => [meaningOf(path, known), answer]));

  const ask = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (url.pathname === `${ofRun}/explore`) return (await explored(url, request, held, known)) ?? notInFile();
    if (request.method !== "GET") return notInFile();
    if (url.pathname === `${ofRun}/metrics`) return (await metrics(url, held, known)) ?? notInFile();
    const answer = held.get(meaningOf(url.pathname + url.search, known));
    return answer ? respond(await unpack(answer), answer) : notInFile();
  };
  return { ask, isStill: true };
}

/** The part of all evaluations that is asked for; each series was thinned on its own. */
async function metrics(
  { pathname, searchParams }: URL,
  held: ReadonlyMap<string, HeldAnswer>,
  known: Known,
): Promise<Response | null> {
  if ((searchParams.get("format") ?? "json") !== "json") return null;
  const day = searchParams.get("day") ?? "whole";
  const answer = held.get(meaningOf(`${pathname}?day=${day === "whole" ? day : "every"}&points=500`, known));
  if (!answer) return null;
  const course = JSON.parse(new TextDecoder().decode(await unpack(answer))) as MetricCourse;
  const names = searchParams.get("metrics")?.split(",");
  const split = searchParams.get("split");
  const series = course.series.filter(
    (one) =>
      (!names || names.includes(one.metric)) &&
      (!split || one.split === split) &&
      (day === "whole" || day === "every" || one.day === Number(day)),
  );
  return respond(new TextEncoder().encode(JSON.stringify({ ...course, series })), answer);
}

/** The charts that are asked for, of all rows: what a filter leaves of them would have to be counted. */
async function explored(
  { pathname }: URL,
  request: Request,
  held: ReadonlyMap<string, HeldAnswer>,
  known: Known,
): Promise<Response | null> {
  const asked = (await request.json()) as ExploreQuestion;
  const at = new URLSearchParams({ ...(asked.split && { split: asked.split }), step: String(asked.step) });
  const answer = held.get(meaningOf(`${pathname}?${at}`, known));
  if (answer?.status !== 200 || asked.filter?.clauses.length || asked.figures !== false) return null;
  const found = JSON.parse(new TextDecoder().decode(await unpack(answer))) as Explored;
  const charts = asked.charts?.map(({ column }) => found.charts.find((chart) => chart.column === column)) ?? [];
  if (charts.includes(undefined)) return null;
  return respond(new TextEncoder().encode(JSON.stringify({ ...found, charts })), answer);
}

function defaultsOf(schema: AnalysisInfo["params"]): Defaults {
  const properties = (schema.properties ?? {}) as Record<string, { default?: unknown }>;
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.default ?? null]));
}

function respond(content: Uint8Array<ArrayBuffer>, { status, type }: HeldAnswer): Response {
  return new Response(content, { status, headers: { "Content-Type": type } });
}

function notInFile(): Response {
  const message = "This is not in the file: a report holds what the views show at first, of its best and its last step";
  return Response.json({ error: NOT_IN_FILE, message }, { status: 501 });
}
