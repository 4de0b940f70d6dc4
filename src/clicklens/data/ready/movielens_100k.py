"""MovieLens-100K as a click task: will this user rate this film four stars or more?"""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path

import pandas

from clicklens.core.errors import CorruptError, DownloadError
from clicklens.data.download import Package, WebFile
from clicklens.data.ready.movielens import CITATION, age_group, impressions, title_and_year, two_ways
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, shipped_schema
from clicklens.data.split import SplitRule

read_schema = partial(shipped_schema, "movielens-100k.yaml")
PUBLISHER = WebFile(
    url="https://files.grouplens.org/datasets/movielens/ml-100k.zip",
    file="ml-100k.zip",
    sha256="50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229",
)
PACKAGE = Package(
    name="recbole",
    version="1.2.1",
    file="recbole-1.2.1-py3-none-any.whl",
    sha256="9c9948202011f37eb0a7c6768129313f00d6403ad221ec940d5e2d5d5f33a407",
)
# fmt: off
_GENRES = (
    "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama",
    "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
)
# fmt: on
_IN_PACKAGE = "recbole/dataset_example/ml-100k/ml-100k"

Tables = tuple[pandas.DataFrame, pandas.DataFrame, pandas.DataFrame]  # ratings, items, users


def from_publisher(archive: Path) -> Tables:
    """Reads u.data, u.item and u.user from the publisher's zip."""
    parts = _members(archive, "ml-100k/u.data", "ml-100k/u.item", "ml-100k/u.user")
    ratings = pandas.read_csv(parts[0], sep="\t", names=["user_id", "movie_id", "rating", "timestamp"])
    names = ["movie_id", "name", "released", "video", "address", *_GENRES]
    read = pandas.read_csv(parts[1], sep="|", encoding="latin-1", names=names, keep_default_na=False)
    split = [title_and_year(name) for name in read["name"]]
    items = pandas.DataFrame(
        {
            "movie_id": read["movie_id"],
            "title": [title for title, _ in split],
            "year": pandas.Series([year for _, year in split], dtype=object),
            "genres": [[genre for genre in _GENRES if row[genre] == 1] for row in read.to_dict("records")],
        }
    )
    users = pandas.read_csv(
        parts[2], sep="|", names=["user_id", "age", "gender", "occupation", "zip"], dtype={"zip": str}
    )
    return ratings, items, users


def from_package(wheel: Path) -> Tables:
    """Reads the same tables as RecBole ships them; nothing else of the wheel is looked at."""
    parts = _members(wheel, f"{_IN_PACKAGE}.inter", f"{_IN_PACKAGE}.item", f"{_IN_PACKAGE}.user")
    read = [pandas.read_csv(part, sep="\t", dtype=str, keep_default_na=False) for part in parts]
    for frame in read:
        frame.columns = [str(name).split(":")[0] for name in frame.columns]
    ratings, films, users = read
    split = [
        title_and_year(f"{title} ({year})")
        for title, year in zip(films["movie_title"], films["release_year"], strict=True)
    ]
    return (
        pandas.DataFrame(
            {
                "user_id": ratings["user_id"].astype("int64"),
                "movie_id": ratings["item_id"].astype("int64"),
                "rating": ratings["rating"].astype(float),
                "timestamp": ratings["timestamp"].astype("int64"),
            }
        ),
        pandas.DataFrame(
            {
                "movie_id": films["item_id"].astype("int64"),
                "title": ["unknown" if year is None else title for title, year in split],
                "year": pandas.Series([year for _, year in split], dtype=object),
                "genres": [genres.split(" ") for genres in films["class"]],
            }
        ),
        pandas.DataFrame(
            {
                "user_id": users["user_id"].astype("int64"),
                "age": users["age"].astype("int64"),
                "gender": users["gender"],
                "occupation": users["occupation"],
                "zip": users["zip_code"],
            }
        ),
    )


def read_tables(folders: Folders) -> Tables:
    """From the publisher, or where that cannot be reached from a package that carries the same files."""
    if (folders.downloads / PACKAGE.file).is_file():  # it was fetched before: do not wait for a publisher again
        return from_package(folders.package(PACKAGE, folders.downloads))
    try:
        archive = folders.web(PUBLISHER, folders.downloads)
    except DownloadError as first:
        try:
            return from_package(folders.package(PACKAGE, folders.downloads))
        except DownloadError as second:
            raise DownloadError(f"MovieLens-100K cannot be had: {first}; {second}") from None
    return from_publisher(archive)


def _prepare(folders: Folders, split: SplitRule) -> Prepared:
    ratings, items, users = read_tables(folders)
    if (len(ratings), len(items), len(users)) != (100_000, 1_682, 943):
        raise CorruptError(
            f"MovieLens-100K has 100,000 ratings of 1,682 films by 943 users; the file holds {len(ratings):,} of "
            f"{len(items):,} by {len(users):,}"
        )
    own = pandas.DataFrame(
        {
            "user_id": users["user_id"],
            "age": [age_group(int(age)) for age in users["age"]],
            "gender": users["gender"],
            "occupation": users["occupation"],
            "zip_prefix": users["zip"].str[0],
        }
    )
    rows = impressions(ratings=ratings, items=items, users=own)
    return Prepared(rows=rows, schema=read_schema(), split=split)


def _members(archive: Path, *names: str) -> list[io.BytesIO]:
    """The named files of a zip, read into memory; nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return [io.BytesIO(opened.read(name)) for name in names]
    except (zipfile.BadZipFile, KeyError) as error:
        raise CorruptError(f"{archive} is not the archive it should be: {error}") from None


def _card(name: str, splits: str) -> ReadyCard:
    return ReadyCard(
        name=name,
        title="MovieLens-100K",
        rows=100_000,
        label="1 where the user rated the film 4 or 5 stars (55.4%), 0 for 1 to 3 stars",
        splits=splits,
        source="GroupLens, grouplens.org/datasets/movielens/100k; or the copy inside the package recbole 1.2.1",
        how_to_get="fetched at first use: from the publisher, or by your own pip where that cannot be reached",
        licence=(
            "Free for research. No endorsement may be stated or implied; use must be acknowledged; it may not be "
            "redistributed without separate permission; no commercial use without permission of GroupLens, "
            "University of Minnesota."
        ),
        citation=CITATION,
    )


READY = two_ways("movielens-100k", card=_card, read_schema=read_schema, prepare=_prepare)
