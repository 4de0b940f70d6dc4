import pyarrow as pa
import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.schema import FeatureSchema
from clicklens.data.describe import describe
from clicklens.data.encode import encode
from tests.factories import make_dataset, make_rows, make_schema

GIVEN = {
    "train": pa.table({"x": ["a", "a", "b", "c", None], "n": [1.0, 2.0, 3.0, None, 5.0], "click": [0, 1, 0, 1, 0]}),
    "test": pa.table({"x": ["a", "z", None, None], "n": [1.0, 9.0, None, None], "click": [0, 1, 0, 1]}),
}
FIELDS = ["x", {"name": "n", "kind": "numeric"}]


@pytest.fixture
def fields(tmp_path):
    schema = FeatureSchema.model_validate({"name": "s", "fields": FIELDS})
    return {field.name: field for field in describe(encode(GIVEN, schema, tmp_path / "d")).fields}


def test_a_field_is_told_in_figures_that_can_be_counted_by_hand(fields):
    x = fields["x"]
    assert x.cardinality == 3
    assert x.once_share == pytest.approx(2 / 3)
    assert x.missing_share == {"train": 0.2, "test": 0.5}
    assert x.unknown_share == {"train": 0.0, "test": 0.5}
    assert [(top.value, top.share) for top in x.top] == [("a", 0.4), ("b", 0.2), ("c", 0.2)]


def test_a_number_is_told_by_its_range(fields):
    n = fields["n"]
    assert (n.low, n.high, n.cardinality) == (1.0, 5.0, None)
    assert n.missing_share == {"train": 0.2, "test": 0.5}


def test_rows_can_be_described_by_their_schema_and_leave_nothing_behind(tmp_path):
    dataset = make_dataset(tmp_path, days=1)
    assert describe(make_rows(days=1), make_schema()) == describe(dataset)
    with pytest.raises(ConfigError, match="rows that are not encoded need a schema"):
        describe(make_rows())


def test_a_field_that_gives_the_label_away_is_found_and_others_are_not():
    rows = make_rows(rows=2_000)
    schema = make_schema(fields=["user", "item", "leak"])
    found = describe(rows.append_column("leak", rows["click"].cast(pa.string())), schema)
    assert [finding.field for finding in found.findings if "gives the label away" in finding.text] == ["leak"]


def test_warnings_come_before_notes():
    rows = make_rows(rows=400)
    rows = rows.set_column(rows.column_names.index("click"), "click", pa.array([0] * 400))
    rows = rows.append_column("own", pa.array([f"row {i}" for i in range(400)]))
    found = describe(rows, make_schema(fields=["user", "own"]))
    assert [finding.severity for finding in found.findings] == ["warning", "info"]


def test_a_field_without_any_value_is_described():
    rows = pa.table({"x": pa.nulls(3), "n": pa.nulls(3), "click": [0, 1, 0]})
    found = describe(rows, FeatureSchema.model_validate({"name": "s", "fields": FIELDS}))
    x, n = found.fields
    assert (x.cardinality, x.once_share, x.top) == (0, None, ())
    assert (n.low, n.high) == (None, None)
