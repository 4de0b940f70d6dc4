import io

import pytest
from rich.console import Console

from clicklens.core.run import MetricPoint
from clicklens.data.dataset import EncodedDataset
from clicklens.training.event import Evaluated, Event, RunDone, RunFailed, RunStarted, StepDone
from clicklens.training.progress import ProgressBar, duration
from tests.training_runs import small_trainer


def a_step(number: int) -> StepDone:
    return StepDone(
        step=number, epoch=number / 10, loss=0.5, rows=1000, seconds=0.5, ends_epoch=False, is_last=number == 40
    )


def shown(dataset: EncodedDataset, events: list[tuple[float, Event]], *, terminal: bool = False) -> str:
    """What is printed when these events come at these times."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=120, color_system=None)
    now = [0.0]
    bar = ProgressBar(console, clock=lambda: now[0])
    trainer = small_trainer(dataset)
    for at, event in events:
        now[0] = at
        bar.on(event, trainer)
    return out.getvalue()


def test_without_a_terminal_a_line_comes_every_few_seconds(dataset: EncodedDataset) -> None:
    events: list[tuple[float, Event]] = [(0.0, RunStarted(0, 40, 4000))]
    events += [(float(second), a_step(second)) for second in range(1, 13)]
    assert shown(dataset, events).splitlines() == [
        "step 5 of 40, epoch 0.50, loss 0.5000, 2,000 rows/s, 35 s left",
        "step 10 of 40, epoch 1.00, loss 0.5000, 2,000 rows/s, 30 s left",
    ]


def test_time_left_counts_from_where_a_resumed_run_began(dataset: EncodedDataset) -> None:
    events: list[tuple[float, Event]] = [(0.0, RunStarted(20, 40, 4000)), (6.0, a_step(22))]
    assert "54 s left" in shown(dataset, events)


def test_evaluations_are_told_with_undefined_figures_as_such(dataset: EncodedDataset) -> None:
    points = tuple(
        MetricPoint(step=5, epoch=0.5, split=split, day=day, values={"auc": auc, "log_loss": 0.4})
        for split, day, auc in (("train", None, 0.75), ("train", 3, 0.9), ("test", None, None))
    )
    told = shown(dataset, [(0.0, RunStarted(0, 40, 4000)), (1.0, Evaluated(5, 0.5, points))])
    assert told == "step 5, epoch 0.50: train auc 0.7500 log loss 0.4000; test auc undefined log loss 0.4000\n"


def test_the_end_is_told_with_its_reason(dataset: EncodedDataset) -> None:
    told = shown(dataset, [(0.0, RunStarted(0, 40, 4000)), (75.0, RunDone(12, 0.3, "interrupted"))])
    assert told == "step 12 done in 1 min 15 s (interrupted)\n"


@pytest.mark.parametrize("end", [RunDone(12, 0.3, None), RunFailed(12, ValueError())])
def test_on_a_terminal_there_is_a_bar_and_the_cursor_comes_back(dataset: EncodedDataset, end: Event) -> None:
    events: list[tuple[float, Event]] = [(0.0, RunStarted(0, 40, 4000)), (1.0, a_step(5)), (2.0, end)]
    told = shown(dataset, events, terminal=True)
    assert "step 5 of 40" in told
    assert told.rindex("\x1b[?25h") > told.rindex("\x1b[?25l")  # shown again after it was hidden


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_durations_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said
