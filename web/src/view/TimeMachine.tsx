/** TimeMachine: a run is a film; one slider says which of its steps every view shows. Its stops are the snapshots. */
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { count } from "@/format/number";
import { type Mark, nearestStop, neighbour } from "@/view/moment";
import classes from "@/view/TimeMachine.module.css";

interface TimeMachineProps {
  stops: readonly number[]; // steps of the snapshots, ascending
  marks: readonly Mark[];
  step: number | null; // the stop that is shown
  reached: number | null; // the step that training has come to
  total: number | null; // the step that it will end at; null: unknown
  follows: boolean; // shows the latest, whichever that is by now
  playing: boolean;
  onStep: (step: number, how: { sliding: boolean }) => void;
  onLatest: () => void;
  onPlay: (on: boolean) => void;
}

export function TimeMachine(props: TimeMachineProps) {
  const { stops, marks, step, total, follows, playing, onStep, onPlay } = props;
  const track = useRef<HTMLDivElement>(null);
  const end = Math.max(total ?? 0, props.reached ?? 0, stops.at(-1) ?? 0, 1);
  const place = (at: number) => `${(100 * at) / end}%`;
  const idle = stops.length === 0;

  const slide = (event: PointerEvent<HTMLDivElement>) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || idle) return;
    const stop = nearestStop(stops, ((event.clientX - box.left) / box.width) * end);
    if (stop !== null && (stop !== step || follows)) onStep(stop, { sliding: event.type === "pointermove" });
  };
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { PageDown: -10, PageUp: 10, ArrowDown: -1, ArrowUp: 1, Home: -stops.length, End: stops.length }[
      event.key
    ];
    const stop = by === undefined ? null : neighbour(stops, step, by);
    if (stop === null) return;
    event.preventDefault();
    onStep(stop, { sliding: true });
  };

  return (
    <div className={classes.machine}>
      <div className={classes.buttons}>
        <Button
          label="Step back (←)"
          disabled={idle}
          onClick={() => go(neighbour(stops, step, -1), onStep)}
          icon={IconPlayerTrackPrev}
        />
        <Button
          label={playing ? "Pause (space)" : "Play the run (space)"}
          disabled={stops.length < 2}
          onClick={() => onPlay(!playing)}
          icon={playing ? IconPlayerPauseFilled : IconPlayerPlayFilled}
        />
        <Button
          label="Step on (→)"
          disabled={idle}
          onClick={() => go(neighbour(stops, step, 1), onStep)}
          icon={IconPlayerTrackNext}
        />
      </div>
      <div className={classes.rail}>
        <div
          ref={track}
          role="slider"
          tabIndex={idle ? -1 : 0}
          aria-label="Step of the run"
          aria-valuemin={stops[0] ?? 0}
          aria-valuemax={stops.at(-1) ?? 0}
          aria-valuenow={step ?? 0}
          aria-valuetext={idle ? "no snapshot yet" : `step ${count(step)} of ${count(end)}`}
          aria-disabled={idle}
          className={classes.track}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            slide(event);
          }}
          onPointerMove={(event) => event.buttons === 1 && slide(event)}
          onKeyDown={walk}
        >
          <div className={classes.line} />
          <div className={classes.reached} style={{ width: place(props.reached ?? stops.at(-1) ?? 0) }} />
          {stops.map((stop) => (
            <i key={stop} className={classes.stop} style={{ left: place(stop) }} />
          ))}
          {step !== null && (
            <div className={classes.thumb} style={{ left: place(step) }} data-follows={follows || undefined} />
          )}
        </div>
        {marks.map((mark) => (
          <Tooltip key={mark.step} label={mark.label}>
            <button
              type="button"
              className={classes.mark}
              style={{ left: place(mark.step), color: `var(--clk-${mark.tone})` }}
              aria-label={mark.label}
              onClick={() => go(nearestStop(stops, mark.step), onStep)}
            >
              {mark.sign}
            </button>
          </Tooltip>
        ))}
      </div>
      <div className={classes.text}>
        {idle ? (
          <span className="faint">no snapshot yet</span>
        ) : (
          <span className="num">
            step {count(step)} <span className="faint">/ {count(end)}</span>
          </span>
        )}
        {!idle && (
          <Tooltip
            label={
              follows
                ? "Shows the latest snapshot and goes along with training"
                : "Go to the latest snapshot and stay with it"
            }
          >
            <button
              type="button"
              className={classes.latest}
              data-on={follows || undefined}
              aria-pressed={follows}
              onClick={props.onLatest}
            >
              latest
            </button>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function go(stop: number | null, onStep: TimeMachineProps["onStep"]): void {
  if (stop !== null) onStep(stop, { sliding: false });
}

interface ButtonProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  icon: typeof IconPlayerTrackNext;
}

function Button({ label, disabled, onClick, icon: Icon }: ButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={disabled} onClick={onClick} size="md">
        <Icon size={15} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}
