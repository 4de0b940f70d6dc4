/** The service's nouns by their short names; all come from the generated schema. */
import type { components, paths } from "@/api/schema";

type Schemas = components["schemas"];
export type Run = Schemas["Run"];
export type RunChange = Schemas["RunChange"];
export type RunDetail = Schemas["RunDetail"];
export type RunEvent = Schemas["RunEvent"];
export type RunRow = Schemas["RunRow"];
export type RunSummary = Schemas["RunSummary"];
export type Job = Schemas["Job"];
/** A job as it is asked for: what its settings leave out is as Python says. */
export type Submission = Pick<Schemas["Submission"], "request"> & Partial<Schemas["Submission"]>;
export type JobAction = paths["/api/v1/jobs/{job}/{action}"]["post"]["parameters"]["path"]["action"];
export type JobUsage = Schemas["JobUsage"];
export type WorkerInfo = Schemas["WorkerInfo"];
export type Slice = Schemas["Slice"];
export type StoreInfo = Schemas["StoreInfo"];
export type Tap = Schemas["Tap"];
export type Interval = Schemas["Interval"];
export type MetricCourse = Schemas["MetricCourse"];
export type MetricSeries = Schemas["MetricSeries"];
export type Field = Schemas["FeatureSchema"]["fields"][number];
export type RowPage = Schemas["RowPage"];
export type WhatIf = Schemas["WhatIf"];
export type Attention = Schemas["Attention"];
export type AttentionSample = Schemas["AttentionSample"];
export type EmbeddingMap = Schemas["EmbeddingMap"];
export type Interactions = Schemas["Interactions"];
export type RowInteractions = Schemas["RowInteractions"];
export type ModelWeights = Schemas["ModelWeights"];
export type Scan = Schemas["Scan"];
/** A field's value as people read it: a list where the field has many, null where it is missing. */
export type Reading = Scan["own"];

/** What is held against what: two runs, two steps of one, or two days of a step. */
export interface Compared {
  before: string;
  after: string;
  before_step?: number | null;
  after_step?: number | null;
  before_day?: number | null;
  after_day?: number | null;
}

/** Whatever an analysis may find, told apart by `kind`. */
export type AnyResult =
  paths["/api/v1/runs/{run}/results/{kind}"]["get"]["responses"][200]["content"]["application/json"];
export type ResultKind = AnyResult["kind"];
export type ResultOf<K extends ResultKind> = Extract<AnyResult, { kind: K }>;
/** The kinds that are asked of one run; a comparison is asked of two, and a search is none of what a run wrote down. */
export type RunResultKind = Exclude<ResultKind, "comparison" | "search">;

/** An analysis' settings, as Python names them; what is left out is as its method's page says. */
export type Settings = Readonly<Record<string, unknown>>;
