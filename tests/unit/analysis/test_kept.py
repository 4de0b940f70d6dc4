from pathlib import Path

import pytest

from clicklens.analysis.kept import kept_or_made, read_kept
from clicklens.core.errors import CorruptError
from clicklens.core.record import Record
from tests.captured_runs import make_captured


class _Answer(Record):
    number: int


def test_an_answer_is_made_once(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=10, steps=1)
    made: list[int] = []

    def make() -> _Answer:
        made.append(1)
        return _Answer(number=4)

    for _ in range(3):
        assert kept_or_made(captured.store, "made-up", "key", _Answer, make).number == 4
    assert made == [1]


def test_an_answer_that_other_hands_changed_is_refused(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=10, steps=1)
    captured.store.put_result("made-up", "key", '{"number": "<script>"}')
    with pytest.raises(CorruptError, match="changed by other hands"):
        kept_or_made(captured.store, "made-up", "key", _Answer, lambda: _Answer(number=1))


def test_what_was_never_made_is_not_kept(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=10, steps=1)
    assert read_kept(captured.store, "made-up", "key", _Answer) is None
    kept_or_made(captured.store, "made-up", "key", _Answer, lambda: _Answer(number=4))
    assert read_kept(captured.store, "made-up", "key", _Answer) == _Answer(number=4)
