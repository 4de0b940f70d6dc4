"""What ``core.store`` promises of samples, snapshots and checkpoints, asked of every implementation."""

import threading
from collections.abc import Callable

import numpy as np
import pytest

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.core.store import Store
from tests.stored_values import assert_same, flat, make_point, make_sample, make_snapshot

# Samples and snapshots


def test_a_sample_is_read_back_with_its_types(store: Store, reopen: Callable[[], Store]) -> None:
    for rows, split in enumerate(("train", "测试", "../../x", "", "a/b"), start=3):
        store.put_sample("gwen-1", split, make_sample(rows))
    for rows, split in enumerate(("train", "测试", "../../x", "", "a/b"), start=3):
        assert reopen().sample("gwen-1", split).equals(make_sample(rows))


def test_columns_of_a_sample_are_read_alone(store: Store) -> None:
    store.put_sample("gwen-1", "train", make_sample(5))
    assert store.sample("gwen-1", "train", ("weight",)).equals(make_sample(5).select(["weight"]))


def test_a_sample_replaces_the_earlier_one(store: Store) -> None:
    store.put_sample("gwen-1", "train", make_sample(3))
    store.put_sample("gwen-1", "train", make_sample(4))
    assert store.sample("gwen-1", "train").num_rows == 4


def test_a_missing_sample_is_named_with_the_nearest_split(store: Store) -> None:
    store.put_sample("gwen-1", "train", make_sample())
    with pytest.raises(NotFoundError, match="no sample of split 'trian'; did you mean 'train'"):
        store.sample("gwen-1", "trian")


def test_a_sample_without_ids_or_with_ids_that_are_floats_is_refused(store: Store) -> None:
    with pytest.raises(RequestError, match="'example_id' is missing"):
        store.put_sample("gwen-1", "train", make_sample().drop_columns(["example_id"]))
    floats = make_sample().set_column(0, "example_id", make_sample()["weight"])
    with pytest.raises(RequestError, match="'example_id' is float; it must be int64"):
        store.put_sample("gwen-1", "train", floats)
    with pytest.raises(NotFoundError):
        store.sample("gwen-1", "train")


def test_a_snapshot_is_read_back_as_it_was_written(store: Store, reopen: Callable[[], Store]) -> None:
    snapshot = make_snapshot()
    store.put_snapshot(snapshot)
    again = reopen()
    assert again.snapshot_info("gwen-1", 100) == snapshot.info
    for split, states in snapshot.splits.items():
        assert_same(again.split_states("gwen-1", 100, split), states)


def test_steps_come_ascending_however_long_their_numbers_are(store: Store) -> None:
    steps = [999_999_999_999, 0, 100_000_000, 99_999_999, 7]
    for step in steps:
        store.put_snapshot(make_snapshot(step=step, rows=1))
        store.put_checkpoint("gwen-1", step, {}, {})
    assert store.snapshot_steps("gwen-1") == store.checkpoint_steps("gwen-1") == sorted(steps)
    assert store.snapshot_info("gwen-1", 0).step == 0


def test_a_missing_snapshot_is_named_with_the_steps_that_there_are(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no snapshot at step 5; there is none"):
        store.snapshot_info("gwen-1", 5)
    for step in (100, 200):
        store.put_snapshot(make_snapshot(step=step))
    for call in (store.snapshot_info, lambda run, step: store.split_states(run, step, "train")):
        with pytest.raises(NotFoundError, match="no snapshot at step 150; the steps are 100, 200"):
            call("gwen-1", 150)
    with pytest.raises(NotFoundError, match="no split 'trian'; did you mean 'train'"):
        store.split_states("gwen-1", 100, "trian")


def test_a_snapshot_replaces_the_one_of_the_same_step(store: Store) -> None:
    for fill in (1.0, 2.0, 3.0):
        store.put_snapshot(make_snapshot(fill=fill))
    size = store.snapshot_bytes("gwen-1")
    store.put_snapshot(make_snapshot(fill=4.0))
    assert store.snapshot_steps("gwen-1") == [100]
    assert store.snapshot_bytes("gwen-1") == size > 0
    assert store.split_states("gwen-1", 100, "train").logits["click"].tolist() == [4.0] * 5


def test_a_snapshot_that_contradicts_itself_is_refused(store: Store) -> None:
    snapshot = make_snapshot()
    fewer = type(snapshot)(snapshot.info, {"train": snapshot.splits["train"]})
    with pytest.raises(RequestError, match="its info names the splits"):
        store.put_snapshot(fewer)
    longer = type(snapshot)(snapshot.info, {split: make_snapshot(rows=6).splits[split] for split in snapshot.splits})
    with pytest.raises(RequestError, match="6 example ids; its info says 5 rows"):
        store.put_snapshot(longer)
    assert store.snapshot_steps("gwen-1") == []


def test_a_snapshot_of_no_rows_and_no_gradients_is_a_snapshot(store: Store) -> None:
    snapshot = make_snapshot(rows=0)
    store.put_snapshot(snapshot)
    assert_same(store.split_states("gwen-1", 100, "train"), snapshot.splits["train"])


def test_states_that_were_opened_outlive_the_removal_of_their_run(store: Store) -> None:
    snapshot = make_snapshot()
    store.put_snapshot(snapshot)
    states = store.split_states("gwen-1", 100, "train")
    store.delete_run("gwen-1")
    assert_same(states, snapshot.splits["train"])


def test_an_unknown_name_inside_the_states_is_a_key_error(store: Store) -> None:
    store.put_snapshot(make_snapshot())
    states = store.split_states("gwen-1", 100, "train")
    assert "hidden.2" in states.activations
    assert "embedding" not in states.preactivations
    with pytest.raises(KeyError):
        states.gradients["nobody"]


# Checkpoints

ARRAYS = {
    "": np.arange(3, dtype=np.int64) + 2**62,
    "__metadata__": np.float32(2.5),
    "../w/权重": np.arange(12, dtype=np.float32).reshape(3, 4).T,
    "empty": np.zeros((0, 3), np.float16),
    "strided": np.arange(10, dtype=np.int32)[::3],
    "mask": np.array([True, False]),
    "bytes": np.arange(5, dtype=np.uint8),
    "wide": np.array([1e300, np.nan, -np.inf]),
}


def test_a_checkpoint_is_read_back_as_it_was_written(store: Store, reopen: Callable[[], Store]) -> None:
    state = {"epoch": 1.25, "rng": [1, 2**70, "x"], "best": None, "nested": {"键": {"a": True}}}
    store.put_checkpoint("gwen-1", 7, ARRAYS, state)
    step, tensors, found = reopen().checkpoint("gwen-1")
    assert (step, found) == (7, state)
    assert list(tensors) == list(ARRAYS)
    for name, expected in ARRAYS.items():
        assert (tensors[name].dtype, tensors[name].shape) == (expected.dtype, expected.shape)
        np.testing.assert_array_equal(tensors[name], expected)


def test_the_newest_checkpoint_is_taken_unless_a_step_is_named(store: Store) -> None:
    for step in (20, 3, 100):
        store.put_checkpoint("gwen-1", step, {}, {"step": step})
    assert store.checkpoint_steps("gwen-1") == [3, 20, 100]
    assert store.checkpoint("gwen-1")[2] == {"step": 100}
    assert store.checkpoint("gwen-1", 20)[2] == {"step": 20}
    store.delete_checkpoint("gwen-1", 100)
    assert store.checkpoint("gwen-1")[0] == 20
    with pytest.raises(NotFoundError, match="no checkpoint at step 100; the steps are 3, 20"):
        store.checkpoint("gwen-1", 100)


def test_a_run_without_checkpoints_says_so(store: Store) -> None:
    assert store.checkpoint_steps("gwen-1") == []
    with pytest.raises(NotFoundError, match="no checkpoint; there is none"):
        store.checkpoint("gwen-1")


def test_a_checkpoint_replaces_the_one_of_the_same_step(store: Store) -> None:
    for value in (1.0, 2.0):
        store.put_checkpoint("gwen-1", 1, {"w": np.full(3, value)}, {"value": value})
    assert store.checkpoint_steps("gwen-1") == [1]
    assert store.checkpoint("gwen-1")[1]["w"].tolist() == [2.0] * 3


def test_what_a_checkpoint_cannot_hold_is_refused_and_named(store: Store) -> None:
    with pytest.raises(RequestError, match="array 'names' is of type"):
        store.put_checkpoint("gwen-1", 1, {"w": np.ones(1), "names": np.array(["a"])}, {})
    with pytest.raises(RequestError, match="array 'things' is of type object"):
        store.put_checkpoint("gwen-1", 1, {"things": np.array([object()])}, {})
    with pytest.raises(RequestError, match=r"state\.best is inf"):
        store.put_checkpoint("gwen-1", 1, {}, {"best": float("inf")})
    with pytest.raises(RequestError, match="step -1 is negative"):
        store.put_checkpoint("gwen-1", -1, {}, {})
    assert store.checkpoint_steps("gwen-1") == []


# Several at once


def test_a_reader_never_sees_a_snapshot_half_replaced(store: Store, reopen: Callable[[], Store]) -> None:
    store.put_snapshot(make_snapshot(fill=0.0))
    done = threading.Event()

    def write() -> None:
        try:
            for fill in range(1, 25):
                store.put_snapshot(make_snapshot(fill=float(fill)))
        finally:
            done.set()

    writer = threading.Thread(target=write)
    writer.start()
    reader, seen = reopen(), set()
    try:
        while not done.is_set():
            assert reader.snapshot_steps("gwen-1") == [100]
            arrays = flat(reader.split_states("gwen-1", 100, "train"))
            values = {float(v) for name in ("logits/click", "activations/embedding") for v in arrays[name].flat}
            assert len(values) == 1
            seen |= values
    finally:
        writer.join()
    assert reader.split_states("gwen-1", 100, "train").logits["click"][0] == 24.0
    assert len(seen) > 1


def test_several_writers_of_metrics_lose_nothing(store: Store, reopen: Callable[[], Store]) -> None:
    failures: list[BaseException] = []

    def write(split: str) -> None:
        try:
            mine = reopen()
            for step in range(10):
                mine.add_metrics("gwen-1", [make_point(step, split)])
                mine.update_run("gwen-1", tags=(*mine.run("gwen-1").tags, split))
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(split,)) for split in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert [(p.step, p.split) for p in store.metrics("gwen-1")] == [(s, split) for s in range(10) for split in "abc"]
    assert reopen().run("gwen-1").tags


def test_several_writers_of_one_snapshot_leave_one_whole(store: Store, reopen: Callable[[], Store]) -> None:
    failures: list[BaseException] = []

    def write(fill: float) -> None:
        try:
            mine = reopen()
            for _ in range(5):
                mine.put_snapshot(make_snapshot(fill=fill))
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(float(number),)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert store.snapshot_steps("gwen-1") == [100]
    assert len(set(store.split_states("gwen-1", 100, "train").logits["click"].tolist())) == 1
