"""Moments: the time of day as jobs keep and compare it."""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]  # the time now, in UTC


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(timezone.utc)


def as_text(moment: datetime) -> str:
    """ISO 8601 in UTC to the millisecond; of two texts the later moment's is the greater."""
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")


def as_moment(text: str) -> datetime:
    """What ``as_text`` was given, to the millisecond."""
    return datetime.fromisoformat(text)
