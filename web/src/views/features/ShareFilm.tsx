/** ShareFilm: how the shares of all fields move over training, and how they lie on each day. */
import { useMemo, useRef } from "react";
import type { Mark } from "@/chart/mark";
import { StackedShare } from "@/chart/StackedShare";
import { type ChartHandle, chartFiles } from "@/chart/still";
import { step as sayStep } from "@/format/number";
import { dayShort } from "@/format/time";
import { type ExportsOf, Panel } from "@/view/Panel";
import { filmOf, MEASURES, type SaliencyResult } from "@/views/features/reading";

interface FilmProps {
  result: SaliencyResult;
  onField: (field: string) => void;
  exportsOf: ExportsOf;
  onExplain: () => void;
}

const STEP = { name: "step", unit: null, whole: true };
const DAY = { name: "day", unit: null, whole: true, tick: dayShort };
const TALL = 380; // pixels
export const BY_DAY = 300;

export function ShareFilm({ result, marks, onField, ...ways }: FilmProps & { marks: readonly Mark[] }) {
  const chart = useRef<ChartHandle>(null);
  const { noun } = MEASURES[result.measure];
  const film = useMemo(
    () =>
      filmOf(
        result.series.filter((point) => point.split === result.split),
        result.fields,
        "step",
      ),
    [result],
  );
  const title = `Share of ${noun} by step on ${result.split}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf("shares-by-step", chartFiles(chart))}
      onExplain={ways.onExplain}
      reading={`Each band is a field's share of all ${noun}; the whole is 100%. The fields with most are named, the others are grey. A field of ids whose band widens while held-out AUC falls is being learnt by heart. Click a band to follow its field.`}
    >
      <StackedShare
        ref={chart}
        title={title}
        height={TALL}
        x={STEP}
        y={{ name: `share of ${noun}`, unit: "%" }}
        at={film.at}
        parts={film.parts}
        whole={100}
        cursor={result.step}
        marks={marks}
        onPart={onField}
        empty="No gradients were kept at any step."
      />
    </Panel>
  );
}

/** Only where the sample's days are followed one by one. */
export function ShareByDay({ result, onField, ...ways }: FilmProps) {
  const chart = useRef<ChartHandle>(null);
  const { noun } = MEASURES[result.measure];
  const film = useMemo(
    () =>
      filmOf(
        result.days.filter((point) => point.split === result.split),
        result.fields,
        "day",
      ),
    [result],
  );
  const title = `Share of ${noun} by day on ${result.split}, step ${sayStep(result.step)}`;
  return (
    <Panel
      title={title}
      exports={ways.exportsOf("shares-by-day", chartFiles(chart))}
      onExplain={ways.onExplain}
      reading={`How the ${noun} of one day's rows is shared among the fields. Bands that stay level: the model leans on the same fields every day. A band that moves with the days belongs to a field whose values drift. Click a band to follow its field.`}
    >
      <StackedShare
        ref={chart}
        title={title}
        height={BY_DAY}
        x={DAY}
        y={{ name: `share of ${noun}`, unit: "%" }}
        at={film.at}
        parts={film.parts}
        whole={100}
        onPart={onField}
        empty={`No day of ${result.split} has rows enough to be followed.`}
      />
    </Panel>
  );
}
