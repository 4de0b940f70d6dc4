from clicklens.core.errors import StorageError
from clicklens.core.run import Run, RunProgress
from clicklens.data.dataset import EncodedDataset
from clicklens.training.event import Event, RunDone, RunStarted, StepDone
from clicklens.training.pulse import Pulse
from tests.memory_store import MemoryStore
from tests.training_runs import small_trainer


class _Written(MemoryStore):
    """Counts what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[RunProgress] = []

    def keep_progress(self, run_id: str, progress: RunProgress) -> None:
        self.said.append(progress)


class _Full(MemoryStore):
    def keep_progress(self, run_id: str, progress: RunProgress) -> None:
        raise StorageError("the disk is full")


def step(number: int, *, is_last: bool = False) -> StepDone:
    return StepDone(step=number, epoch=0.1, loss=0.5, rows=100, seconds=0.5, ends_epoch=False, is_last=is_last)


def told(store: MemoryStore, dataset: EncodedDataset, *events: Event) -> None:
    store.add_run(
        Run(
            id="r",
            name="r",
            state="running",
            created_at="",
            spec={},
            features=dataset.schema,
            data_digest="",
            data_path="",
        )
    )
    times = iter(x / 2 for x in range(100))
    pulse = Pulse(store, "r", clock=lambda: "now", seconds=lambda: next(times), every=1.0)
    trainer = small_trainer(dataset)
    for event in events:
        pulse.on(event, trainer)


def test_it_speaks_at_the_start_now_and_then_and_at_the_end(dataset: EncodedDataset) -> None:
    store = _Written()
    told(
        store,
        dataset,
        RunStarted(0, 9, 900),
        *[step(i) for i in range(1, 9)],
        step(9, is_last=True),
        RunDone(9, 1, None),
    )
    steps = [progress.step for progress in store.said]
    assert steps[0] == 0
    assert steps[-1] == 9
    assert 3 <= len(steps) < 10


def test_the_rate_is_rows_over_the_time_that_training_took(dataset: EncodedDataset) -> None:
    store = _Written()
    told(store, dataset, RunStarted(0, 9, 900), *[step(i) for i in range(1, 9)])
    assert [store.said[0].rows_per_second, store.said[-1].rows_per_second] == [None, 200.0]


def test_a_full_disk_does_not_end_a_training(dataset: EncodedDataset) -> None:
    told(_Full(), dataset, RunStarted(0, 9, 900), step(1, is_last=True))
