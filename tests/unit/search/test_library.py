"""Optuna is asked for when it is needed."""

import sys

import pytest

from clicklens.core.errors import RequestError
from clicklens.search.library import optuna


def test_a_missing_library_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(RequestError, match=r"pip install clicklens\[tune\]"):
        optuna()


def test_the_library_is_quiet():
    library = optuna()
    assert library.logging.get_verbosity() == library.logging.WARNING
