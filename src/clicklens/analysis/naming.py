"""How findings and pictures call days and layers, and how they cut long names."""

from __future__ import annotations

import datetime
import re

FIRST_DATE = 3650  # days; a log whose days are numbered has fewer, and one that counts from 1970 began after 1980


def day_name(day: int) -> str:
    """By its date where days count from 1970, otherwise by its number: '2014-10-21' for 16364, 'day 5' for 5."""
    if day < FIRST_DATE:
        return f"day {day}"
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()


def layer_number(tap: str) -> int | None:
    """4 for 'layer_4', as ``refine drop-layer`` counts; None for a tap that is no numbered layer."""
    found = re.fullmatch(r"layer_(\d+)", tap)
    return None if found is None else int(found[1])


def layer_name(tap: str) -> str:
    """'layer 4' for 'layer_4', "tap 'attention'" for 'attention'."""
    number = layer_number(tap)
    return f"tap '{tap}'" if number is None else f"layer {number}"


def shortened(name: str, length: int) -> str:
    """At most ``length`` letters, an ellipsis in place of the rest."""
    return name if len(name) <= length else name[: length - 1] + "…"
