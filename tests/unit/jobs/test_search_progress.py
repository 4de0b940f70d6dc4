"""A search that is a job tells its worker how far it is, and its log what came of each trial."""

import io
from types import SimpleNamespace

from rich.console import Console

from clicklens.jobs.search_progress import SearchProgress
from clicklens.training.event import RunStarted
from tests.searches import made_up_result, trial


def test_trials_are_parts_of_the_whole_and_lines_of_the_log():
    told, log = [], io.StringIO()
    progress = SearchProgress(told.append, console=Console(file=log, width=200))
    for observer in progress.begin(2, 4, {"training.optimizer.lr": 0.01}):
        observer.on(RunStarted(step=0, total_steps=10, rows=100), SimpleNamespace(total_steps=10))
    progress.end(made_up_result([trial(1, 0.7), trial(2, 0.75)]))
    assert told[0].progress == 0.25
    assert told[0].progress_text == "model 2 of 4: step 0 of 10"
    assert log.getvalue().splitlines()[-1].startswith("trial 2 complete: auc 0.7500")
