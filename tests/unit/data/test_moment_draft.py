import datetime

import pyarrow as pa
import pytest

from clicklens.data.moment_draft import find_moment
from clicklens.data.source import open_source

DAYS = [datetime.date(2014, 10, day) for day in (21, 22)]
MOMENTS = [datetime.datetime(2014, 10, day, tzinfo=datetime.timezone.utc) for day in (21, 22)]


def found(**columns):
    table = pa.table({"click": [0, 1], **columns})
    return find_moment(open_source(table), table, label="click")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"day": [1, 2]}, ("day", None)),
        ({"DATE": ["2014-10-21", "2014-10-22"]}, ("DATE", None)),
        ({"time": [1, 2], "day": [1, 2]}, ("day", None)),
        ({"ts": [1_400_000_000, 1_400_090_000]}, (None, "ts")),
        ({"at": MOMENTS}, (None, "at")),
        ({"at": DAYS}, ("at", None)),
    ],
)
def test_a_name_or_a_type_says_when(columns, expected):
    assert found(**columns) == expected


@pytest.mark.parametrize(
    "columns",
    [
        {"hour": [1, 2]},
        {"day": ["Mon", "Tue"]},
        {"day": [20141021, 20141022]},
        {"day": [1, None]},
        {"ts": [1_400_000_000_000, 1_400_090_000_000]},
        {"a": DAYS, "b": DAYS},
    ],
)
def test_what_cannot_be_read_as_a_moment_is_not_guessed_at(columns):
    assert found(**columns) == (None, None)


def test_the_label_is_none():
    table = pa.table({"day": [0, 1]})
    assert find_moment(open_source(table), table, label="day") == (None, None)
