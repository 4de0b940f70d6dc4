"""How far a training is, in figures and words."""

from types import SimpleNamespace
from typing import Any

from clicklens.jobs.job_progress import JobProgress
from clicklens.jobs.message import Progress
from clicklens.training.event import RunDone, RunStarted, StepDone

TRAINER: Any = SimpleNamespace(total_steps=10)


def step(number: int, *, rows: int = 100, seconds: float = 0.1) -> StepDone:
    return StepDone(
        step=number, epoch=0.0, loss=0.5, rows=rows, seconds=seconds, ends_epoch=False, is_last=number == 10
    )


class Listener:
    """A progress whose time passes by hand."""

    def __init__(self, **settings: Any) -> None:
        self.now = 0.0
        self.told: list[Progress] = []
        self.progress = JobProgress(self.told.append, seconds=lambda: self.now, **settings)

    def take(self, number: int, *, seconds: float, **values: Any) -> None:
        self.now += seconds
        self.progress.on(step(number, **values), TRAINER)


def test_it_tells_at_the_start_twice_a_second_and_at_the_end() -> None:
    listener = Listener()
    listener.progress.on(RunStarted(0, 10, 1000), TRAINER)
    for number in range(1, 11):
        listener.take(number, seconds=0.2)
    listener.progress.on(RunDone(10, 1.0, None), TRAINER)
    assert [round(word.progress or 0, 2) for word in listener.told] == [0, 0.3, 0.6, 0.9, 1, 1]


def test_it_says_steps_rate_and_time_left() -> None:
    listener = Listener()
    listener.progress.on(RunStarted(0, 10, 1000), TRAINER)
    listener.take(1, seconds=2.0, rows=4_800)
    last = listener.told[-1]
    assert last.progress_text == "step 1 of 10, 48 k rows/s"
    assert last.rows_per_second == 48_000
    assert last.seconds_left == 18.0  # nine steps more, two seconds each with all that is done besides


def test_a_run_that_goes_on_is_timed_from_where_it_goes_on() -> None:
    listener = Listener()
    listener.progress.on(RunStarted(8, 10, 1000), TRAINER)
    listener.take(9, seconds=3.0)
    assert listener.told[-1].seconds_left == 3.0


def test_one_of_several_trainings_is_a_part_of_the_whole() -> None:
    listener = Listener(part=1, parts=4)
    listener.progress.on(RunStarted(0, 10, 1000), TRAINER)
    listener.take(5, seconds=5.0)
    last = listener.told[-1]
    assert last.progress == 0.375
    assert last.progress_text == "model 2 of 4: step 5 of 10, 1,000 rows/s"
    assert last.seconds_left == 25.0
