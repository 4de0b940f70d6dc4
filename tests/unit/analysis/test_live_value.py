"""What training knows of a value that a question gives."""

import pytest

from clicklens.analysis.live_value import KnownValue, known_value
from clicklens.core.errors import DataError
from tests.live_rows import dataset_of_every_kind, live_of, rows_of_every_kind


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return live_of(dataset_of_every_kind(tmp_path_factory.mktemp("values")))


def trained(live, field):
    """The field's values in the rows of train."""
    return rows_of_every_kind()[field].to_pylist()[: len(live.dataset.split("train"))]


def test_a_known_value_is_counted(live):
    assert known_value(live, "user", "u3").count == trained(live, "user").count("u3")
    assert known_value(live, "tags", ["t1"]).count == sum("t1" in tags for tags in trained(live, "tags"))


def test_of_many_values_the_rarest_known_one_counts(live):
    counts = [known_value(live, "tags", [tag]).count for tag in ("t0", "t1", "t2")]
    assert known_value(live, "tags", ["t0", "t1", "t2"]).count == min(counts)


def test_a_value_of_a_shared_table_counts_in_all_its_fields(live):
    both = trained(live, "item").count(101) + sum(past[-5:].count(101) for past in trained(live, "history"))
    assert known_value(live, "item", "101").count == both


def test_an_unknown_value_is_named_with_the_nearest(live):
    assert known_value(live, "user", "u33x") == KnownValue(unknown=("u33x",), nearest="u33", count=0)
    found = known_value(live, "tags", ["t1", "zzz", "yyy"])
    assert found.unknown == ("zzz", "yyy")
    assert found.nearest is None
    assert found.count > 0


def test_a_missing_value_is_not_an_unknown_one(live):
    for field, value in (("user", None), ("tags", []), ("tags", None), ("price", None), ("age", None)):
        assert known_value(live, field, value).unknown == ()


def test_a_number_outside_training_is_told_with_the_range(live):
    known = known_value(live, "price", "9999")
    assert (known.low, known.high) == (min(trained(live, "price")), max(trained(live, "price")))
    assert known_value(live, "price", known.high) == KnownValue()


def test_a_number_in_buckets_counts_its_bucket(live):
    edges = live.dataset.manifest.numerics["age"].edges
    below = [age for age in trained(live, "age") if age is not None and age < edges[0]]
    assert known_value(live, "age", below[0]).count == len(below)


def test_a_hashed_value_is_never_unknown(live):
    assert known_value(live, "place", "nowhere").unknown == ()


def test_a_vector_has_nothing_to_be_known_of(live):
    assert known_value(live, "text", [1, 2, 3]) == KnownValue()
    with pytest.raises(DataError, match="a number is needed"):
        known_value(live, "price", "cheap")
