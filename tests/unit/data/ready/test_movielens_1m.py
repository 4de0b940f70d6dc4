from pathlib import Path

import numpy as np
import pandas
import pytest

from clicklens.data.ready.movielens_1m import READY, at_random, by_last_time, by_position
from clicklens.data.ready.ready_dataset import Folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten users with ten ratings each of ten films; user k was last seen at second k."""
    made = tmp_path / "movielens-1m"
    made.mkdir()
    user, place = np.repeat(np.arange(1, 11), 10), np.tile(np.arange(10), 10)
    rated = {"user_id": user, "movie_id": (place + user) % 10 + 1, "position": place, "five_star": (place % 3 == 0) * 1}
    pandas.DataFrame(rated).to_parquet(made / "interactions.parquet")
    films = {
        "movie_id": np.arange(1, 11),
        "title": [f"Film {k} (199{k % 10})" for k in range(1, 11)],
        "genres": [["Drama", "War"], ["Comedy"]] * 5,
        "year": [1990 + k % 10 for k in range(1, 11)],
    }
    pandas.DataFrame(films).to_parquet(made / "movies.parquet")
    users = {
        "user_id": np.arange(1, 11),
        "gender": ["F", "M"] * 5,
        "age": [1, 18, 25, 35, 45, 50, 56, 1, 18, 25],
        "occupation": np.arange(10),
        "zip": ["48067"] * 10,
        "last_timestamp": np.arange(1, 11),
        "n_ratings": [10] * 10,
    }
    pandas.DataFrame(users).to_parquet(made / "users.parquet")
    return tmp_path


def prepared(folder: Path, number: int) -> pandas.DataFrame:
    return READY[number].prepare(Folders(downloads=folder, data=folder)).rows.to_pandas()


def test_within_each_user_the_last_fifth_is_test(folder: Path) -> None:
    rows = prepared(folder, 0)
    assert rows.groupby("split")["position"].agg(["min", "max"]).to_dict("index") == {
        "train": {"min": 0, "max": 6},
        "validation": {"min": 7, "max": 7},
        "test": {"min": 8, "max": 9},
    }


def test_the_users_seen_last_are_the_test_of_the_other_split(folder: Path) -> None:
    rows = prepared(folder, 1)
    assert rows.groupby("split")["user_id"].agg(lambda users: sorted(set(users))).to_dict() == {
        "train": [1, 2, 3, 4, 5, 6, 7],
        "validation": [8],
        "test": [9, 10],
    }


def test_the_history_holds_the_five_star_films_before(folder: Path) -> None:
    rows = prepared(folder, 0)
    user = rows[rows["user_id"] == 1].sort_values("position")
    films = user["item_id"].tolist()
    assert [list(past) for past in user["history"]][:5] == [[], films[:1], films[:1], films[:1], [films[0], films[3]]]
    assert films[0] == "2: Film 2 (1992)"


def test_a_behaviour_is_a_film_and_its_first_genre(folder: Path) -> None:
    rows = prepared(folder, 3)
    assert READY[3].name == "movielens-1m/behaviours"
    genre = dict(zip(rows["item_id"], rows["genre"], strict=True))
    assert set(genre.values()) == {"Drama", "Comedy"}
    for past, genres in zip(rows["history"], rows["history_genres"], strict=True):
        assert [genre[film] for film in past] == list(genres)


def test_the_random_split_is_the_same_every_time() -> None:
    ratings = pandas.DataFrame({"user_id": np.zeros(1_000)})
    first, second = at_random(ratings, ratings), at_random(ratings, ratings)
    assert np.array_equal(first, second)
    assert np.bincount(first) / 1_000 == pytest.approx([0.7, 0.1, 0.2], abs=0.05)


def test_the_rules_agree_on_how_much_trains() -> None:
    users = pandas.DataFrame({"user_id": range(100), "last_timestamp": range(100), "n_ratings": 10})
    ratings = pandas.DataFrame({"user_id": np.repeat(range(100), 10), "position": np.tile(range(10), 100)})
    for rule in (by_position, by_last_time):
        assert np.bincount(rule(ratings, users)).tolist() == [700, 100, 200]


@pytest.mark.needs_data
def test_the_real_set_is_as_its_card_says(data_folder: Path, tmp_path: Path) -> None:
    rows = READY[0].prepare(Folders(downloads=tmp_path, data=data_folder)).rows
    assert len(rows) == READY[0].card.rows
    assert rows["click"].to_pandas().sum() == 226_310
