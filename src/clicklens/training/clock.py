"""The time of day, as runs keep it."""

from __future__ import annotations

from datetime import datetime, timezone


def utc_now() -> str:
    """The time now, ISO 8601 in UTC, to the millisecond."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")
