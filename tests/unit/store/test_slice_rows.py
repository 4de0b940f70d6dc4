import sqlite3
from pathlib import Path

import pytest

from clicklens.core.condition import where
from clicklens.core.errors import CorruptError, NotFoundError
from clicklens.core.slice import Slice
from clicklens.store import open_store
from clicklens.store.folder_store import DATABASE


def made(name: str, condition: str = "label=1") -> Slice:
    return Slice(name=name, filter=where(condition), schema_digest="0" * 64, data="d", created_at="2026", note="'; --")


def test_slices_outlive_the_store_that_kept_them_and_come_by_name(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    for name in ("b", "a/ü'; DROP TABLE slices"):
        store.put_slice(made(name))
    assert open_store(tmp_path / "store").slices() == [made("a/ü'; DROP TABLE slices"), made("b")]


def test_a_slice_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.put_slice(made("a"))
    store.put_slice(made("a", "label=0"))
    assert store.slices() == [made("a", "label=0")]


def test_one_is_removed_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.put_slice(made("late"))
    with pytest.raises(NotFoundError, match="no slice 'lat'; did you mean 'late'"):
        store.delete_slice("lat")
    store.delete_slice("late")
    assert store.slices() == []


def test_an_older_store_without_the_table_gets_it(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    with sqlite3.connect(tmp_path / "store" / DATABASE) as raw:
        raw.execute("DROP TABLE slices")
    raw.close()
    store = open_store(tmp_path / "store")
    assert store.slices() == []
    store.put_slice(made("a"))
    assert store.slices() == [made("a")]


@pytest.mark.parametrize("text", ["{", "{}"])
def test_what_other_hands_changed_is_told(tmp_path: Path, text: str) -> None:
    store = open_store(tmp_path / "store")
    store.put_slice(made("a"))
    with sqlite3.connect(tmp_path / "store" / DATABASE) as raw:
        raw.execute("UPDATE slices SET record = ?", [text])
    raw.close()
    with pytest.raises(CorruptError, match="slice 'a' was changed by other hands"):
        store.slices()
