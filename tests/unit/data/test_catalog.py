from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from clicklens.core.errors import DataError, NotFoundError
from clicklens.data import catalog
from clicklens.data.catalog import READY, find_ready, list_ready, load
from clicklens.data.ready.ready_dataset import SCHEMAS, Folders, Prepared
from clicklens.data.schema_file import load_schema
from clicklens.data.split import RandomSplit


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Folders]]:
    """The movielens-small set made of forty rows; the list grows each time its rows are made."""
    calls: list[Folders] = []

    def prepare(folders: Folders) -> Prepared:
        calls.append(folders)
        n = 40
        rows = {"user_id": [k % 5 for k in range(n)], "item_id": [f"{k % 7}" for k in range(n)]}
        rows |= {"genres": [["War"]] * n, "decade": ["1990s"] * n, "history": [["1"]] * n, "hour": [1] * n}
        rows |= {"weekday": ["Monday"] * n, "click": [k % 2 for k in range(n)]}
        rows |= {"day": list(range(n)), "timestamp": list(range(n))}
        schema = READY["movielens-small"].schema
        return Prepared(rows=pa.table(rows), schema=schema, split=RandomSplit(test_share=0.3, validation_share=0.2))

    monkeypatch.setitem(catalog.READY, "movielens-small", replace(READY["movielens-small"], prepare=prepare))
    return calls


def test_names_stand_once_and_say_which_set_and_variant() -> None:
    assert [ready.name for ready in list_ready()] == list(READY)
    for name in ("movielens-100k", "movielens-100k/random", "open-bandit", "amazon-s3rec/toys", "criteo-sample"):
        assert find_ready(name).name == name


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'movielens-100k'"):
        find_ready("movielens-100")


@pytest.mark.parametrize("name", READY)
def test_every_card_tells_what_a_person_must_know(name: str) -> None:
    card = READY[name].card
    for text in (card.title, card.label, card.splits, card.source, card.how_to_get, card.licence, card.citation):
        assert len(text) > 10
    assert card.rows > 1_000
    assert READY[name].schema.tasks[0].name == "click"


def test_every_shipped_schema_is_used() -> None:
    shipped = {load_schema(path) for path in SCHEMAS.iterdir()}
    assert shipped == {ready.schema for ready in READY.values() if not ready.name.startswith("simulated")}


def test_a_set_is_encoded_once(asked: list[Folders], tmp_path: Path) -> None:
    first = load("movielens-small", root=tmp_path)
    again = load("movielens-small", root=tmp_path)
    assert len(asked) == 1
    assert first.path == again.path
    assert first.path.parent == tmp_path / "datasets"
    assert sum(len(again.split(name)) for name in again.splits) == 40


def test_the_cache_and_the_users_folder_are_where_the_variables_say(
    asked: list[Folders], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLICKLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CLICKLENS_DATA", str(tmp_path / "sets"))
    load("movielens-small")
    assert asked[0].downloads == tmp_path / "home" / "downloads"
    assert asked[0].data == tmp_path / "sets"
    assert (tmp_path / "home" / "datasets").is_dir()


def test_a_torn_copy_in_the_cache_is_made_again(asked: list[Folders], tmp_path: Path) -> None:
    folder = load("movielens-small", root=tmp_path).path
    (folder / "manifest.json").write_text("{")
    assert len(load("movielens-small", root=tmp_path).split("train")) > 0
    assert len(asked) == 2


def test_rows_that_cannot_be_encoded_leave_the_cache_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = READY["movielens-small"]
    broken = Prepared(rows=pa.table({"user_id": [1]}), schema=ready.schema, split=RandomSplit(test_share=0.5))
    monkeypatch.setitem(catalog.READY, "movielens-small", replace(ready, prepare=lambda _: broken))
    with pytest.raises(DataError, match="column"):
        load("movielens-small", root=tmp_path)
    assert list((tmp_path / "datasets").glob("*")) == []


def test_a_set_that_the_user_must_bring_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLICKLENS_DATA", raising=False)
    with pytest.raises(NotFoundError, match="set CLICKLENS_DATA to the folder that holds frappe-x1/"):
        load("frappe-x1", root=tmp_path)
