"""A line for each trial; on a terminal a bar too."""

import io
from types import SimpleNamespace

from rich.console import Console

from clicklens.search.progress import TrialBar
from clicklens.training.event import RunDone, StepDone
from tests.searches import made_up_result, trial


def told(*, terminal):
    file = io.StringIO()
    bar = TrialBar(Console(file=file, force_terminal=terminal, width=200))
    observers = bar.begin(2, 4, {"training.optimizer.lr": 0.01})
    trainer = SimpleNamespace(total_steps=10)
    for observer in observers:
        observer.on(StepDone(step=5, epoch=1, loss=0.5, rows=10, seconds=0.1, ends_epoch=False, is_last=False), trainer)
        observer.on(RunDone(step=10, epoch=2, reason=None), trainer)
    bar.end(made_up_result([trial(1, 0.7), trial(2, 0.75)]))
    return file.getvalue()


def test_without_a_terminal_there_are_lines():
    lines = told(terminal=False).splitlines()
    assert lines == [
        "trial 2 of 4: training.optimizer.lr=0.01",
        "trial 2 complete: auc 0.7500 with training.optimizer.lr=0.01, model.hidden=[8, 4]; best auc 0.7500 (trial 2)",
    ]


def test_on_a_terminal_there_is_a_bar():
    assert "trial 2 of 4" in told(terminal=True)
