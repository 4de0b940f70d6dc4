"""Moments as text."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from clicklens.jobs.moment import as_moment, as_text, utc_now

moments = st.datetimes(timezones=st.just(timezone.utc)).map(
    lambda moment: moment.replace(year=2000 + moment.year % 200, day=1)
)


@given(moments, moments)
def test_texts_stand_in_the_order_of_their_moments(first: datetime, second: datetime) -> None:
    if abs(first - second) >= timedelta(milliseconds=1):
        assert (as_text(first) < as_text(second)) == (first < second)


@given(moments)
def test_a_moment_is_read_back_to_the_millisecond(moment: datetime) -> None:
    assert abs(as_moment(as_text(moment)) - moment) < timedelta(milliseconds=1)


def test_another_zone_becomes_utc() -> None:
    there = datetime(2026, 11, 21, 10, tzinfo=timezone(timedelta(hours=2)))
    assert as_text(there) == "2026-11-21T08:00:00.000+00:00"
    assert utc_now().tzinfo == timezone.utc
