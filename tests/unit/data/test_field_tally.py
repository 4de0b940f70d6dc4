import numpy as np
import pyarrow as pa
import pytest
from sklearn.metrics import roc_auc_score

from clicklens.core.schema import FeatureSchema
from clicklens.data import field_tally
from clicklens.data.encode import encode
from clicklens.data.field_tally import FieldTally
from clicklens.data.split import ColumnSplit
from tests.factories import make_dataset

N = 4_000


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Labels that ``good`` and ``list`` tell in 9 rows of 10, ``bad`` not at all, ``own`` (an id a row) by heart."""
    rng = np.random.default_rng(0)
    label = rng.integers(0, 2, N)
    seen = np.where(rng.random(N) < 0.9, label, 1 - label)
    columns = {
        "good": seen,
        "list": [[int(value), 2] for value in seen],
        "bad": rng.integers(0, 5, N),
        "own": np.arange(N) // 2,
        "number": seen + rng.normal(0, 0.01, N),
        "click": label,
        "part": np.where(np.arange(N) % 2, "b", "a"),
    }
    fields = ["good", {"name": "list", "multi": True}, "bad", "own", {"name": "number", "kind": "numeric"}]
    schema = FeatureSchema.model_validate({"name": "s", "fields": fields})
    return pa.table(columns), schema, tmp_path_factory.mktemp("known")


def dataset(known, split):
    rows, schema, folder = known
    name = "parted" if split else "whole"
    rule = ColumnSplit(column="part", train=("a",), test=("b",)) if split else None
    return encode(rows, schema, folder / name, split=rule, overwrite=True)


def test_counts_are_those_of_the_ids(tmp_path):
    found = make_dataset(tmp_path)
    counts = FieldTally(found, "history").counts("train")
    ids = found.split("train").field_ids("history").values
    assert counts.tolist() == np.bincount(ids, minlength=found.table_sizes["item"]).tolist()


def test_pieces_add_up_to_the_whole(tmp_path, monkeypatch):
    found = make_dataset(tmp_path)
    whole = {name: FieldTally(found, name).counts("train").tolist() for name in ("tags", "user", "price")}
    monkeypatch.setattr(field_tally, "_PIECE", 37)
    assert {name: FieldTally(found, name).counts("train").tolist() for name in whole} == whole


@pytest.mark.parametrize("split", [True, False])
def test_the_auc_is_that_of_a_field_on_rows_it_was_not_learned_on(known, split):
    found = dataset(known, split)
    for field in ("good", "list", "number"):
        assert FieldTally(found, field).leak_auc("click") == pytest.approx(0.9, abs=0.03)
    assert FieldTally(found, "bad").leak_auc("click") == pytest.approx(0.5, abs=0.04)


def test_an_id_that_only_names_the_row_is_no_leak(known):
    # learned and ranked on the same rows it would be 1: on held-out rows it knows one other row of the same id
    assert FieldTally(dataset(known, split=False), "own").leak_auc("click") == pytest.approx(0.5, abs=0.05)


def test_the_auc_agrees_with_scikit_learn(known):
    rows, _, _ = known
    label, value = rows["click"].to_numpy(), rows["good"].to_numpy()
    test = rows["part"].to_numpy(zero_copy_only=False) == "b"
    found = FieldTally(dataset(known, split=True), "good").leak_auc("click")
    assert found == pytest.approx(roc_auc_score(label[test], value[test]))


def test_too_few_rows_of_a_class_prove_nothing(tmp_path):
    rows = pa.table({"x": [0, 1] * 40, "click": [0, 1] * 40})
    schema = FeatureSchema.model_validate({"name": "s", "fields": ["x"]})
    assert FieldTally(encode(rows, schema, tmp_path / "d"), "x").leak_auc("click") is None
