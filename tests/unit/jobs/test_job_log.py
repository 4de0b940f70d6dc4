"""Logs, piece by piece."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import StorageError
from clicklens.jobs.job_log import read_log


def all_of(path: Path, most: int) -> str:
    text, place = "", 0
    while True:
        piece = read_log(path, after=place, most=most)
        assert piece.is_whole or piece.next > place
        text, place = text + piece.text, piece.next
        if piece.is_whole:
            return text


@given(st.text(max_size=60).map(lambda text: text.replace("\r", "")), st.integers(4, 12))
def test_pieces_make_up_the_log_and_cut_no_letter(
    tmp_path_factory: pytest.TempPathFactory, text: str, most: int
) -> None:
    path = tmp_path_factory.mktemp("log") / "a.log"
    path.write_bytes(text.encode())
    assert all_of(path, most) == text


def test_a_job_that_never_ran_has_an_empty_log(tmp_path: Path) -> None:
    log = read_log(tmp_path / "none.log", after=5)
    assert (log.text, log.next, log.is_whole) == ("", 0, True)


def test_a_letter_that_is_not_there_yet_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes("a看".encode()[:-1])
    piece = read_log(path, after=0)
    assert (piece.text, piece.next, piece.is_whole) == ("a", 1, False)
    assert read_log(path, after=1).is_whole  # its writer ended in the middle of it


def test_a_place_beyond_the_end_is_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("abc")
    log = read_log(tmp_path / "a.log", after=99)
    assert (log.text, log.next, log.is_whole) == ("", 3, True)


def test_a_log_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        read_log(tmp_path, after=0)
