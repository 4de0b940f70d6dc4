"""Progress of a search: a bar over its trials with the best value so far, and a line for each that ended."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from clicklens.search.request import Settings, in_words
from clicklens.search.result import SearchResult, SearchTrial
from clicklens.training.event import Event, Observer, RunDone, RunFailed, StepDone
from clicklens.training.trainer import Trainer


class TrialBar:
    """Draws while a trial trains; on a terminal a bar, elsewhere only the lines."""

    def __init__(self, console: Console | None = None) -> None:
        """Draws on standard error when no console is given."""
        self._console = console or Console(stderr=True)
        self._bar: Progress | None = None
        self._best = ""
        self._at = (0, 0)  # the trial that trains, of how many

    def begin(self, number: int, wanted: int, settings: Settings) -> Sequence[Observer]:
        """A trial begins."""
        self._at = (number, wanted)
        if self._console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
            self._bar = Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
            self._bar.add_task(f"trial {number} of {wanted}", total=wanted, completed=number - 1, told=self._best)
            self._bar.start()
        else:
            self._say(f"trial {number} of {wanted}: {in_words(settings)}")
        return (self,)

    def on(self, event: Event, trainer: Trainer) -> None:
        """Moves the bar along the trial that trains."""
        if self._bar is None:
            return
        if isinstance(event, StepDone):
            done = self._at[0] - 1 + event.step / max(trainer.total_steps, 1)
            self._bar.update(self._bar.task_ids[0], completed=done, told=self._best)
        elif isinstance(event, (RunDone, RunFailed)):
            self._bar.stop()
            self._bar = None

    def end(self, result: SearchResult) -> None:
        """A line with what came of the last trial, and the best so far."""
        best = result.best_trial
        if best is not None and best.value is not None:
            self._best = f"best {result.metric} {best.value:.4f} (trial {best.number})"
        last = next((trial for trial in reversed(result.trials) if trial.number == self._at[0]), None)
        if last is not None:
            self._say(f"{_came(last, result.metric)}; {self._best or 'no best yet'}")

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


def _came(trial: SearchTrial, metric: str) -> str:
    value = "" if trial.value is None else f" {metric} {trial.value:.4f}"
    words = in_words(trial.settings)
    return f"trial {trial.number} {trial.state}:{value}{f' with {words}' if words else ''}"
