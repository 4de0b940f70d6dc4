from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.training import Training
from clicklens.training.feed import StepRows, step_rows
from clicklens.training.position import Position
from tests.factories import make_rows, make_schema
from tests.thread_team import Table, ThreadTeam
from tests.training_runs import THREE_SPLITS


def steps(dataset: EncodedDataset, position: Position | None = None, **settings: Any) -> list[StepRows]:
    training = Training.parse({"batch_size": 30, **settings}, source="the test")
    return list(step_rows(dataset.split("train"), training, position or Position()))


def ids(rows: StepRows) -> list[int]:
    return [number for batch in rows.batches for number in batch.example_ids.tolist()]


def test_a_pass_brings_every_row_once_in_the_order_of_the_pass(dataset: EncodedDataset) -> None:
    split = dataset.split("train")
    for accumulate in (1, 3):
        found = [number for step in steps(dataset, accumulate=accumulate) for number in ids(step)]
        assert found == split.example_ids[split.shuffled(0, 0)].tolist()


def test_a_step_takes_so_many_batches_and_the_last_what_is_left(dataset: EncodedDataset) -> None:
    rows = len(dataset.split("train"))
    sizes = [min(30, rows - first) for first in range(0, rows, 30)]
    found = steps(dataset, accumulate=3)
    assert [[len(batch) for batch in step.batches] for step in found] == [
        sizes[i : i + 3] for i in range(0, len(sizes), 3)
    ]
    assert [step.taken for step in found] == [len(step.batches) for step in found]
    assert sum(step.rows for step in found) == rows
    assert all(step.weight == step.rows for step in found)


def test_it_goes_on_in_the_middle_of_a_pass(dataset: EncodedDataset) -> None:
    whole = steps(dataset, Position(0, 2, 0), accumulate=2)
    rest = steps(dataset, Position(1, 2, 2), accumulate=2)
    assert [ids(step) for step in rest] == [ids(step) for step in whole[1:]]


def test_the_weight_of_a_step_is_the_sum_of_its_rows_weights(tmp_path: Path) -> None:
    given = np.random.default_rng(1).choice([1.0, 20.0], size=300)
    table = make_rows(rows=300).append_column("kept_one_in", pa.array(given))
    dataset = encode(table, make_schema(weight="kept_one_in"), tmp_path / "weighted", split=THREE_SPLITS)
    for step in steps(dataset, accumulate=2):
        assert step.weight == pytest.approx(sum(float(batch.sampling_weights.sum()) for batch in step.batches))
        assert step.weight == StepRows.of(*step.batches).weight


@pytest.mark.parametrize("size", [2, 3, 7])
@pytest.mark.parametrize("accumulate", [1, 2])
def test_processes_share_the_rows_of_every_batch_and_none_is_seen_twice(
    dataset: EncodedDataset, size: int, accumulate: int
) -> None:
    training = Training.parse({"batch_size": 30, "accumulate": accumulate}, source="the test")
    split, whole = dataset.split("train"), steps(dataset, accumulate=accumulate)
    teams = [ThreadTeam(rank, Table(size)) for rank in range(size)]
    shares = [list(step_rows(split, training, Position(), team)) for team in teams]
    for number, step in enumerate(whole):
        parts = [share[number] for share in shares]
        assert sorted(i for part in parts for i in ids(part)) == sorted(ids(step))
        assert {(part.rows, part.weight, part.taken) for part in parts} == {(step.rows, step.weight, step.taken)}
        sizes = [sum(len(batch) for batch in part.batches) for part in parts]
        assert max(sizes) - min(sizes) <= accumulate


def test_a_batch_of_fewer_rows_than_processes_leaves_some_without(dataset: EncodedDataset) -> None:
    rows = len(dataset.split("train"))
    training = Training.parse({"batch_size": rows - 1}, source="the test")  # the last batch has one row
    teams = [ThreadTeam(rank, Table(3)) for rank in range(3)]
    last = [list(step_rows(dataset.split("train"), training, Position(), team))[-1] for team in teams]
    assert [len(share.batches) for share in last] == [1, 0, 0]
    assert [share.rows for share in last] == [1, 1, 1]
