import datetime

import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.errors import DataError, SchemaError
from clicklens.data.encode import encode
from clicklens.data.schema_draft import infer_schema
from clicklens.data.split import TimeSplit
from tests.factories import make_rows

N = 2_000
UTC = datetime.timezone.utc
LAST = TimeSplit(test_share=0.25)
ROWS = pa.table(
    {
        "row_id": list(range(N)),
        "user_id": [i % 50 for i in range(N)],
        "ad_price": [i % 7 + 0.5 for i in range(N)],
        "hour": [float(i % 24) for i in range(N)],
        "genres": [("a|b", "b|c|a", "c|d", "d")[i % 4] + f"|{'xyz'[i % 3]}" for i in range(N)],
        "words": [["a"], ["b", "c"]] * (N // 2),
        "vector": [[0.5, 1.5]] * N,
        "constant": ["same"] * N,
        "date": [datetime.date(2014, 10, 21)] * N,
        "clicked": [i % 2 for i in range(N)],
    }
)


def drafted(rows=ROWS, **options):
    return infer_schema(rows, **{"name": "draft", "label": "clicked", **options})


def test_each_column_becomes_what_it_looks_like():
    kinds = {field.name: field.kind for field in drafted(day="date", group="user_id").fields}
    assert kinds == {
        "user_id": "categorical",
        "ad_price": "numeric",
        "hour": "categorical",
        "genres": "categorical",
        "words": "categorical",
        "vector": "dense",
    }


def test_sides_lists_day_group_and_label_are_told():
    schema = drafted(day="date", group="user_id")
    assert [schema.field(name).side for name in ("user_id", "ad_price", "hour")] == ["user", "item", "context"]
    assert (schema.field("genres").multi, schema.field("genres").delimiter) == (True, "|")
    assert schema.field("words").multi
    assert schema.field("vector").width == 2
    assert (schema.day, schema.group, schema.tasks[0].column) == ("date", "user_id", "clicked")


def test_text_files_are_drafted_by_what_their_cells_say(tmp_path):
    lines = [f"{i % 50},{i % 9 / 2},{'ab'[i % 2]},{i % 2}" for i in range(N)]
    (tmp_path / "rows.csv").write_text("user,price,place,clicked\n" + "\n".join(lines) + "\n")
    kinds = {field.name: field.kind for field in drafted(tmp_path / "rows.csv").fields}
    assert kinds == {"user": "categorical", "price": "numeric", "place": "categorical"}


def test_a_draft_is_right_for_a_split_by_time_where_a_column_says_when(tmp_path):
    plain = ROWS.drop_columns(["date"])
    for values, found in (
        ({"day": [i // 500 for i in range(N)]}, ("day", None)),
        ({"Day": [str(i // 500) for i in range(N)]}, ("Day", None)),
        ({"timestamp": [1_400_000_000 + 86_400 * (i // 500) for i in range(N)]}, (None, "timestamp")),
        ({"seen": [datetime.datetime(2014, 10, 21 + i // 500, tzinfo=UTC) for i in range(N)]}, (None, "seen")),
        ({"seen": [datetime.date(2014, 10, 21 + i // 500) for i in range(N)]}, ("seen", None)),
    ):
        (column,) = values
        rows = plain.append_column(column, pa.array(values[column]))
        schema = drafted(rows)
        assert (schema.day, schema.time) == found
        assert column not in {field.name for field in schema.fields}
        assert set(encode(rows, schema, tmp_path / f"{column}-{found[0]}", split=LAST).splits) == {"train", "test"}


def test_what_only_sounds_like_a_moment_stays_a_field():
    plain = ROWS.drop_columns(["date"])
    weekday = plain.append_column("day", pa.array([("Mon", "Tue")[i % 2] for i in range(N)]))
    written = plain.append_column("day", pa.array([20141021 + i % 4 for i in range(N)]))
    two = plain.append_column("a", ROWS["date"]).append_column("b", ROWS["date"])
    for rows in (weekday, written, two, plain):
        schema = drafted(rows)
        assert (schema.day, schema.time) == (None, None)
    assert "day" in {field.name for field in drafted(weekday).fields}


def test_a_day_that_is_named_is_kept_to():
    rows = ROWS.append_column("day", pa.array([i // 500 for i in range(N)]))
    assert (drafted(rows, day="date").day, drafted(rows, time="date").time) == ("date", "date")


def test_a_draft_of_made_up_rows_can_be_used(tmp_path):
    schema = infer_schema(make_rows(), name="draft", label="click", day="day", group="user")
    assert [field.name for field in schema.fields] == ["user", "item", "tags", "history", "price"]
    assert np.isfinite(encode(make_rows(), schema, tmp_path / "d").split("train").labels("click")).all()


def test_a_named_column_that_is_not_there_is_refused():
    with pytest.raises(
        DataError, match="there is no column 'klicked', which the label is read from; did you mean 'clicked'"
    ):
        drafted(label="klicked")


def test_rows_that_offer_no_field_are_refused():
    with pytest.raises(SchemaError, match="no column can be a field beside 'clicked'"):
        drafted(ROWS.select(["constant", "clicked"]))
    with pytest.raises(DataError, match="there are no rows"):
        drafted(ROWS.slice(0, 0))
