"""The values that a scan goes through."""

import numpy as np
import pytest

from clicklens.analysis.scan_values import frequent_values, given_values, own_count
from tests.live_rows import dataset_of_every_kind, live_of, rows_of_every_kind


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return live_of(dataset_of_every_kind(tmp_path_factory.mktemp("values")))


def test_the_most_frequent_come_first_with_their_counts(live):
    row = live.example(5)
    field = live.dataset.schema.field("user")
    found = frequent_values(live, row, field, 3)
    counts = np.sort(live.dataset.vocabulary("user").counts[1:])[::-1]
    assert list(found.counts[:3]) == counts[:3].tolist()
    assert found.known == len(counts)
    assert len(found.part) == len(found.readings) in (3, 4)


def test_buckets_read_as_ranges_in_their_order(live):
    found = frequent_values(live, live.example(5), live.dataset.schema.field("age"), 50)
    assert found.readings[0].startswith("below")
    assert found.readings[-1].endswith("and above")
    assert len(found.readings) == 4
    assert found.known is None


def test_a_value_that_is_given_twice_counts_once(live):
    found = given_values(live, live.example(5), live.dataset.schema.field("tags"), [["t1"], "t1", ["t1", "t0"]])
    assert found.readings == (("t1",), ("t1", "t0"))


def test_the_own_count_is_that_of_the_rarest_known_value(live):
    rows = rows_of_every_kind()
    users = rows["user"].to_pylist()[: len(live.dataset.split("train"))]
    assert own_count(live, live.example(5), "user") == users.count(users[5])
    assert own_count(live, live.example(5), "price") is None
    assert own_count(live, live.given({}), "user") == 0
