"""Encoded rows with crosses of their fields: solved by hand, the same as encoding anew, and whole or not there."""

import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.crossing import with_crosses
from clicklens.core.errors import RequestError, SchemaError
from clicklens.core.schema import FeatureSchema
from clicklens.data import describe
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.extend import extend
from tests.factories import make_dataset, make_rows, make_schema

PLAIN = FeatureSchema(name="rows", fields=["country", "device", {"name": "hour", "kind": "numeric"}])
ROWS = pa.table(
    {
        "country": ["FR", "FR", "FR", "DE", "DE", None, "FR"],
        "device": ["phone", "phone", "tablet", "phone", "tablet", "phone", "phone"],
        "hour": [1.0, 2.0, 21.0, 22.0, 23.0, 20.0, None],
        "click": [0, 1, 0, 1, 0, 1, 0],
    }
)
LATER = pa.table(
    {
        "country": ["FR", "DE", "IT", "DE"],
        "device": ["phone", "tablet", "phone", "phone"],
        "hour": [0.0, 24.0, 1.0, 1.0],
        "click": [0, 1, 0, 1],
    }
)
SCHEMA = with_crosses(PLAIN, [("country", "device"), ("country", "hour")], min_count=2, buckets=2)


@pytest.fixture
def plain(tmp_path):
    return encode({"train": ROWS, "test": LATER}, PLAIN, tmp_path / "plain")


def test_combinations_by_hand(plain, tmp_path):
    found = extend(plain, SCHEMA, tmp_path / "crossed")
    # FR phone stands in three rows; FR tablet, DE phone and DE tablet in one each
    assert found.split("train").field_ids("country_x_device").tolist() == [1, 1, 0, 0, 0, 0, 1]
    assert found.split("test").field_ids("country_x_device").tolist() == [1, 0, 0, 0]
    # hours are cut at their median, 20.5: DE late and FR early stand in two rows, FR late and FR without in one
    values = found.split("train").decoded(np.arange(7))["country_x_hour"].tolist()
    early, late = "country=FR x hour=below 20.5", "country=DE x hour=20.5 and above"
    assert values == [early, early, None, late, late, None, None]
    assert found.split("test").decoded(np.arange(4))["country_x_hour"].tolist() == [early, late, None, None]
    assert found.table_sizes == {"country": 3, "device": 3, "country_x_device": 2, "country_x_hour": 3}
    assert found.vocabulary("country_x_device").counts.tolist() == [3, 3]


def test_it_is_what_encoding_the_rows_anew_makes(plain, tmp_path):
    extended = extend(plain, SCHEMA, tmp_path / "extended")
    encoded = encode({"train": ROWS, "test": LATER}, SCHEMA, tmp_path / "encoded")
    assert extended.manifest.digest == encoded.manifest.digest
    assert extended.manifest.digest != plain.manifest.digest
    for split in ("train", "test"):
        for name in SCHEMA.table_of:
            assert (extended.split(split).field_ids(name) == encoded.split(split).field_ids(name)).all()


def test_what_was_extended_is_extended_again(plain, tmp_path):
    first = extend(plain, with_crosses(PLAIN, [("country", "hour")], min_count=2, buckets=2), tmp_path / "first")
    both = with_crosses(first.schema, [("country", "device")], min_count=2, buckets=2)
    second = extend(first, both, tmp_path / "second")
    assert second.manifest.digest == encode({"train": ROWS, "test": LATER}, both, tmp_path / "anew").manifest.digest
    back = extend(second, PLAIN, tmp_path / "back")
    assert back.schema == PLAIN
    assert back.split("train").field_ids("device").tolist() == plain.split("train").field_ids("device").tolist()
    assert not (back.path / "splits" / "train" / "buckets%3Ahour.npy").exists()


def test_a_served_row_is_crossed_as_the_stored_ones(plain, tmp_path):
    found = extend(plain, SCHEMA, tmp_path / "crossed")
    served = found.encode_rows(LATER.drop_columns("click"))
    stored = found.split("test").batch(np.arange(4))
    assert list(served.ids) == list(stored.ids) == list(SCHEMA.table_of)
    for name, ids in stored.ids.items():
        assert served.ids[name].tolist() == ids.tolist()
    assert served.buckets["hour"].tolist() == stored.buckets["hour"].tolist() == [[1], [2], [1], [1]]


def test_arrays_that_stay_are_not_written_twice(plain, tmp_path):
    found = extend(plain, SCHEMA, tmp_path / "crossed")
    one, other = (one.path / "splits" / "train" / "numbers.npy" for one in (plain, found))
    assert one.stat().st_ino == other.stat().st_ino


def test_lists_and_days_come_along(tmp_path):
    dataset = make_dataset(tmp_path, rows=200)
    found = extend(dataset, with_crosses(dataset.schema, [("user", "item"), ("item", "price")]), tmp_path / "crossed")
    one, other = (each.split("test").batch(np.arange(5)) for each in (dataset, found))
    for name in dataset.schema.table_of:
        assert other.ids[name].tolist() == one.ids[name].tolist()
    assert other.days.tolist() == one.days.tolist()
    assert other.numeric.tolist() == one.numeric.tolist()


def test_a_split_without_rows_stays_one(tmp_path):
    empty = make_rows(rows=1).slice(0, 0)
    schema = with_crosses(make_schema(), [("user", "item")], min_count=1)
    dataset = encode({"train": make_rows(rows=50), "later": empty}, make_schema(), tmp_path / "plain")
    assert len(extend(dataset, schema, tmp_path / "crossed").split("later")) == 0


def test_the_description_tells_of_crosses(plain, tmp_path):
    found = describe(extend(plain, SCHEMA, tmp_path / "crossed"))
    pair = next(field for field in found.fields if field.name == "country_x_device")
    assert (pair.kind, pair.cardinality, pair.missing_share["train"]) == ("cross", 1, 0.0)
    assert pair.top[0].value == "country=FR x device=phone"
    assert pair.unknown_share["test"] == 0.75
    assert not [
        finding for finding in found.findings if finding.field == "country_x_device" and "unknown" in finding.text
    ]


def test_a_schema_that_differs_in_more_is_refused(plain, tmp_path):
    other = with_crosses(FeatureSchema(name="rows", fields=["country", "device"]), [("country", "device")])
    with pytest.raises(SchemaError, match="can be extended by crosses only"):
        extend(plain, other, tmp_path / "crossed")
    assert not (tmp_path / "crossed").exists()


def test_a_folder_that_is_there_is_left_as_it_is(plain, tmp_path):
    with pytest.raises(RequestError, match="is there already"):
        extend(plain, SCHEMA, plain.path)
    assert EncodedDataset.open(plain.path).schema == PLAIN
