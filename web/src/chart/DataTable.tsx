/** DataTable: the numbers behind a chart, read aloud but not seen. */
import { memo } from "react";
import styles from "./chart.module.css";
import type { Table } from "./drawing";

const MOST = 40; // rows; a longer table is thinned out evenly, its last row kept

export const DataTable = memo(function DataTable({ title, table }: { title: string; table: Table }) {
  const places = tableRows(table.rows);
  const all = places.length === table.rows;
  return (
    <div className={styles.hidden}>
      <table>
        <caption>
          {all ? title : `${title}: ${places.length} of ${table.rows.toLocaleString("en-US")} rows, evenly spread`}
        </caption>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place}>
              {table.row(place).map((words, i) => (
                <td key={table.head[i]}>{words}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

export function tableRows(rows: number, most = MOST): number[] {
  if (rows <= most) return Array.from({ length: rows }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (rows - 1)) / (most - 1)));
}
