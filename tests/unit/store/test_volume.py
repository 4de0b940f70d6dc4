import json
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError, VersionError
from clicklens.store.draft import Draft, content_digest
from clicklens.store.volume import open_volume


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    draft = Draft(tmp_path)
    draft.add("a.bin", [b"123"])
    draft.body = {"step": 1}
    draft.finish("info.json")
    draft.path.rename(tmp_path / "whole")
    draft.close()
    return tmp_path / "whole"


def rewrite(folder: Path, *, honest: bool, **changes: object) -> None:
    content = json.loads((folder / "info.json").read_text()) | changes
    if honest:
        content["digest"] = content_digest(content)
    (folder / "info.json").write_text(json.dumps(content))


def test_a_whole_folder_opens_and_stands_the_test_of_its_digests(folder: Path) -> None:
    volume = open_volume(folder, "info.json")
    volume.verify()
    assert volume.body == {"step": 1}
    assert volume.file("a.bin").read_bytes() == b"123"
    with pytest.raises(CorruptError, match=r"info\.json: names the file '\.\./x' and does not list it"):
        volume.file("../x")


@pytest.mark.parametrize(("data", "size"), [(b"", 0), (b"12", 2), (b"1234", 4)])
def test_a_file_of_another_size_is_torn_and_named(folder: Path, data: bytes, size: int) -> None:
    (folder / "a.bin").write_bytes(data)
    with pytest.raises(CorruptError, match=rf"a\.bin: has {size} bytes, and 3 were written; it is torn"):
        open_volume(folder, "info.json")


def test_a_file_that_was_changed_is_named(folder: Path) -> None:
    (folder / "a.bin").write_bytes(b"124")
    with pytest.raises(CorruptError, match=r"a\.bin: was changed by other hands"):
        open_volume(folder, "info.json").verify()


def test_a_missing_file_is_for_the_shelf_to_judge(folder: Path) -> None:
    (folder / "a.bin").unlink()
    with pytest.raises(FileNotFoundError):
        open_volume(folder, "info.json")


def test_a_manifest_cut_anywhere_is_corrupt(folder: Path) -> None:
    whole = (folder / "info.json").read_bytes()
    for length in range(len(whole)):
        (folder / "info.json").write_bytes(whole[:length])
        with pytest.raises(CorruptError, match=r"info\.json: "):
            open_volume(folder, "info.json")


def test_a_manifest_that_was_changed_is_corrupt(folder: Path) -> None:
    rewrite(folder, honest=False, body={"step": 2})
    with pytest.raises(CorruptError, match=r"info\.json: was changed by other hands"):
        open_volume(folder, "info.json")
    (folder / "info.json").write_bytes(b"\xff\xfe")
    with pytest.raises(CorruptError, match="UTF-8 text was expected"):
        open_volume(folder, "info.json")


def test_a_manifest_of_a_newer_version_says_so_before_anything_else(folder: Path) -> None:
    rewrite(folder, honest=False, store_version=2, files=None)
    with pytest.raises(VersionError, match=r"info\.json has store version 2, .* up to version 1"):
        open_volume(folder, "info.json")
