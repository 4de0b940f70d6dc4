"""How a day is called: by its date where days count from 1970, otherwise by its number."""

from __future__ import annotations

import datetime

FIRST_DATE = 3650  # days; a log whose days are numbered has fewer, and one that counts from 1970 began after 1980


def day_name(day: int) -> str:
    """'2014-10-21' for 16364, 'day 5' for 5."""
    if day < FIRST_DATE:
        return f"day {day}"
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()
