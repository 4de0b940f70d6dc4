/** RowsPanel: the rows that are selected, or all, as people read them; each leads to its own page. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { Codec } from "@/address/codec";
import { encodeFilter, type RowFilter } from "@/address/filter";
import { useViewLink, useViewState } from "@/address/use";
import { rowPagesQuery } from "@/api/query/rowPages";
import type { Rows } from "@/api/rowTypes";
import { count, plural } from "@/format/number";
import type { Moment } from "@/frame/moment";
import { csvBlob } from "@/view/csv";
import type { Sort } from "@/view/DataTable";
import { Panel } from "@/view/Panel";
import { cellText, RowsTable } from "@/view/RowsTable";
import { Answered, TableSkeleton } from "@/view/States";

const WORST: Sort = { key: "error", descending: true };
const sortCodec: Codec<Sort> = {
  read: (given) => (given ? { key: given.replace(/^-/, ""), descending: given.startsWith("-") } : WORST),
  write: ({ key, descending }) => (key === WORST.key && descending ? null : `${descending ? "-" : ""}${key}`),
};

export function RowsPanel({ moment }: { moment: Moment }) {
  const { id, split, step, selection } = moment;
  const [sort, setSort] = useViewState("sort", sortCodec);
  const query = useInfiniteQuery({
    ...rowPagesQuery(id, { split, step, filter: selection, sort: sort.key, descending: sort.descending }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
    select: joined,
  });
  const rows = query.data;
  const navigate = useNavigate();
  const link = useViewLink();
  const shown = rows ? `${count(rows.rows.length)} of ${plural(rows.total, "row")}` : "";
  return (
    <Panel
      wide
      title={selection ? "The selected rows" : "All rows of the sample"}
      reading={`Sorted over all of them by the service; ${shown ? `${shown} are here, further ones come as you scroll. ` : ""}A row opens its own page: why the model said so.`}
      exports={{
        name: `${id}-rows-step-${step}`,
        ...(rows && { files: { csv: () => rowsCsv(rows) } }),
        python: selectPython(id, selection, step, `rows(${JSON.stringify(split)}, sort=${JSON.stringify(sort.key)})`),
      }}
    >
      <Answered query={query} skeleton={<TableSkeleton rows={6} />}>
        {(found) => (
          <RowsTable
            rows={found}
            sort={sort}
            onSort={(next) => setSort(next, { replace: true })}
            onOpen={(example) => navigate(link("example", { example: String(example) }))}
            {...(query.hasNextPage && !query.isFetchingNextPage && { onEnd: () => void query.fetchNextPage() })}
          />
        )}
      </Answered>
    </Panel>
  );
}

function joined({ pages }: { pages: readonly Rows[] }): Rows {
  const last = pages.at(-1);
  return { columns: last?.columns ?? [], total: last?.total ?? 0, rows: pages.flatMap(({ rows }) => rows) };
}

function rowsCsv({ columns, rows }: Rows): Blob {
  return csvBlob(
    columns,
    rows.map((row) => row.map((cell, at) => (typeof cell === "number" ? cell : cellText(columns[at] ?? "", cell)))),
  );
}

/** The call that gives the same rows in a notebook. */
export function selectPython(run: string, filter: RowFilter | null, step: number | null, call: string): string {
  const chosen = filter ? `RowFilter.from_text("${encodeFilter(filter)}"), ` : "";
  const needs = filter ? "from clicklens.core.row_filter import RowFilter\n" : "";
  return `import clicklens as cl\n${needs}\ncl.open_run(${JSON.stringify(run)}).select(${chosen}step=${step ?? "None"}).${call}`;
}
