from datetime import datetime, timedelta, timezone

from clicklens.training.clock import utc_now


def test_it_is_now_and_says_so_in_utc() -> None:
    told = datetime.fromisoformat(utc_now())
    assert told.utcoffset() == timedelta(0)
    assert abs(datetime.now(timezone.utc) - told) < timedelta(seconds=5)
