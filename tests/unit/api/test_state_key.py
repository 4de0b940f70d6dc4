from pathlib import Path

from clicklens.api.state_key import state_key
from tests.captured_runs import make_captured


def test_the_key_changes_with_what_the_run_wrote(tmp_path: Path) -> None:
    one = state_key(make_captured(rows=10, steps=1))
    assert state_key(make_captured(rows=10, steps=1)) == one
    assert state_key(make_captured(rows=10, steps=2)) != one
