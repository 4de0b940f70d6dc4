"""MovieLens-1M as a click task: will this user give this film five stars? Order in time is known, times are not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.core.schema import FeatureSchema
from clicklens.data.ready.history import earlier
from clicklens.data.ready.movielens import (
    CITATION,
    HISTORY,
    RANDOM_SPLIT,
    age_group,
    decade,
    item_name,
    title_and_year,
)
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset, shipped_schema
from clicklens.data.split import NAMED_SPLIT, SPLITS

read_schema = partial(shipped_schema, "movielens-1m.yaml")
read_behaviours = partial(shipped_schema, "movielens-1m-behaviours.yaml")
FOLDER = "movielens-1m"

Parts = Callable[[pandas.DataFrame, pandas.DataFrame], NDArray[np.int64]]  # (ratings, users) -> 0, 1 or 2 a rating


def by_position(ratings: pandas.DataFrame, users: pandas.DataFrame) -> NDArray[np.int64]:
    """Within each user: the first 70% of the history, the next 10%, the last 20%."""
    count = users.set_index("user_id")["n_ratings"].loc[ratings["user_id"]].to_numpy()
    reached = (ratings["position"].to_numpy() + 0.5) / count
    return np.asarray(np.digitize(reached, [0.7, 0.8]))


def by_last_time(ratings: pandas.DataFrame, users: pandas.DataFrame) -> NDArray[np.int64]:
    """By user: those who were last seen earliest train. No user is in two splits."""
    rank = users.set_index("user_id")["last_timestamp"].rank(method="first").loc[ratings["user_id"]].to_numpy()
    return np.asarray(np.digitize((rank - 0.5) / len(users), [0.7, 0.8]))


def at_random(ratings: pandas.DataFrame, users: pandas.DataFrame) -> NDArray[np.int64]:  # noqa: ARG001 - one of three
    """70%, 10% and 20% of the ratings, with a fixed seed."""
    return np.asarray(np.digitize(np.random.default_rng(0).random(len(ratings)), [0.7, 0.8]))


def _prepare(folders: Folders, parts: Parts, schema: Callable[[], FeatureSchema] = read_schema) -> Prepared:
    paths = folders.files(FOLDER, "interactions.parquet", "movies.parquet", "users.parquet")
    ratings, movies, users = (pandas.read_parquet(path) for path in paths)
    ratings = ratings.sort_values(["position", "user_id"], kind="stable", ignore_index=True)
    own = users.set_index("user_id").loc[ratings["user_id"]]
    names, decades = _names(movies)
    film = ratings["movie_id"].to_numpy()
    five = ratings["five_star"].to_numpy()
    name = names[film]
    genres = movies.set_index("movie_id")["genres"].loc[film]
    first_genre = genres.str[0].to_numpy()
    liked_before = partial(
        earlier,
        who=ratings["user_id"].to_numpy(),
        when=ratings["position"].to_numpy(),
        kept=five == 1,
        longest=HISTORY,
    )
    rows = pa.table(
        {
            "user_id": pa.array(ratings["user_id"].to_numpy()),
            "age": pa.array([age_group(int(age)) for age in own["age"]]),
            "gender": pa.array(own["gender"].tolist()),
            "occupation": pa.array(own["occupation"].to_numpy()),
            "zip_prefix": pa.array(own["zip"].str[0].tolist()),
            "item_id": pa.array(name),
            "genres": pa.array([list(one) for one in genres]),
            "decade": pa.array(decades[film]),
            "history": liked_before(what=name),
            "genre": pa.array(first_genre),
            "history_genres": liked_before(what=first_genre),
            "click": pa.array(five),
            "position": pa.array(ratings["position"].to_numpy()),
            "split": pa.array(SPLITS).take(pa.array(parts(ratings, users))),
        }
    )
    return Prepared(rows=rows, schema=schema(), split=NAMED_SPLIT)


def _names(movies: pandas.DataFrame) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Readable names and decades by film number."""
    names = np.empty(int(movies["movie_id"].max()) + 1, dtype=object)
    decades = np.empty(len(names), dtype=object)
    for number, title, year in zip(movies["movie_id"], movies["title"], movies["year"], strict=True):
        names[number] = item_name(int(number), title_and_year(title)[0], int(year))
        decades[number] = decade(int(year))
    return names, decades


def _card(name: str, splits: str) -> ReadyCard:
    return ReadyCard(
        name=name,
        title="MovieLens-1M (time-ordered, five-star label)",
        rows=1_000_209,
        label="1 where the user gave the film 5 stars (22.6%), 0 for 1 to 4 stars",
        splits=splits,
        source="GroupLens, grouplens.org/datasets/movielens/1m, put together from partial copies without times",
        how_to_get=(
            "put interactions.parquet, movies.parquet and users.parquet into movielens-1m/ in the folder that "
            "CLICKLENS_DATA names"
        ),
        licence=(
            "Free for research. Use must be acknowledged; it may not be redistributed without separate permission; "
            "no commercial use without permission of GroupLens, University of Minnesota."
        ),
        citation=CITATION,
    )


_WITHIN_USERS = (
    "within each user by order in time: the first 70% of a history train, the next 10% validate, the last 20% test"
)
READY = (
    *(
        ReadyDataset(card=_card(name, splits), read_schema=read_schema, prepare=partial(_prepare, parts=parts))
        for name, splits, parts in (
            ("movielens-1m", _WITHIN_USERS, by_position),
            (
                "movielens-1m/last-seen",
                "by user, ordered by when a user was last seen: the earliest 70% of the users train, 10% validate, "
                "20% test; every user of the test split is new",
                by_last_time,
            ),
            ("movielens-1m/random", RANDOM_SPLIT, at_random),
        )
    ),
    ReadyDataset(
        card=_card("movielens-1m/behaviours", _WITHIN_USERS).model_copy(
            update={"title": "MovieLens-1M: films and their genres, as DIN reads them"}
        ),
        read_schema=read_behaviours,
        prepare=partial(_prepare, parts=by_position, schema=read_behaviours),
    ),
)
