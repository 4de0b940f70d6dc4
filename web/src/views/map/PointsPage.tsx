/** PointsPage: asks for the points of a map and which of them are selected; says what is missing where there are none. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useNavigate } from "react-router";
import { text } from "@/address/codec";
import { type LassoClause, withClause, withoutClause } from "@/address/filter";
import { useSelection, useViewLink, useViewState } from "@/address/use";
import { toFailure } from "@/api/failure";
import { type MapAsked, mapQuery } from "@/api/query/map";
import { columnsQuery } from "@/api/query/rowPages";
import type { RowColumn } from "@/api/rowTypes";
import { insidePolygon } from "@/chart/map/polygon";
import type { Moment } from "@/frame/moment";
import { Answered, ChartSkeleton } from "@/view/States";
import { AT_HAND, canColour, colourChoices } from "@/views/map/colouring";
import { MapPanel } from "@/views/map/MapPanel";
import { type MapPoints, readPasses, readPoints } from "@/views/map/points";
import { TsnePage } from "@/views/map/TsnePage";

const COLOUR = text("label");

interface PointsPageProps {
  moment: Moment;
  step: number;
  split: string;
  tap: string;
  method: "pca" | "tsne";
  onAnswered: () => void; // the points have come, or why there are none
  onExplain: () => void;
}

export function PointsPage(props: PointsPageProps) {
  const { moment, step, split, tap, method, onAnswered } = props;
  const [asked] = useViewState("colour", COLOUR);
  const columns = useQuery(columnsQuery(moment.id, { split, step }));
  const extra = !AT_HAND.includes(asked) && canColour(asked, columns.data ?? []) ? asked : null;
  const colour = extra ?? (AT_HAND.includes(asked) ? asked : "label");
  const query = usePoints(moment.id, { split, step, tap, method, colour: extra });
  const isPending = query.isPending;
  useEffect(() => {
    if (!isPending) onAnswered();
  }, [isPending, onAnswered]);
  const missing = method === "tsne" && query.error !== null && toFailure(query.error).isUnavailable;
  if (missing) return <TsnePage moment={moment} step={step} split={split} tap={tap} />;
  return (
    <Answered query={query} skeleton={<ChartSkeleton height={640} />}>
      {(bytes) => <Drawn {...props} bytes={bytes} colour={colour} columns={columns.data ?? []} />}
    </Answered>
  );
}

/**
 * While other points are on their way those before stay in sight; the same rows then wander to their new places. The bytes
 * are read by whoever draws: reading them here would make new points at each look while these are a placeholder.
 */
function usePoints(run: string, asked: MapAsked) {
  return useQuery({
    ...mapQuery(run, asked),
    placeholderData: (before, held) => {
      const [, of, , , at] = held?.queryKey ?? [];
      return of === run && (at as MapAsked | undefined)?.split === asked.split ? before : undefined;
    },
  });
}

function Drawn({
  moment,
  split,
  bytes,
  colour,
  columns,
  onExplain,
}: PointsPageProps & { bytes: ArrayBuffer; colour: string; columns: readonly RowColumn[] }) {
  const { id, selection } = moment;
  const points = useMemo(() => readPoints(bytes), [bytes]);
  const [, setColour] = useViewState("colour", COLOUR);
  const { select } = useSelection();
  const navigate = useNavigate();
  const link = useViewLink();
  const lasso = lassoHere(moment, split, points);
  const selected = useSelected(moment, split, points, lasso);
  const onLasso = (polygon: [number, number][] | null) => {
    const { tap, method } = points;
    if (polygon) {
      const of = method === "tsne" ? split : null; // principal directions are the same for all splits
      select(withClause(selection, { kind: "lasso", tap, method, step: points.step, split: of, points: polygon }));
    } else if (selection) {
      const at = selection.clauses.findIndex(({ kind }) => kind === "lasso");
      if (at >= 0) select(withoutClause(selection, at));
    }
  };
  return (
    <MapPanel
      points={points}
      split={split}
      colour={colour}
      choices={colourChoices(columns, colour)}
      selected={selected}
      lasso={lasso?.points ?? null}
      name={`${id}-map-${points.tap}-step-${points.step}`}
      python={mapPython(id, points, split)}
      onColour={setColour}
      onLasso={onLasso}
      onOpen={(example) => navigate(link("example", { example }))}
      onExplain={onExplain}
    />
  );
}

/** The lasso of the selection, where it was drawn on this very map; on another step's its outline would mean nothing. */
function lassoHere({ selection }: Moment, split: string, { tap, method, step }: MapPoints): LassoClause | null {
  const found = selection?.clauses.find((clause) => clause.kind === "lasso");
  const here =
    found && found.tap === tap && found.method === method && found.step === step && (found.split ?? split) === split;
  return here ? found : null;
}

/** A lasso alone is answered here and at once; whatever else is selected the service says. */
function useSelected(moment: Moment, split: string, points: MapPoints, lasso: LassoClause | null): Uint8Array | null {
  const { id, selection } = moment;
  const { tap, method, step } = points;
  const alone = lasso !== null && selection?.clauses.length === 1;
  const passes = useQuery({
    ...mapQuery(id, { split, step, tap, method, filter: selection }),
    select: readPasses,
    enabled: selection !== null && !alone,
  });
  const inside = useMemo(
    () => (alone && lasso ? insidePolygon(lasso.points, points.xs, points.ys) : null),
    [alone, lasso, points],
  );
  if (inside || selection === null) return inside;
  return passes.data?.length === points.xs.length ? passes.data : null;
}

function mapPython(run: string, { method, tap, step }: MapPoints, split: string): string {
  const words = `split=${JSON.stringify(split)}, step=${step}, taps=[${JSON.stringify(tap)}], method="${method}"`;
  return `import clicklens as cl\n\ncl.open_run(${JSON.stringify(run)}).analyze("projection", ${words}).points()`;
}
