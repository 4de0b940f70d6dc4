"""What the MovieLens sets have in common: ratings with times become impressions with a label and a past."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.core.schema import FeatureSchema
from clicklens.data.ready.history import earlier
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset
from clicklens.data.split import RandomSplit, SplitRule, TimeSplit

HISTORY = 20  # liked films that a row remembers
LIKED = 4.0  # stars from which on a rating is a 1
CITATION = (
    "F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets: History and Context. "
    "ACM Transactions on Interactive Intelligent Systems 5(4), 19:1-19:19. doi:10.1145/2827872"
)
TIME_SPLIT = (
    "by time over all users: the earliest 70% of the ratings train, the next 10% validate, the last 20% test; "
    "ratings of one second stay together"
)
RANDOM_SPLIT = "at random over ratings: 70% train, 10% validation, 20% test; the history still holds the past only"
BY_TIME = TimeSplit(column="timestamp", test_share=0.2, validation_share=0.1)
AT_RANDOM = RandomSplit(test_share=0.2, validation_share=0.1, seed=0)
_YEAR = re.compile(r"^(.*?)\s*\((\d{4})\)\s*(?:\([A-Z]+\))?\s*$")


def title_and_year(text: str) -> tuple[str, int | None]:
    """Splits "Toy Story (1995)"; the year is None where the brackets hold none."""
    found = _YEAR.match(text)
    return (found[1], int(found[2])) if found else (text.strip(), None)


def item_name(movie_id: int, title: str, year: int | None) -> str:
    """A film as an id that a person can read; the number keeps films of one title apart."""
    return f"{movie_id}: {title} ({year})" if year else f"{movie_id}: {title}"


def decade(year: int | None) -> str | None:
    """ "1990s" for 1995."""
    return f"{year // 10 * 10}s" if year else None


def age_group(age: int) -> str:
    """The groups in which MovieLens-1M gives ages."""
    groups = ((18, "under 18"), (25, "18-24"), (35, "25-34"), (45, "35-44"), (50, "45-49"), (56, "50-55"))
    return next((name for below, name in groups if age < below), "56+")


def impressions(
    *,
    ratings: pandas.DataFrame,  # user_id, movie_id, rating, timestamp (seconds)
    items: pandas.DataFrame,  # movie_id, title, year (int or None), genres (list of str)
    users: pandas.DataFrame | None = None,  # user_id and the users' own fields
) -> pa.Table:
    """One row a rating in time order: who, what, the liked films before, the hour, the label."""
    rated = ratings.sort_values(["timestamp", "user_id", "movie_id"], kind="stable", ignore_index=True)
    columns: dict[str, Any] = {"user_id": rated["user_id"].to_numpy()}
    if users is not None:
        own = users.set_index("user_id").loc[rated["user_id"]]
        columns |= {str(name): own[name].tolist() for name in own.columns}
    film = items.set_index("movie_id").loc[rated["movie_id"]]
    names = np.array(
        [item_name(i, t, y) for i, t, y in zip(film.index, film["title"], film["year"], strict=True)], dtype=object
    )
    seconds = rated["timestamp"].to_numpy(np.int64)
    liked = rated["rating"].to_numpy() >= LIKED
    columns |= {
        "item_id": names,
        "genres": film["genres"].tolist(),
        "decade": [decade(year) for year in film["year"]],
        "history": earlier(who=columns["user_id"], when=seconds, what=names, kept=liked, longest=HISTORY),
        "hour": seconds // 3600 % 24,
        "weekday": weekday(seconds),
        "click": liked.astype(np.int8),
        "day": seconds // 86_400,
        "timestamp": seconds,
    }
    return pa.table({name: _array(values) for name, values in columns.items()})


def two_ways(
    name: str,
    *,
    card: Callable[[str, str], ReadyCard],
    read_schema: Callable[[], FeatureSchema],
    prepare: Callable[[Folders, SplitRule], Prepared],
) -> tuple[ReadyDataset, ReadyDataset]:
    """A set split by time, and its variant ``…/random``; ``card`` makes a card of a name and what the splits are."""
    return (
        ReadyDataset(
            card=card(name, TIME_SPLIT), read_schema=read_schema, prepare=lambda folders: prepare(folders, BY_TIME)
        ),
        ReadyDataset(
            card=card(f"{name}/random", RANDOM_SPLIT),
            read_schema=read_schema,
            prepare=lambda folders: prepare(folders, AT_RANDOM),
        ),
    )


def weekday(seconds: NDArray[np.int64]) -> NDArray[Any]:
    """The day of the week in UTC; 1 January 1970 was a Thursday."""
    names = np.array(["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"], dtype=object)
    return names[seconds // 86_400 % 7]


def _array(values: Any) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values)
