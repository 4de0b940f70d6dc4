from pathlib import Path

import pytest

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.store import open_store
from clicklens.store.folder_store import FolderStore


def test_a_path_and_a_file_url_name_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "a b"
    url = f"file://{tmp_path}/a%20b"
    for location in (folder, str(folder), "a b", "./a b/", url, url.replace("file:///", "file://localhost/")):
        store = open_store(location)
        assert isinstance(store, FolderStore)
        assert store.root == folder
    assert open_store("~/runs").root == tmp_path / "home" / "runs"  # type: ignore[attr-defined]


def test_a_relative_folder_stays_where_it_was_when_the_process_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("runs")
    monkeypatch.chdir("/")
    assert store.runs() == []
    assert store.root == tmp_path / "runs"  # type: ignore[attr-defined]


@pytest.mark.parametrize("location", ["postgresql://host/db", "s3://bucket/x", "S3://b", "sqlite:///x", "http://x"])
def test_other_places_are_refused_with_what_is_supported(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scheme = location.split(":")[0]
    with pytest.raises(RequestError, match=f"folder on this machine and cannot open '{scheme}://…'; give the path"):
        open_store(location)
    assert list(tmp_path.iterdir()) == []


def test_a_password_in_a_location_is_not_repeated() -> None:
    with pytest.raises(RequestError) as refused:
        open_store("postgresql://me:secret@host/db")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("location", ["", "a\0b", "file://elsewhere/x", "file://"])
def test_what_names_no_folder_is_refused(location: str) -> None:
    with pytest.raises(RequestError):
        open_store(location)


def test_a_store_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        open_store(tmp_path / "new", create=False)
    open_store(tmp_path / "new")
    assert open_store(tmp_path / "new", create=False).runs() == []
