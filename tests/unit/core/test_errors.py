import inspect
import re

import pytest

from clicklens.core import errors
from clicklens.core.errors import ClickLensError, FailedError, RequestError, nearest

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, ClickLensError)]


def test_there_is_one_root_and_two_branches() -> None:
    assert len(KINDS) == 13
    for kind in KINDS:
        if kind not in (ClickLensError, RequestError, FailedError):
            assert kind.__bases__ in ((RequestError,), (FailedError,))


def test_a_wrong_request_exits_with_2_and_failed_work_with_1() -> None:
    for kind in KINDS:
        assert kind.exit_code == (2 if issubclass(kind, RequestError) else 1)


def test_the_tree_at_the_head_of_the_module_is_the_tree() -> None:
    assert errors.__doc__ is not None
    drawn, branch = {}, ""
    for line in errors.__doc__.splitlines():
        if match := re.match(r"(│|├|└| )[ ─│├└]*(\w+Error)\b", line):
            if not line.startswith(("│", " ")):
                branch = match[2]
            drawn[match[2]] = "ClickLensError" if match[2] == branch else branch
    assert drawn == {kind.__name__: kind.__bases__[0].__name__ for kind in KINDS if kind is not ClickLensError}


@pytest.mark.parametrize(
    ("word", "known", "clause"),
    [
        ("epoch", ["epochs", "seed"], "; did you mean 'epochs'?"),
        ("zzz", ["seed", "epochs"], "; known: epochs, seed"),
        ("zzz", [], ""),
        ("", ["a"], "; known: a"),
    ],
)
def test_a_misspelt_word_is_answered_with_the_nearest_or_with_all(word: str, known: list[str], clause: str) -> None:
    assert nearest(word, known) == clause
    assert nearest(word, iter(known)) == clause
