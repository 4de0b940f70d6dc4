from typing import Any

import pytest

from clicklens.core.errors import VersionError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training import Checkpoints, Event, Trainer
from clicklens.training.checkpoint import FORMAT_VERSION, CheckpointWriter, facts_of, read_checkpoint
from clicklens.training.event import BestFound, CheckpointWritten, StepDone
from tests.training_runs import Diary, StopAt, small_trainer

RUN = "r"


class BestAt:
    """Finds a new best at these steps."""

    def __init__(self, *steps: int) -> None:
        self.steps = steps

    def on(self, event: Event, trainer: Trainer) -> None:
        if isinstance(event, StepDone) and event.step in self.steps:
            trainer.tell(BestFound(event.step, "auc", "validation", 0.5))

    def memory(self) -> dict[str, object]:
        return {"steps": list(self.steps)}

    def remember(self, memory: dict[str, Any]) -> None:
        self.steps = tuple(memory["steps"])


@pytest.fixture
def store(store: Store, dataset: EncodedDataset) -> Store:
    values = {"id": RUN, "name": RUN, "state": "running", "created_at": "now", "spec": {}, "data_path": ""}
    store.add_run(Run(**values, features=dataset.schema, data_digest=""))  # type: ignore[arg-type]
    return store


def train(dataset: EncodedDataset, store: Store, *others: Any, best: BestAt | None = None, **settings: Any) -> Diary:
    diary, flushed = Diary(), []
    best = best or BestAt()
    writer = CheckpointWriter(
        store,
        RUN,
        Checkpoints(**settings),
        remembering={"best_step": best},
        facts=facts_of(dataset),
        before=lambda: flushed.append(True),
    )
    small_trainer(dataset, diary, *others, best, writer, max_steps=7).fit()
    written = [event for event in diary.events if isinstance(event, CheckpointWritten)]
    assert len(flushed) == len(written)
    return diary


def written(diary: Diary) -> list[int]:
    return [event.step for event in diary.events if isinstance(event, CheckpointWritten)]


def test_they_come_every_so_many_steps_and_at_the_end(dataset: EncodedDataset, store: Store) -> None:
    assert written(train(dataset, store, every=3)) == [3, 6, 7]


def test_the_newest_stay(dataset: EncodedDataset, store: Store) -> None:
    train(dataset, store, every=2, keep=3)
    assert store.checkpoint_steps(RUN) == [4, 6, 7]


def test_the_best_stays_too_and_takes_the_place_of_the_best_before(dataset: EncodedDataset, store: Store) -> None:
    assert written(train(dataset, store, best=BestAt(1, 2), every=3, keep=1)) == [1, 2, 3, 6, 7]
    assert store.checkpoint_steps(RUN) == [2, 7]


def test_the_best_is_not_kept_where_that_is_not_wanted(dataset: EncodedDataset, store: Store) -> None:
    train(dataset, store, best=BestAt(1), every=3, keep=1, keep_best=False)
    assert store.checkpoint_steps(RUN) == [7]


def test_one_is_written_where_a_run_is_stopped(dataset: EncodedDataset, store: Store) -> None:
    assert written(train(dataset, store, StopAt(2), every=100)) == [2]


def test_one_holds_all_that_is_needed_to_go_on(dataset: EncodedDataset, store: Store) -> None:
    train(dataset, store, best=BestAt(2), every=3)
    state = read_checkpoint(store, RUN)
    assert state.values["position"]["step"] == 7
    assert state.values["memory"] == {"best_step": {"steps": [2]}, "checkpoints": {"best": 2}}
    assert state.values["facts"]["schema_digest"] == dataset.schema.digest()
    assert state.values["facts"]["table_sizes"] == dataset.table_sizes
    assert {name.split("/")[0] for name in state.tensors} == {"model", "optimizer", "random"}


def test_one_of_a_newer_format_is_refused(dataset: EncodedDataset, store: Store) -> None:
    train(dataset, store, every=3)
    step, tensors, values = store.checkpoint(RUN)
    store.put_checkpoint(RUN, step + 1, dict(tensors), {**values, "format_version": FORMAT_VERSION + 1})
    with pytest.raises(VersionError, match=f"step 8 has format {FORMAT_VERSION + 1}.*use a newer one"):
        read_checkpoint(store, RUN)
