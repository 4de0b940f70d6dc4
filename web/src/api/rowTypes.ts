/** The service's nouns about rows: their columns, charts of them, what a selection of them is like. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Explored = Schemas["Explored"];
export type ChartRequest = Schemas["ChartRequest"];
export type RowChart = Schemas["Chart"];
export type RowColumn = Schemas["RowColumn"];
export type RowParts = Schemas["Parts"];
export type RowFigures = Schemas["RowFigures"];
export type RowEstimate = Schemas["RowEstimate"];
export type Sharing = Schemas["Sharing"];
export type SharedValue = Schemas["SharedValue"];
export type SliceFigures = Schemas["SliceFigures"];
export type UsableSlice = Schemas["UsableSlice"];
/** Some of the rows, each a list of cells in the order of `columns`. */
export interface Rows {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  total: number; // rows that pass
}
export type Cell = Schemas["RowPage"]["rows"][number][number];
