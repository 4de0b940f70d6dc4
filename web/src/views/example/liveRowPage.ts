/** The questions that the page puts to the model itself: the changed row, the scanned field, the values to choose from. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { type Codec, json, list, maybeText, oneOf } from "@/address/codec";
import { useChangeAddress, useViewState } from "@/address/use";
import { toFailure } from "@/api/failure";
import {
  attentionPython,
  attentionQuery,
  type LiveRow,
  scanPython,
  scanQuery,
  whatIfPython,
  whatIfQuery,
} from "@/api/query/liveModel";
import type { Field, Scan } from "@/api/types";
import { useSettled } from "@/frame/useSettled";
import type { Live } from "@/view/Answering";
import { attentionTable } from "@/views/example/attention";
import type { ExampleViewProps } from "@/views/example/ExampleView";
import { type Changes, type ExampleResult, isChanges, scannable } from "@/views/example/reading";
import type { Scale } from "@/views/example/ScanPanel";
import { scanTable, whatIfTable } from "@/views/example/table";
import type { Known } from "@/views/example/ValueEditor";

const CHANGES = json<Changes>(isChanges, {});
const LIMIT: Codec<number> = {
  read: (given) => ([20, 50, 200, 1000].includes(Number(given)) ? Number(given) : 50),
  write: (value) => (value === 50 ? null : String(value)),
};
const SCALE: Codec<Scale> = oneOf(["pctr", "logit"], "pctr");
const OFFERED = 1000; // values that a person may choose from; any other may be typed
const MOST = 1000; // values that one scan goes through here

type LiveProps = Pick<
  ExampleViewProps,
  | "changes"
  | "whatIf"
  | "whatIfExports"
  | "scanned"
  | "scanExports"
  | "weighed"
  | "weighedExports"
  | "onWeighing"
  | "onCandidates"
  | "editing"
  | "onChanges"
  | "onScan"
  | "onLimit"
  | "onScale"
>;

interface Asked {
  result: ExampleResult;
  step: number;
  kinds: ReadonlyMap<string, Field>;
}

export function useLiveRow(run: string, { result, step, kinds }: Asked): LiveProps {
  const [changes] = useViewState("change", CHANGES);
  const [wanted] = useViewState("scan", maybeText);
  const [limit] = useViewState("values", LIMIT);
  const [scale] = useViewState("scale", SCALE);
  const [edited, setEdited] = useState<string | null>(null);
  const change = useChangeAddress();
  const rested = useSettled(step);
  const row: LiveRow = { example: result.example_id, split: result.split, step: rested };
  const fields = scannable(result, kinds);
  const field = fields.find((name) => name === wanted) ?? fields[0] ?? null;
  const isChanged = Object.keys(changes).length > 0;
  const whatIf = useQuery({ ...whatIfQuery(run, row, changes), enabled: isChanged });
  const scan = useQuery({ ...scanQuery(run, row, field ?? "", limit), enabled: field !== null });
  const offered = useQuery({ ...scanQuery(run, row, edited ?? "", OFFERED), enabled: edited !== null });
  const known = useMemo(() => (edited === null ? null : knownOf(offered.data, edited)), [offered.data, edited]);
  const weighed = useWeighed(run, row);
  const name = `${run}-row-${result.example_id}`;
  return {
    changes,
    whatIf: liveOf(whatIf),
    whatIfExports: {
      name: `${name}-what-if`,
      ...(whatIf.data && isChanged && { files: { csv: () => whatIfTable(whatIf.data) } }),
      python: whatIfPython(run, row, changes),
    },
    scanned: { field, limit, most: MOST, scale, answer: liveOf(scan) },
    scanExports: (pictures) => ({
      name: `${name}-scan-${field ?? ""}`,
      files: { ...pictures, ...(scan.data && { csv: () => scanTable(scan.data) }) },
      python: scanPython(run, row, field ?? "", limit),
    }),
    ...weighed,
    editing: { field: edited, known, range: rangeOf(offered.data, edited), onEdit: setEdited },
    onChanges: (next) => change({ change: CHANGES.write(next), example: String(result.example_id) }, { replace: true }),
    onScan: (next) => change({ scan: next, example: String(result.example_id) }, { replace: true }),
    onScale: (next) => change({ scale: SCALE.write(next) }, { replace: true }),
    onLimit: (next) => change({ values: LIMIT.write(next) }, { replace: true }),
  };
}

const NO_CANDIDATES = list();

/** What the model weighs in the row, for other values of the field that its behaviours are compared with. */
function useWeighed(
  run: string,
  row: LiveRow,
): Pick<LiveProps, "weighed" | "weighedExports" | "onWeighing" | "onCandidates"> {
  const [weighing, onWeighing] = useViewState("weighing", maybeText);
  const [values, setValues] = useViewState("candidates", NO_CANDIDATES);
  const first = useQuery(attentionQuery(run, row, []));
  const compared = first.data?.positions[0]?.candidate ?? null;
  const candidates = compared === null ? [] : values.map((value) => ({ [compared]: value }));
  const others = useQuery({ ...attentionQuery(run, row, candidates), enabled: candidates.length > 0 });
  const scan = useQuery({ ...scanQuery(run, row, compared ?? "", OFFERED), enabled: compared !== null });
  const offered = useMemo(
    () => (compared === null ? [] : (knownOf(scan.data, compared) ?? []).map(({ value }) => value)),
    [scan.data, compared],
  );
  const shown = candidates.length ? others : first;
  return {
    weighed: { weighing, candidates: values, offered, answer: liveOf(shown) },
    weighedExports: (pictures) => ({
      name: `${run}-row-${row.example}-attention`,
      files: { ...pictures, ...(shown.data && { csv: () => attentionTable(shown.data) }) },
      python: attentionPython(run, row, candidates),
    }),
    onWeighing: (next) => onWeighing(next, { replace: true }),
    onCandidates: (next) => setValues(next, { replace: true }),
  };
}

function liveOf<T>({ data, error, isFetching, refetch }: UseQueryResult<T>): Live<T> {
  return {
    data: data ?? null,
    failure: error ? toFailure(error) : null,
    busy: isFetching,
    retry: () => void refetch(),
  };
}

/** What training knows of a field's values, the most frequent first; null until it is known. */
function knownOf(scan: Scan | undefined, field: string): Known[] | null {
  if (scan?.field !== field) return null;
  return scan.points
    .flatMap(({ value, count, score, is_unknown }) => {
      const single = Array.isArray(value) ? value[0] : value;
      return single === null || single === undefined || is_unknown
        ? []
        : [{ value: String(single), count, pctr: score.pctr }];
    })
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
}

function rangeOf(scan: Scan | undefined, field: string | null): [number, number] | null {
  if (!scan || scan.field !== field) return null;
  const numbers = scan.points.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  return numbers.length ? [Math.min(...numbers), Math.max(...numbers)] : null;
}
