import zipfile
from pathlib import Path

import pandas
import pytest

from clicklens.core.errors import CorruptError, DownloadError
from clicklens.data.download import Package, WebFile
from clicklens.data.ready.movielens_100k import PACKAGE, READY, from_package, from_publisher, read_tables
from clicklens.data.ready.ready_dataset import Folders

GENRES = 19


def publisher_zip(folder: Path) -> Path:
    """Three films, two users, four ratings as the publisher writes them."""
    path = folder / "ml-100k.zip"
    flags = {1: [3, 4, 5], 267: [0], 1412: [3, 4]}
    names = {1: "Toy Story (1995)", 267: "unknown", 1412: "Misérables, Les (1995) (V)"}
    items = "".join(
        f"{i}|{names[i]}|01-Jan-1995||http://x|" + "|".join("1" if g in flags[i] else "0" for g in range(GENRES)) + "\n"
        for i in names
    )
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("ml-100k/u.data", "1\t1\t5\t881250949\n1\t267\t3\t881250950\n2\t1412\t4\t9\n2\t1\t1\t10\n")
        made.writestr("ml-100k/u.item", items.encode("latin-1"))
        made.writestr("ml-100k/u.user", "1|24|M|technician|85711\n2|53|F|other|V3N4P\n")
    return path


def package_wheel(folder: Path) -> Path:
    """The same tables as the package carries them, its slips of spelling included."""
    path = folder / PACKAGE.file
    inside = "recbole/dataset_example/ml-100k/ml-100k"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("recbole/__init__.py", "raise RuntimeError('nothing of the package may run')")
        made.writestr(
            f"{inside}.inter",
            "user_id:token\titem_id:token\trating:float\ttimestamp:float\n"
            "1\t1\t5\t881250949\n1\t267\t3\t881250950\n2\t1412\t4\t9\n2\t1\t1\t10\n",
        )
        made.writestr(
            f"{inside}.item",
            "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\n"
            "1\tToy Story\t1995\tAnimation Children's Comedy\n267\tunkonwn\tunkonwn\tunknown\n"
            "1412\tMisérables, Les (1995)\tV\tAnimation Children's\n",
        )
        made.writestr(
            f"{inside}.user",
            "user_id:token\tage:token\tgender:token\toccupation:token\tzip_code:token\n"
            "1\t24\tM\ttechnician\t85711\n2\t53\tF\tother\tV3N4P\n",
        )
    return path


def no_web(wanted: WebFile, folder: Path) -> Path:
    raise DownloadError(f"{wanted.url} cannot be fetched: no network")


def no_package(wanted: Package, folder: Path) -> Path:
    raise DownloadError(f"pip could not fetch {wanted.name}")


def test_both_sources_give_the_same_tables(tmp_path: Path) -> None:
    for ours, theirs in zip(
        from_publisher(publisher_zip(tmp_path)), from_package(package_wheel(tmp_path)), strict=True
    ):
        assert list(ours.columns) == list(theirs.columns)
        pandas.testing.assert_frame_equal(ours, theirs, check_dtype=False)


def test_the_package_is_asked_where_the_publisher_cannot_be_reached(tmp_path: Path) -> None:
    asked: list[str] = []

    def package(wanted: Package, folder: Path) -> Path:
        asked.append(wanted.name)
        return package_wheel(tmp_path)

    ratings, _, _ = read_tables(Folders(downloads=tmp_path / "empty", data=None, web=no_web, package=package))
    assert asked == ["recbole"]
    assert len(ratings) == 4


def test_a_cached_package_is_used_without_waiting_for_the_publisher(tmp_path: Path) -> None:
    package_wheel(tmp_path)

    def web(wanted: WebFile, folder: Path) -> Path:
        raise AssertionError("the publisher was asked")

    folders = Folders(downloads=tmp_path, data=None, web=web, package=lambda wanted, folder: folder / wanted.file)
    assert len(read_tables(folders)[1]) == 3


def test_without_any_source_both_reasons_are_told(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"no network; pip could not fetch recbole"):
        read_tables(Folders(downloads=tmp_path, data=None, web=no_web, package=no_package))


def test_a_file_of_another_size_is_refused(tmp_path: Path) -> None:
    folders = Folders(downloads=tmp_path / "none", data=None, web=lambda *_: publisher_zip(tmp_path))
    with pytest.raises(CorruptError, match=r"the file holds 4 of 3 by 2"):
        READY[0].prepare(folders)


def test_an_archive_without_the_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("readme", "nothing here")
    with pytest.raises(CorruptError, match=r"other\.zip is not the archive it should be"):
        from_publisher(path)
