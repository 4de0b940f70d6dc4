from clicklens.capture import Capture, Recorder, draw_samples
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training.captures import Captures
from tests.training_runs import StopAt, are_equal, small_trainer, weights

RUN = "r"


def add_run(dataset: EncodedDataset, store: Store) -> None:
    values = {"id": RUN, "name": RUN, "state": "running", "created_at": "now", "spec": {}, "data_path": ""}
    store.add_run(Run(**values, features=dataset.schema, data_digest=""))  # type: ignore[arg-type]


def capture(dataset: EncodedDataset, store: Store, *others: StopAt, **settings: object) -> list[int]:
    """The steps at which there are snapshots after a training of 7 steps, 4 or so in each epoch."""
    add_run(dataset, store)
    wanted = Capture.parse({"rows": 20, **settings}, source="the test")
    recorder = Recorder(store, RUN, draw_samples(dataset, wanted), wanted, clock=lambda: "now")
    captures = Captures(recorder, wanted, store, RUN)
    trainer = small_trainer(dataset, *others, captures, max_steps=7, batch_size=50)
    trainer.fit()
    recorder.close()
    return store.snapshot_steps(RUN)


def batches(dataset: EncodedDataset) -> int:
    return -(-len(dataset.split("train")) // 50)


def test_it_records_the_beginning_every_so_many_steps_epoch_ends_and_the_end(
    dataset: EncodedDataset, store: Store
) -> None:
    assert capture(dataset, store, every=3) == sorted({0, 3, 6, 7, batches(dataset)})


def test_epoch_ends_alone(dataset: EncodedDataset, store: Store) -> None:
    assert capture(dataset, store, every=None) == sorted({batches(dataset), 7})


def test_steps_alone(dataset: EncodedDataset, store: Store) -> None:
    assert capture(dataset, store, every=2, each_epoch=False) == [0, 2, 4, 6, 7]


def test_weights_do_not_depend_on_it(dataset: EncodedDataset, store: Store) -> None:
    add_run(dataset, store)
    settings = Capture(every=1, rows=20)
    recorder = Recorder(store, RUN, draw_samples(dataset, settings), settings, clock=lambda: "now")
    watched = small_trainer(dataset, Captures(recorder, settings, store, RUN), dropout=0.3)
    watched.fit()
    recorder.close()
    alone = small_trainer(dataset, dropout=0.3)
    alone.fit()
    assert are_equal(weights(watched), weights(alone))


def test_a_snapshot_that_was_lost_with_its_process_is_taken_again(dataset: EncodedDataset, store: Store) -> None:
    settings = Capture(every=2, each_epoch=False, rows=20)
    first = small_trainer(dataset, StopAt(4), max_steps=7)
    first.fit()
    add_run(dataset, store)
    recorder = Recorder(store, RUN, draw_samples(dataset, settings), settings, clock=lambda: "now")
    small_trainer(dataset, Captures(recorder, settings, store, RUN), max_steps=7).fit(resume_from=first.state())
    recorder.close()
    assert store.snapshot_steps(RUN) == [4, 6, 7]
