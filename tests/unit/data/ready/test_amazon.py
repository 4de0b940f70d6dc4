from pathlib import Path

import numpy as np
import pandas
import pytest

from clicklens.data.ready.amazon import READY, pairs
from clicklens.data.ready.ready_dataset import Folders


@pytest.fixture(scope="module")
def sequences() -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [rng.permutation(np.arange(1, 31))[: rng.integers(5, 12)] for _ in range(200)]


@pytest.fixture(scope="module")
def rows(sequences: list[np.ndarray]) -> pandas.DataFrame:
    return pairs(sequences, np.arange(1, 201), 30).to_pandas()


def test_each_item_after_the_first_makes_a_pair(sequences: list[np.ndarray], rows: pandas.DataFrame) -> None:
    assert len(rows) == 2 * sum(len(sequence) - 1 for sequence in sequences)
    taken = rows[rows["click"] == 1].groupby("user_id")["item_id"].agg(list)
    assert [taken[user] for user in range(1, 201)] == [sequence[1:].tolist() for sequence in sequences]


def test_a_negative_was_never_taken_by_its_user(sequences: list[np.ndarray], rows: pandas.DataFrame) -> None:
    for user, item in rows.loc[rows["click"] == 0, ["user_id", "item_id"]].itertuples(index=False):
        assert item not in sequences[user - 1]
        assert 1 <= item <= 30


def test_both_rows_of_a_pair_see_the_items_before_it(sequences: list[np.ndarray], rows: pandas.DataFrame) -> None:
    histories = [past.tolist() for past in rows["history"]]
    expected = [s[:p].tolist() for s in sequences for p in range(1, len(s)) for _ in range(2)]
    assert histories == expected


def test_a_users_last_item_is_test_and_a_tenth_of_the_others_validates(rows: pandas.DataFrame) -> None:
    last = rows.groupby("user_id").tail(2).index
    assert (rows.loc[last, "split"] == "test").all()
    others = rows.drop(index=last)
    assert set(others["split"]) == {"train", "validation"}
    assert (others["split"] == "validation").mean() == pytest.approx(0.1, abs=0.03)
    assert (rows["split"].to_numpy()[::2] == rows["split"].to_numpy()[1::2]).all()


def test_the_last_but_one_validates_where_asked(sequences: list[np.ndarray]) -> None:
    rows = pairs(sequences, np.arange(1, 201), 30, last_but_one_validates=True).to_pandas()
    for _, own in rows.groupby("user_id", sort=False):
        assert own["split"].tolist() == ["train"] * (len(own) - 4) + ["validation"] * 2 + ["test"] * 2


def test_no_behaviour_is_the_rows_own_or_later(sequences: list[np.ndarray]) -> None:
    rows = pairs(sequences, np.arange(1, 201), 30, last_but_one_validates=True).to_pandas()
    for user, item, past, click in rows[["user_id", "item_id", "history", "click"]].itertuples(index=False):
        own = sequences[user - 1].tolist()
        assert item not in past
        assert past.tolist() == (own[: own.index(item)] if click else own[: len(past)])


def test_long_histories_keep_their_end() -> None:
    made = pairs([np.arange(1, 71)], np.array([1]), 100).to_pandas()
    assert made["history"].iloc[-1].tolist() == list(range(20, 70))


def test_an_attribute_named_twice_counts_once(tmp_path: Path) -> None:
    folder = tmp_path / "amazon-s3rec"
    folder.mkdir()
    pandas.DataFrame({"user_id": [1], "items": [[1, 2]]}).to_parquet(folder / "beauty_sequences.parquet")
    items = {"item_id": [1, 2, 3], "attributes": [[4], [5, 6, 5], [7]]}
    pandas.DataFrame(items).to_parquet(folder / "beauty_items.parquet")
    prepared = READY[0].prepare(Folders(downloads=tmp_path, data=tmp_path))
    assert prepared.rows["attributes"].to_pylist() == [[5, 6], [7]]


def test_a_behaviour_has_the_category_that_its_item_lists_last(tmp_path: Path) -> None:
    folder = tmp_path / "amazon-s3rec"
    folder.mkdir()
    pandas.DataFrame({"user_id": [1], "items": [[1, 2, 3]]}).to_parquet(folder / "beauty_sequences.parquet")
    items = {"item_id": [1, 2, 3, 4], "attributes": [[4], [5, 6], [], [7]]}
    pandas.DataFrame(items).to_parquet(folder / "beauty_items.parquet")
    ready = next(ready for ready in READY if ready.name == "amazon-s3rec/behaviours")
    rows = ready.prepare(Folders(downloads=tmp_path, data=tmp_path)).rows
    assert rows["item_id"].to_pylist() == [2, 4, 3, 4]
    assert rows["category"].to_pylist() == ["6", "7", "none", "7"]
    assert rows["history"].to_pylist() == [[1], [1], [1, 2], [1, 2]]
    assert rows["history_categories"].to_pylist() == [["4"], ["4"], ["4", "6"], ["4", "6"]]
    assert rows["split"].to_pylist() == ["validation", "validation", "test", "test"]


@pytest.mark.needs_data
@pytest.mark.parametrize("number", range(len(READY)), ids=lambda number: READY[number].name)
def test_the_real_sets_are_as_their_cards_say(number: int, data_folder: Path, tmp_path: Path) -> None:
    prepared = READY[number].prepare(Folders(downloads=tmp_path, data=data_folder))
    assert len(prepared.rows) == READY[number].card.rows
