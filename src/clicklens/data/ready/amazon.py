"""Purchases in order, made a click task as DIN did on Amazon: which of two items did this user take next?"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.data.ready.history import ragged
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset, shipped_schema
from clicklens.data.split import NAMED_SPLIT, SPLITS

read_schema = partial(shipped_schema, "amazon-s3rec.yaml")
read_behaviours = partial(shipped_schema, "amazon-s3rec-behaviours.yaml")
FOLDER = "amazon-s3rec"
HISTORY = 50  # past items that a row remembers
SEED = 20_200_818
_VALIDATION = 0.1  # share of the training period's pairs
TENTH = (
    "test is each user's last item; of the rows before it a random tenth is validation (a hold-out of the training "
    "period), the rest trains; a pair stays together"
)
LAST_TWO = "test is each user's last item, validation the one before it, the rest trains; a pair stays together"


def pairs(
    sequences: list[NDArray[Any]],
    users: NDArray[Any],
    items: int,
    *,
    seed: int = SEED,
    last_but_one_validates: bool = False,
) -> pa.Table:
    """Two rows a taken item, from a user's second item on: the item (1), and one that the user never took (0).

    ``sequences`` hold item numbers 1 to ``items`` in time order. Both rows of a pair see the items before it, and lie
    in one split: a user's last item is test; of the others a random tenth validates, or the last but one.
    """
    rng = np.random.default_rng(seed)
    length = np.array([len(sequence) for sequence in sequences])
    taken = np.concatenate(sequences)
    owner = np.repeat(np.arange(len(sequences)), length)
    place = np.arange(len(taken)) - np.repeat(np.cumsum(length) - length, length)
    target = np.flatnonzero(place > 0)
    drawn = _never_taken(owner[target], owner, taken, items, rng)
    left = length[owner[target]] - 1 - place[target]  # items that follow
    split = np.where(left == 1 if last_but_one_validates else rng.random(len(target)) < _VALIDATION, 1, 0)
    split[left == 0] = 2
    both = np.repeat(target, 2)  # (2 pairs,)
    item = np.stack([taken[target], drawn], axis=1).reshape(-1)
    return pa.table(
        {
            "user_id": pa.array(users[owner[both]]),
            "item_id": pa.array(item),
            "history": ragged(taken, np.maximum(both - place[both], both - HISTORY), both),
            "click": pa.array(np.tile(np.array([1, 0], dtype=np.int8), len(target))),
            "split": pa.array(SPLITS).take(pa.array(np.repeat(split, 2))),
        }
    )


def _never_taken(
    who: NDArray[Any], owner: NDArray[Any], taken: NDArray[Any], items: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """One item for each, uniform over those that the user never took: drawn again until it is one."""
    known = np.unique(owner.astype(np.int64) * (items + 1) + taken)
    drawn = rng.integers(1, items + 1, len(who))
    wrong = np.arange(len(who))
    while len(wrong):
        wrong = wrong[np.isin(who[wrong].astype(np.int64) * (items + 1) + drawn[wrong], known)]
        drawn[wrong] = rng.integers(1, items + 1, len(wrong))
    return drawn


def _files(folders: Folders, subset: str) -> tuple[pandas.DataFrame, pandas.Series[Any]]:
    """The users' sequences, and the attributes of each item as they are listed."""
    sequence_file, item_file = folders.files(FOLDER, f"{subset}_sequences.parquet", f"{subset}_items.parquet")
    return pandas.read_parquet(sequence_file), pandas.read_parquet(item_file).set_index("item_id")["attributes"]


def _prepare(folders: Folders, subset: str) -> Prepared:
    read, described = _files(folders, subset)
    rows = pairs(list(read["items"]), read["user_id"].to_numpy(), int(described.index.max()))
    # An item may name an attribute twice: it has it or has it not.
    attributes = {item: list(dict.fromkeys(one.tolist())) for item, one in described.items()}
    listed = pa.array(
        [attributes.get(item, []) for item in range(int(described.index.max()) + 1)], pa.list_(pa.int32())
    )
    rows = rows.append_column("attributes", listed.take(rows["item_id"].combine_chunks()))
    return Prepared(rows=rows, schema=read_schema(), split=NAMED_SPLIT)


def _prepare_behaviours(folders: Folders, subset: str) -> Prepared:
    read, described = _files(folders, subset)
    items = int(described.index.max())
    rows = pairs(list(read["items"]), read["user_id"].to_numpy(), items, last_but_one_validates=True)
    # DIN's code takes the last entry of an item's category path; here the attribute that is listed last.
    last = {item: int(listed[-1]) for item, listed in described.items() if len(listed)}
    category = pa.array([str(last.get(item, "none")) for item in range(items + 1)])
    history = rows["history"].combine_chunks()
    past = pa.ListArray.from_arrays(history.offsets, category.take(history.values))
    rows = rows.append_column("category", category.take(rows["item_id"].combine_chunks()))
    return Prepared(rows=rows.append_column("history_categories", past), schema=read_behaviours(), split=NAMED_SPLIT)


def _card(subset: str, rows: int) -> ReadyCard:
    return ReadyCard(
        name="amazon-s3rec" if subset == "beauty" else f"amazon-s3rec/{subset}",
        title=f"S3-Rec sequences, {subset}",
        rows=rows,
        label="1 for an item that the user took next, 0 for one drawn at random that the user never took; one each",
        splits=TENTH,
        source="5-core sequences with item attributes as prepared for S3-Rec (RUCAIBox/CIKM2020-S3Rec)",
        how_to_get=(
            f"put {subset}_sequences.parquet and {subset}_items.parquet into amazon-s3rec/ in the folder that "
            "CLICKLENS_DATA names"
        ),
        licence=(
            "None stated by the source. The reviews come from J. McAuley's Amazon release of 2014; Yelp's and HetRec's "
            "own terms hold for yelp and lastfm. Not to be passed on."
        ),
        citation=(
            "Kun Zhou et al. 2020. S3-Rec: Self-Supervised Learning for Sequential Recommendation with Mutual "
            "Information Maximization. CIKM. arXiv:2008.07873"
        ),
    )


_ROWS = {
    "beauty": 2 * (198_502 - 22_363),
    "sports": 2 * (296_337 - 35_598),
    "toys": 2 * (167_597 - 19_412),
    "yelp": 2 * (316_354 - 30_431),
    "lastfm": 2 * (52_551 - 1_090),
}
READY = (
    *(
        ReadyDataset(card=_card(subset, rows), read_schema=read_schema, prepare=partial(_prepare, subset=subset))
        for subset, rows in _ROWS.items()
    ),
    ReadyDataset(
        card=_card("beauty", _ROWS["beauty"]).model_copy(
            update={
                "name": "amazon-s3rec/behaviours",
                "title": "S3-Rec sequences, beauty: items and their categories, as DIN reads them",
                "splits": LAST_TWO,
            }
        ),
        read_schema=read_behaviours,
        prepare=partial(_prepare_behaviours, subset="beauty"),
    ),
)
