"""How numbers, times and models are said: the same figure looks the same wherever it stands."""

from __future__ import annotations

import html
import math
import numbers
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

PRIVATE = {"process"}  # of the environment: names the machine, and is nobody's business whom the report is mailed to

_CODE = re.compile(r"`([^`]+)`")


def say_value(value: object) -> str:
    """A table's cell: thousands separated, four decimals, an en dash for what is undefined."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return "–"
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "yes" if value else "no"
    if isinstance(value, numbers.Integral):
        return f"{int(value):,}"
    if isinstance(value, numbers.Real):
        return _say_real(float(value))
    return str(value)


def _say_real(value: float) -> str:
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size >= 1e4:
        return f"{value:,.0f}"
    if size and size < 1e-3:
        return f"{value:.2e}"
    return f"{value:.4f}" if size < 10 else f"{value:,.2f}"


def say_duration(seconds: float) -> str:
    """'48 s', '2 min 10 s', '3 h 5 min', '2 d 4 h'."""
    whole = round(seconds)
    for size, name, small, smaller in ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s")):
        if whole >= size:
            rest = whole % size // small
            return f"{whole // size} {name} {rest} {smaller}" if rest else f"{whole // size} {name}"
    return f"{whole} s"


def say_time(stamp: str) -> str:
    """An ISO 8601 time as '14 March 2026, 09:05 UTC'; text that is none stays as it is."""
    when = read_time(stamp)
    return stamp if when is None else f"{when.day} {when:%B %Y, %H:%M} UTC"


def read_time(stamp: str | None) -> datetime | None:
    """An ISO 8601 time in UTC; None for what is none."""
    try:
        when = datetime.fromisoformat((stamp or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return when.astimezone(timezone.utc) if when.tzinfo else when.replace(tzinfo=timezone.utc)


def say_model(spec: Mapping[str, Any]) -> str:
    """'gwen, hidden layers 256, 128, 64, 32, embedding dim 8': what was asked for, without what is unset."""
    rest = {name: value for name, value in spec.items() if name != "kind" and value not in (None, "", [], (), 0, 0.0)}
    words = [str(spec.get("kind", "a model"))]
    for name, value in rest.items():
        shown = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        words.append(f"{'hidden layers' if name == 'hidden' else name.replace('_', ' ')} {shown}")
    return "; ".join(words)


def markup(sentence: str) -> str:
    """A sentence as HTML: everything escaped, what stands in `backticks` as code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(sentence))
