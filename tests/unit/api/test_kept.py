from pathlib import Path

import pytest

from clicklens.api.kept import kept_or_made, state_key
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


def test_the_key_changes_with_what_the_run_wrote(tmp_path: Path) -> None:
    one = state_key(make_captured(rows=10, steps=1))
    assert state_key(make_captured(rows=10, steps=1)) == one
    assert state_key(make_captured(rows=10, steps=2)) != one
