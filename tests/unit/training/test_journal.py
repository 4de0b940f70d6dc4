from clicklens.core.run import MetricPoint, Run
from clicklens.data.dataset import EncodedDataset
from clicklens.training.event import BestFound, CheckpointWritten, Evaluated, Event, RunDone, RunStarted
from clicklens.training.journal import Journal
from tests.memory_store import MemoryStore
from tests.training_runs import small_trainer

POINT = MetricPoint(step=5, epoch=1.0, split="test", values={"auc": 0.7, "gauc": None})


def noted(dataset: EncodedDataset, *events: Event) -> tuple[list[MetricPoint], list[tuple[int, str, str]]]:
    store = MemoryStore()
    run = Run(
        id="r", name="r", state="running", created_at="", spec={}, features=dataset.schema, data_digest="", data_path=""
    )
    store.add_run(run)
    journal = Journal(store, "r", clock=lambda: "2026-01-01T00:00:00+00:00")
    trainer = small_trainer(dataset)
    for event in events:
        journal.on(event, trainer)
    return store.metrics("r"), [(event.step, event.kind, event.text) for event in store.events("r")]


def test_points_are_kept(dataset: EncodedDataset) -> None:
    assert noted(dataset, Evaluated(5, 1.0, (POINT,))) == ([POINT], [])


def test_turns_are_kept_in_words(dataset: EncodedDataset) -> None:
    events: list[Event] = [
        RunStarted(4, 10, 100),
        BestFound(5, "auc", "validation", 0.71234567),
        CheckpointWritten(5),
        RunDone(6, 1.2, "interrupted"),
    ]
    assert noted(dataset, *events)[1] == [
        (4, "resumed", "of 10 steps"),
        (5, "best", "auc on 'validation' is 0.712346"),
        (5, "checkpoint", ""),
        (6, "stopped", "interrupted"),
    ]


def test_an_ordinary_beginning_and_end_are_no_turns(dataset: EncodedDataset) -> None:
    assert noted(dataset, RunStarted(0, 10, 100), RunDone(10, 2.0, None)) == ([], [])
