from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import torch

import clicklens.capture.sample as module
from clicklens.capture import Capture, Sample, draw_samples
from clicklens.core.errors import RequestError
from tests.factories import make_dataset, make_schema
from tests.rows_by_hand import SCHEMAS, DatasetByHand, SplitByHand

SCHEMA = SCHEMAS["two tasks"]


def a_dataset(**rows: int) -> DatasetByHand:
    return DatasetByHand({name: SplitByHand(SCHEMA, count) for name, count in rows.items()})


def positions(dataset: DatasetByHand, **settings: object) -> dict[str, list[int]]:
    drawn = draw_samples(dataset, Capture.model_validate(settings))  # type: ignore[arg-type]
    return {name: sample.positions.tolist() for name, sample in drawn.items()}


def test_rows_are_drawn_once_each_and_stand_in_the_order_of_the_split() -> None:
    drawn = positions(a_dataset(train=100), rows=30)["train"]
    assert drawn == sorted(set(drawn))
    assert len(drawn) == 30
    assert set(drawn) <= set(range(100))


def test_equal_settings_draw_the_same_rows_and_another_seed_others() -> None:
    assert positions(a_dataset(train=100), rows=30) == positions(a_dataset(train=100), rows=30)
    assert positions(a_dataset(train=100), rows=30) != positions(a_dataset(train=100), rows=30, seed=1)


def test_a_splits_draw_does_not_hang_on_the_other_splits() -> None:
    both = positions(a_dataset(train=100, test=100), rows=30)
    assert both["test"] == positions(a_dataset(test=100), rows=30)["test"]
    assert both["test"] == positions(a_dataset(train=50, test=100), rows=30, splits=["test"])["test"]
    assert both["train"] != both["test"]


@pytest.mark.parametrize("rows", [2, 29, 30])
def test_a_small_split_is_taken_whole(rows: int) -> None:
    assert positions(a_dataset(train=rows), rows=30) == {"train": list(range(rows))}


def test_a_split_without_rows_has_no_sample() -> None:
    assert list(positions(a_dataset(train=10, test=0))) == ["train"]


def test_a_split_that_the_data_lack_is_named_with_the_nearest() -> None:
    with pytest.raises(RequestError, match=r"capture.splits: .* no split 'tset'; did you mean 'test'\?"):
        positions(a_dataset(train=10, test=10), splits=["tset"])


def test_rows_pass_in_order_and_in_bounded_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_ROWS", 7)
    sample = draw_samples(a_dataset(train=100), Capture(rows=30))["train"]  # type: ignore[arg-type]
    batches = list(sample.batches())
    assert [len(batch) for batch in batches] == [7, 7, 7, 7, 2]
    seen = torch.cat([batch.example_ids for batch in batches])
    assert (seen - 1000).tolist() == sample.positions.tolist()
    assert len(sample) == 30


def test_its_table_holds_the_rows_as_people_read_them(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path)
    sample = draw_samples(dataset, Capture(rows=20))["test"]
    table = sample.table()
    split = dataset.split("test")
    assert table.num_rows == 20
    assert table.schema.field("field:user").type == pa.string()
    assert table.schema.field("field:tags").type == pa.list_(pa.string())
    assert table.schema.field("field:history").type == pa.list_(pa.string())
    assert table.schema.field("field:price").type == pa.float64()
    assert table["example_id"].to_pylist() == split.example_ids[sample.positions].tolist()
    assert table["label:click"].to_pylist() == split.labels("click")[sample.positions].tolist()
    assert table["day"].to_pylist() == np.asarray(split.days)[sample.positions].tolist()
    assert table["group"].to_pylist() == np.asarray(split.groups)[sample.positions].tolist()
    assert table["weight"].to_pylist() == [1.0] * 20
    assert table["field:user"].to_pylist() == split.decoded(sample.positions)["user"].tolist()


def test_the_type_of_a_column_does_not_hang_on_its_values(tmp_path: Path) -> None:
    schema = make_schema(day=None, group=None)
    dataset = make_dataset(tmp_path, rows=2, days=1, schema=schema)
    table = Sample(name="train", split=dataset.split("train"), positions=np.arange(2)).table()
    assert not any(pa.types.is_null(field.type) for field in table.schema)
    assert table.schema.field("day").type == pa.int64()
    assert table["day"].null_count == table["group"].null_count == 2


def test_sampling_weights_come_with_the_rows() -> None:
    split = SplitByHand(SCHEMA, 6, extras={"weights": torch.arange(6.0)})
    sample = Sample(name="train", split=split, positions=np.array([1, 4]))  # type: ignore[arg-type]
    assert sample.table()["weight"].to_pylist() == [1.0, 4.0]
    assert replace(sample, positions=np.array([5])).table()["weight"].to_pylist() == [5.0]
