from typing import Any

import pytest

from clicklens.core.run import MetricPoint
from clicklens.training import EarlyStopping
from clicklens.training.best_step import BestStep
from clicklens.training.event import BestFound, Evaluated, Event, RunStarted


class Listener:
    """A trainer that only notes what it is told and asked."""

    def __init__(self) -> None:
        self.best: list[tuple[int, float]] = []
        self.reason: str | None = None

    def tell(self, event: Event) -> None:
        assert isinstance(event, BestFound)
        self.best.append((event.step, event.value))

    def stop(self, reason: str) -> None:
        self.reason = reason


def evaluated(step: int, value: float | None, *, name: str = "auc", split: str = "validation") -> Evaluated:
    whole = MetricPoint(step=step, epoch=1.0, split=split, values={name: value})
    day = MetricPoint(step=step, epoch=1.0, split=split, day=3, values={name: 99.0})
    return Evaluated(step, 1.0, (whole, day))


def watch(
    values: list[float | None], *, stops: bool = True, name: str = "auc", **settings: Any
) -> tuple[BestStep, Listener]:
    best = BestStep(EarlyStopping(**{"patience": 2, **settings}), first_task="click", stops=stops)
    listener: Any = Listener()
    for step, value in enumerate(values, start=1):
        best.on(evaluated(step, value, name=name), listener)
        if listener.reason:
            break
    return best, listener


def test_it_tells_every_new_best() -> None:
    _, listener = watch([0.6, 0.7, 0.65, 0.8])
    assert listener.best == [(1, 0.6), (2, 0.7), (4, 0.8)]
    assert listener.reason is None


def test_it_stops_when_patience_is_at_its_end() -> None:
    _, listener = watch([0.6, 0.7, 0.7, 0.65, 0.9])
    assert listener.best[-1] == (2, 0.7)
    assert listener.reason == (
        "early stopping: auc on 'validation' was best at step 2 and has not gained in 2 evaluations since"
    )


def test_a_loss_gains_by_falling() -> None:
    _, listener = watch([0.5, 0.4, 0.45, 0.41], metric="log_loss", name="log_loss")
    assert listener.best == [(1, 0.5), (2, 0.4)]
    assert listener.reason is not None


def test_a_gain_below_the_least_does_not_count() -> None:
    _, listener = watch([0.6, 0.605, 0.609], min_gain=0.01)
    assert listener.best == [(1, 0.6)]
    assert listener.reason is not None


def test_an_undefined_metric_is_no_gain() -> None:
    _, listener = watch([None, None])
    assert listener.best == []
    assert listener.reason is not None


def test_without_stopping_it_only_keeps_the_best() -> None:
    _, listener = watch([0.6, 0.5, 0.5, 0.5, 0.5], stops=False)
    assert listener.reason is None


def test_other_splits_and_metrics_do_not_matter() -> None:
    best = BestStep(EarlyStopping(patience=1), first_task="click", stops=True)
    listener: Any = Listener()
    for step in (1, 2):
        best.on(evaluated(step, 0.5, split="test"), listener)
    assert (listener.best, listener.reason) == ([], None)


@pytest.mark.parametrize(("task", "name"), [("buy", "buy.auc"), ("click", "auc"), (None, "auc")])
def test_the_figure_of_the_chosen_task_counts(task: str | None, name: str) -> None:
    _, listener = watch([0.6], task=task, name=name)
    assert listener.best == [(1, 0.6)]


def test_its_memory_carries_over_a_break() -> None:
    first, _ = watch([0.6, 0.5])
    second = BestStep(EarlyStopping(patience=2), first_task="click", stops=True)
    second.remember(first.memory())
    listener: Any = Listener()
    second.on(evaluated(3, 0.59), listener)
    assert listener.best == []
    assert listener.reason is not None


def test_a_run_that_had_been_stopped_stops_again_at_once_when_it_is_resumed() -> None:
    first, _ = watch([0.6, 0.5, 0.5])
    second = BestStep(EarlyStopping(patience=2), first_task="click", stops=True)
    second.remember(first.memory())
    listener: Any = Listener()
    second.on(RunStarted(3, 10, 100), listener)
    assert listener.reason is not None
