/** A small table as a CSV file, as spreadsheets read it. */

export function csvBlob(
  head: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): Blob {
  const lines = [head, ...rows].map((row) => row.map(csvCell).join(","));
  return new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
}

function csvCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
