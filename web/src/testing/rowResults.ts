/** Answers about rows that the Python side wrote for tests (`python -m tests.page_row_fixtures`), by their own types. */
import type { Explored, RowColumn, Rows, Sharing } from "@/api/rowTypes";
import type { ResultOf } from "@/api/types";
import columns from "@/testing/rows/columns.json";
import explored from "@/testing/rows/explored.json";
import points from "@/testing/rows/points.json";
import projection from "@/testing/rows/projection.json";
import rows from "@/testing/rows/rows.json";
import sharing from "@/testing/rows/sharing.json";
import slices from "@/testing/rows/slices.json";

export const COLUMNS = columns as unknown as RowColumn[];
export const EXPLORED = explored as unknown as Explored;
export const PROJECTION = projection as unknown as ResultOf<"projection">;
export const ROWS = rows as unknown as Rows;
export const SHARING = sharing as unknown as Sharing;
export const SLICES = slices as unknown as ResultOf<"slices">;

/** A map as Arrow's stream, and its rows as Python reads them. */
export const POINTS = {
  stream: Uint8Array.from(atob(points.stream), (letter) => letter.charCodeAt(0)).buffer as ArrayBuffer,
  rows: JSON.parse(points.rows) as {
    example_id: number;
    x: number;
    label: number;
    pctr: number;
    colour: string;
    passes: boolean;
  }[],
};
