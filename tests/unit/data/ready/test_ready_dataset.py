from pathlib import Path

import pytest

from clicklens.core.errors import NotFoundError
from clicklens.data.catalog import READY
from clicklens.data.ready.ready_dataset import Folders, ReadyCard


def test_files_are_looked_for_in_the_sets_folder(tmp_path: Path) -> None:
    (tmp_path / "a-set").mkdir()
    (tmp_path / "a-set" / "rows.csv").write_text("x")
    folders = Folders(downloads=tmp_path, data=tmp_path)
    assert folders.files("a-set", "rows.csv") == [tmp_path / "a-set" / "rows.csv"]
    with pytest.raises(NotFoundError, match=r"a-set/other\.csv is not there; CLICKLENS_DATA is"):
        folders.files("a-set", "rows.csv", "other.csv")


def test_an_unset_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"set CLICKLENS_DATA to the folder that holds a-set/ with rows\.csv"):
        Folders(downloads=tmp_path, data=None).files("a-set", "rows.csv")


def test_the_digest_changes_with_what_the_card_says() -> None:
    plain, random = READY["movielens-100k"], READY["movielens-100k/random"]
    assert plain.schema == random.schema
    assert plain.digest() != random.digest()
    assert plain.digest() == READY["movielens-100k"].digest()


def test_a_card_is_plain_json() -> None:
    card = READY["open-bandit/men"].card
    assert ReadyCard.model_validate_json(card.to_json()) == card
