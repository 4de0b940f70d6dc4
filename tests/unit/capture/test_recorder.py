import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from clicklens.capture import Capture, Recorder, Sample, take_snapshot
from clicklens.capture.recorder import FULL, TAKEN, WAITING, _bytes
from clicklens.core.run import Run
from clicklens.core.snapshot import Snapshot
from clicklens.core.store import Store
from clicklens.models import CtrModel, Gwen, build_model
from clicklens.store import open_store
from tests.memory_store import MemoryStore
from tests.rows_by_hand import SCHEMAS, SplitByHand, sizes_of

SCHEMA = SCHEMAS["one field"]
RUN = Run(id="r", name="r", state="running", created_at="now", spec={}, features=SCHEMA, data_digest="d", data_path="p")
PATIENCE = 10.0  # seconds until a test gives up waiting


class GatedStore(MemoryStore):
    """A store whose disk works when the test lets it, and may fail."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()
        self.failure: Exception | None = None
        self.writers: list[str] = []
        self.bytes_each = 20_000

    def put_snapshot(self, snapshot: Snapshot) -> None:
        assert self.gate.wait(PATIENCE)
        self.writers.append(threading.current_thread().name)
        if self.failure is not None:
            raise self.failure
        super().put_snapshot(snapshot)

    def snapshot_bytes(self, run_id: str) -> int:
        return self.bytes_each * len(self.snapshot_steps(run_id))


def a_model() -> CtrModel:
    torch.manual_seed(0)
    return build_model(Gwen(hidden=(4,)), schema=SCHEMA, table_sizes=sizes_of(SCHEMA))


def samples() -> dict[str, Sample]:
    split: Any = SplitByHand(SCHEMA, 20)
    return {"train": Sample(name="train", split=split, positions=np.arange(10))}


def a_recorder(store: Store, **settings: Any) -> Recorder:
    return Recorder(store, "r", samples(), Capture.model_validate(settings), clock=lambda: "12:00")


@pytest.fixture
def store() -> Iterator[GatedStore]:
    made = GatedStore()
    made.add_run(RUN)
    yield made
    made.gate.set()


MODEL = a_model()


def record(recorder: Recorder, *steps: int) -> list[bool]:
    return [recorder.record(MODEL, step=step, epoch=0.0) for step in steps]


def test_the_samples_rows_are_kept_at_once(store: GatedStore) -> None:
    recorder = a_recorder(store)
    assert store.sample("r", "train").num_rows == 10
    recorder.close()


def test_what_is_recorded_is_what_take_gives(store: GatedStore) -> None:
    recorder = a_recorder(store)
    assert recorder.record(MODEL, step=3, epoch=0.25)
    recorder.close()
    info = store.snapshot_info("r", 3)
    assert (info.step, info.epoch, info.taken_at, info.rows) == (3, 0.25, "12:00", {"train": 10})
    assert info.gradient_fields == ("user",)


def test_without_gradients_none_are_kept(store: GatedStore) -> None:
    recorder = a_recorder(store, gradients=False)
    record(recorder, 1)
    recorder.close()
    assert store.snapshot_info("r", 1).gradient_fields == ()


@pytest.mark.parametrize(
    ("every", "due"), [(100, [0, 100, 200]), (150, [0, 150]), (None, [])], ids=["100", "150", "never"]
)
def test_a_snapshot_is_due_every_so_many_steps(store: GatedStore, every: int | None, due: list[int]) -> None:
    recorder = a_recorder(store, every=every)
    assert [step for step in range(0, 201, 50) if recorder.due(step)] == due
    recorder.close()


def test_writing_does_not_hold_training_up(store: GatedStore) -> None:
    recorder = a_recorder(store)
    store.gate.clear()
    assert record(recorder, 1, 2) == [True, True]
    assert store.snapshot_steps("r") == []
    store.gate.set()
    recorder.flush()
    assert store.snapshot_steps("r") == [1, 2]
    assert set(store.writers) == {"snapshot-writer"}
    recorder.close()


def test_no_more_than_a_few_snapshots_wait_for_a_slow_disk(store: GatedStore) -> None:
    recorder = a_recorder(store)
    store.gate.clear()
    in_hand = WAITING + 1  # those that wait, and the one that is being written
    record(recorder, *range(in_hand))
    training = threading.Thread(target=record, args=(recorder, in_hand), daemon=True)
    training.start()
    training.join(0.2)
    assert training.is_alive()
    store.gate.set()
    training.join(PATIENCE)
    assert not training.is_alive()
    recorder.close()
    assert store.snapshot_steps("r") == list(range(in_hand + 1))


@pytest.mark.parametrize("door", ["record", "flush", "close"])
def test_an_error_of_the_writer_is_raised_where_training_meets_it(store: GatedStore, door: str) -> None:
    recorder = a_recorder(store)
    store.failure = OSError("no space left on device")
    record(recorder, 1)
    recorder._queue.join()
    doors = {"record": lambda: record(recorder, 2), "flush": recorder.flush, "close": recorder.close}
    with pytest.raises(OSError, match="no space left"):
        doors[door]()
    assert store.writers == ["snapshot-writer"]


def test_after_an_error_nothing_more_is_written(store: GatedStore) -> None:
    recorder = a_recorder(store)
    store.gate.clear()
    store.failure = OSError("no space left on device")
    record(recorder, 1, 2, 3)
    store.gate.set()
    with pytest.raises(OSError, match="no space left"):
        recorder.close()
    assert len(store.writers) == 1


def test_closing_writes_what_waits_and_ends_the_writer(store: GatedStore) -> None:
    recorder = a_recorder(store)
    record(recorder, 1, 2, 3)
    recorder.close()
    assert store.snapshot_steps("r") == [1, 2, 3]
    assert not recorder._writer.is_alive()
    recorder.close()


def test_a_closed_recorder_refuses_rather_than_waits_for_ever(store: GatedStore) -> None:
    recorder = a_recorder(store)
    recorder.close()
    with pytest.raises(ValueError, match="closed"):
        record(recorder, 1)


def test_at_the_limit_it_stops_and_says_so_once(store: GatedStore) -> None:
    recorder = a_recorder(store, disk_limit_gb=1e-4)  # 100,000 bytes
    found = record(recorder, *range(10, 90, 10))
    recorder.close()
    assert found[0]
    assert not found[-1]
    assert store.snapshot_steps("r") == [step for step, kept in zip(range(10, 90, 10), found, strict=True) if kept]
    (event,) = [event for event in store.events("r") if event.kind != TAKEN]
    assert event.kind == FULL
    assert event.step == 10 + 10 * found.index(False)
    assert "0.0001 GB" in event.text
    assert "capture.disk_limit_gb" in event.text


def test_every_snapshot_is_told_with_what_it_shows_at_a_glance(store: GatedStore) -> None:
    recorder = a_recorder(store)
    record(recorder, 5, 7)
    recorder.close()
    assert [(event.step, event.kind) for event in store.events("r")] == [(5, TAKEN), (7, TAKEN)]
    told = {"fluctuation_train", "fluctuation_held_out", "fluctuation_ratio", "expected_loss_held_out"}
    assert set(store.events("r")[0].figures) == told


def test_a_resumed_run_does_not_say_it_again(store: GatedStore) -> None:
    for step in (1, 2):
        recorder = a_recorder(store, disk_limit_gb=1e-9)
        assert record(recorder, step) == [False]
        recorder.close()
    assert [event.step for event in store.events("r")] == [1]


def test_a_slow_disk_does_not_let_the_limit_be_passed(store: GatedStore) -> None:
    """Room for two and a half; what waits is not on disk yet, and counts."""
    one = take_snapshot(MODEL, samples(), run_id="r", step=0, epoch=0.0, taken_at="")
    store.bytes_each = _bytes(one)
    recorder = a_recorder(store, disk_limit_gb=2.5 * store.bytes_each / 1e9)
    store.gate.clear()
    opening = threading.Timer(0.1, store.gate.set)
    opening.start()
    assert record(recorder, 1, 2, 3, 4) == [True, True, False, False]
    recorder.close()
    opening.join()
    assert store.snapshot_steps("r") == [1, 2]


def test_on_a_real_disk_the_limit_holds_and_is_used(tmp_path: Path) -> None:
    kept = open_store(tmp_path)
    kept.add_run(RUN)
    limit = 60_000
    recorder = a_recorder(kept, disk_limit_gb=limit / 1e9)
    record(recorder, *range(40))
    recorder.close()
    steps = kept.snapshot_steps("r")
    assert steps == list(range(len(steps)))
    assert limit / 2 < kept.snapshot_bytes("r") <= limit
    assert [event.kind for event in kept.events("r") if event.kind != TAKEN] == [FULL]
