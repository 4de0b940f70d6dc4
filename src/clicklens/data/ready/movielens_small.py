"""MovieLens latest-small as a click task: few users with long histories, over 22 years."""

from __future__ import annotations

from functools import partial

import pandas

from clicklens.data.ready.movielens import CITATION, impressions, title_and_year, two_ways
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, shipped_schema
from clicklens.data.split import SplitRule

read_schema = partial(shipped_schema, "movielens-small.yaml")
FOLDER = "movielens-small"
_NO_GENRES = "(no genres listed)"


def _prepare(folders: Folders, split: SplitRule) -> Prepared:
    rating_file, movie_file = folders.files(FOLDER, "ratings.csv", "movies.csv")
    ratings = pandas.read_csv(rating_file).rename(columns={"userId": "user_id", "movieId": "movie_id"})
    movies = pandas.read_csv(movie_file)
    split_titles = [title_and_year(title) for title in movies["title"]]
    items = pandas.DataFrame(
        {
            "movie_id": movies["movieId"],
            "title": [title for title, _ in split_titles],
            "year": pandas.Series([year for _, year in split_titles], dtype=object),
            "genres": [[] if text == _NO_GENRES else text.split("|") for text in movies["genres"]],
        }
    )
    return Prepared(rows=impressions(ratings=ratings, items=items), schema=read_schema(), split=split)


def _card(name: str, splits: str) -> ReadyCard:
    return ReadyCard(
        name=name,
        title="MovieLens latest-small (September 2018)",
        rows=100_836,
        label="1 where the user rated the film 4 stars or more (48.2%), 0 below",
        splits=splits,
        source="GroupLens, grouplens.org/datasets/movielens/latest (ml-latest-small)",
        how_to_get=(
            "download ml-latest-small from the publisher and put ratings.csv and movies.csv into movielens-small/ "
            "in the folder that CLICKLENS_DATA names"
        ),
        licence=(
            "Free for research. No endorsement may be stated or implied; use must be acknowledged; it may be "
            "redistributed under these same conditions; no commercial use without permission of GroupLens, "
            "University of Minnesota."
        ),
        citation=CITATION,
    )


READY = two_ways("movielens-small", card=_card, read_schema=read_schema, prepare=_prepare)
