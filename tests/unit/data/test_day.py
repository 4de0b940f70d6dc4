import datetime

import pytest

from clicklens.core.errors import ConfigError, DataError
from clicklens.data.day import days, days_of_time, instant_of, instants
from tests.factories import make_chunk

DAY = 16_364  # 2014-10-21
UTC = datetime.timezone.utc


def read(kind, values):
    return kind(make_chunk(t=values), "t", "day column 't'")


@pytest.mark.parametrize(
    "values",
    [
        [DAY],
        [float(DAY)],
        [str(DAY)],
        ["2014-10-21"],
        ["2014-10-21 23:59:59"],
        ["2014-10-21T12:00:00Z"],
        [datetime.date(2014, 10, 21)],
        [datetime.datetime(2014, 10, 21, 23, 59, tzinfo=UTC)],
    ],
)
def test_a_day_is_a_small_whole_number_or_a_date_in_any_form(values):
    assert read(days, values).tolist() == [DAY]


def test_days_before_1970_count_backwards():
    assert read(days, ["1969-12-31 23:00:00"]).tolist() == [-1]


@pytest.mark.parametrize("value", [20141021, 14102100, 1413849600, "20141021"])
def test_dates_written_as_whole_numbers_are_not_guessed_at(value):
    small = 7 if isinstance(value, int) else "7"
    with pytest.raises(
        DataError, match=rf"frame, row 2: day column 't' is '?{value}'?: a day is a date such as 2014-10-21"
    ):
        read(days, [small, value])


@pytest.mark.parametrize(
    ("values", "row"), [(["2014-10-21", "yesterday"], 2), (["5", "2014-10-21"], 2), ([1, None], 2)]
)
def test_a_cell_that_is_no_day_is_refused_by_row(values, row):
    with pytest.raises(DataError, match=f"row {row}: day column 't' is .*: a day is a date"):
        read(days, values)


def test_a_column_that_can_hold_no_day_is_refused_by_its_type():
    with pytest.raises(DataError, match="day column 't' is of type bool"):
        read(days, [True])


def test_days_of_a_time_are_those_of_its_seconds_or_stamps():
    assert read(days_of_time, [DAY * 86_400, DAY * 86_400 + 86_399]).tolist() == [DAY, DAY]
    assert read(days_of_time, [DAY * 86_400 + 0.5]).tolist() == [DAY]
    assert read(days_of_time, ["2014-10-21 13:00:00"]).tolist() == [DAY]


def test_milliseconds_are_not_taken_for_seconds():
    with pytest.raises(DataError, match="is 1413849600000: a whole number is a time in seconds, this is too large"):
        read(days_of_time, [1413849600000])


def test_instants_sort_in_time_and_say_their_clock():
    clock, values = read(instants, ["2014-10-21 00:00:01", "2014-10-21"])
    assert clock == "calendar"
    assert values.tolist() == [DAY * 86_400 * 10**6 + 10**6, DAY * 86_400 * 10**6]
    clock, values = read(instants, [14102100])
    assert (clock, values.tolist()) == ("number", [14102100])


def test_a_bound_is_read_on_the_clock_of_its_column():
    assert instant_of("2014-10-21", "calendar", setting="test_from") == DAY * 86_400 * 10**6
    assert instant_of(5, "number", setting="test_from") == 5
    assert instant_of("-5", "number", setting="test_from") == -5


@pytest.mark.parametrize(("value", "clock"), [("2014-10-21", "number"), (5, "calendar"), ("soon", "calendar")])
def test_a_bound_on_another_clock_is_refused(value, clock):
    with pytest.raises(ConfigError, match=f"test_from is {value!r}, but the column holds"):
        instant_of(value, clock, setting="test_from")
