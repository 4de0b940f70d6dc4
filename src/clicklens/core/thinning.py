"""Thinning: a long curve with fewer points, and no peak lost on the way."""

from __future__ import annotations

from collections.abc import Sequence


def thinned_places(values: Sequence[float | None], points: int) -> list[int]:
    """Places of at most ``points`` values (4 at least), ascending: both ends, and the lowest and highest of each
    stretch between.

    A curve that is short enough keeps all. Where a stretch has no value at all, its first place stands for it.
    """
    count, most = len(values), max(points, 4)
    if count <= most:
        return list(range(count))
    stretches = (most - 2) // 2
    kept = {0, count - 1}
    for number in range(stretches):
        first = 1 + number * (count - 2) // stretches
        end = 1 + (number + 1) * (count - 2) // stretches
        kept |= _extremes(values, first, end)
    return sorted(kept)


def _extremes(values: Sequence[float | None], first: int, end: int) -> set[int]:
    known = [(value, place) for place in range(first, end) if (value := values[place]) is not None]
    return {min(known)[1], max(known)[1]} if known else {first}
