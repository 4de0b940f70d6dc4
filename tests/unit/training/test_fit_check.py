from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import torch

from clicklens.core.errors import ConfigError, DataError
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.training import Training
from clicklens.training.fit_check import check_fit
from tests.factories import make_rows, make_schema


def check(dataset: EncodedDataset, **settings: Any) -> None:
    check_fit(Training.parse(settings, source="the test"), dataset)


def with_labels(folder: Path, name: str, train: int | None, test: int | None) -> EncodedDataset:
    """A data set whose labels are all of that value in that split; None leaves them."""
    rows = {"train": make_rows(rows=80), "test": make_rows(rows=40, seed=1)}
    for split, label in (("train", train), ("test", test)):
        if label is not None:
            table = rows[split]
            ones = pa.array(np.full(len(table), label, dtype=np.int8))
            rows[split] = table.set_column(table.column_names.index("click"), "click", ones)
    return encode(rows, make_schema(), folder / name, split=None)


def test_what_fits_passes(dataset: EncodedDataset) -> None:
    check(
        dataset,
        regularise={"user": 0.1},
        early_stopping={"metric": "gauc", "split": "test", "task": "click"},
        evaluate_splits=["train", "test"],
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"regularise": {"usr": 0.1}}, "regularise: the schema has no embedded field 'usr'; did you mean 'user'"),
        ({"evaluate_splits": ["tset"]}, "evaluate_splits: the data set has no split 'tset'; did you mean 'test'"),
        ({"early_stopping": {"split": "valid"}}, r"early_stopping\.split: the data set has no split 'valid'"),
        ({"early_stopping": {"task": "clik"}}, r"early_stopping\.task: the schema has no task 'clik'; did you mean"),
        (
            {"early_stopping": {}, "evaluate_splits": ["test"]},
            "'validation', which training.evaluate_splits leaves out",
        ),
    ],
)
def test_a_setting_that_names_what_the_data_lack_is_refused(
    dataset: EncodedDataset, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        check(dataset, **settings)


@pytest.mark.parametrize("label", [0, 1])
def test_one_class_in_the_training_split_is_refused(tmp_path: Path, label: int) -> None:
    with pytest.raises(DataError, match=f"every label 'click' in the split 'train' is {label}; both"):
        check(with_labels(tmp_path, "one-class", train=label, test=None))


def test_one_class_in_the_split_that_stops_is_refused_where_the_metric_needs_two(tmp_path: Path) -> None:
    dataset = with_labels(tmp_path, "one-class-test", train=None, test=0)
    check(dataset)
    check(dataset, early_stopping={"split": "test", "metric": "log_loss"})
    with pytest.raises(ConfigError, match="holds one class of 'click' only, which leaves auc undefined"):
        check(dataset, early_stopping={"split": "test"})


def test_gauc_without_a_group_is_refused(tmp_path: Path) -> None:
    schema = make_schema(group=None)
    dataset = encode({"train": make_rows(rows=80), "test": make_rows(rows=40)}, schema, tmp_path / "d", split=None)
    with pytest.raises(ConfigError, match="names no group column; 'auc' needs none"):
        check(dataset, early_stopping={"split": "test", "metric": "gauc"})


def test_data_without_a_training_split_are_refused(dataset: EncodedDataset) -> None:
    splits = {name: dataset.manifest.splits[name] for name in ("validation", "test")}
    manifest = dataset.manifest.model_copy(update={"splits": splits})
    with pytest.raises(DataError, match="has no split 'train'; it has 'validation', 'test'"):
        check(EncodedDataset(dataset.path, manifest))


@pytest.mark.parametrize(("device", "processes"), [("auto", 2), ("cpu", 3)])
def test_each_process_takes_a_gpu_where_there_are_gpus(
    dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch, device: str, processes: int
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    check(dataset, device=device, processes=processes)


def test_more_processes_than_gpus_are_refused(dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    with pytest.raises(ConfigError, match=r"training.processes is 3, and this machine has 2 GPUs: each process takes"):
        check(dataset, device="cuda", processes=3)


def test_each_process_needs_a_row_of_every_batch(dataset: EncodedDataset) -> None:
    check(dataset, batch_size=3, processes=3)
    with pytest.raises(ConfigError, match=r"training.processes is 4, and a batch has 3 rows"):
        check(dataset, batch_size=3, processes=4)
