/** The time machine of the run that is looked at: keys, playing, and the step in the address. */
import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useStep } from "@/address/use";
import type { Moment } from "@/frame/moment";
import { useKeys } from "@/frame/useKeys";
import { marksOf, neighbour, standing } from "@/view/moment";
import { TimeMachine } from "@/view/TimeMachine";

const FRAME = 700; // ms a stop is shown at least

interface RunTimeMachineProps {
  moment: Moment;
  setPlaying: (on: boolean) => void;
}

export function RunTimeMachine({ moment, setPlaying }: RunTimeMachineProps) {
  const { id, run, step, follows, playing } = moment;
  const [, setStep] = useStep();
  const marks = useMemo(() => marksOf(standing(run), { bestStep: run.best_step }), [run]);
  const stops = run.steps;

  const goTo = (next: number | null) => next !== null && (next !== step || follows) && setStep(next, { replace: true });
  const play = (on: boolean) => {
    if (on && step === stops.at(-1)) goTo(stops[0] ?? null); // from the start once it has ended
    setPlaying(on);
  };
  useKeys({
    left: () => goTo(neighbour(stops, step, -1)),
    right: () => goTo(neighbour(stops, step, 1)),
    space: () => stops.length > 1 && play(!playing),
  });

  // The film waits for the views: the next stop is shown once this one has been drawn.
  const loading =
    useIsFetching({ queryKey: ["run", id, "result"], predicate: ({ meta }) => meta?.awaited !== false }) > 0;
  useEffect(() => {
    if (!playing || loading) return;
    const timer = setTimeout(() => {
      const next = neighbour(stops, step, 1);
      if (next === null || next === step) setPlaying(false);
      else setStep(next, { replace: true });
    }, FRAME);
    return () => clearTimeout(timer);
  }, [playing, loading, stops, step, setStep, setPlaying]);

  return (
    <TimeMachine
      stops={stops}
      marks={marks}
      step={step}
      reached={run.step}
      total={run.total_steps}
      follows={follows}
      playing={playing}
      onStep={(next, { sliding }) => setStep(next, { replace: sliding })}
      onLatest={() => setStep(null)}
      onPlay={play}
    />
  );
}
