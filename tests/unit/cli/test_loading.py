"""Loading without looking for garbage."""

import gc
from collections.abc import Iterator

import pytest

from clicklens.cli.loading import without_collection


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_inside_nothing_is_collected_and_afterwards_all_is_as_it_was() -> None:
    with without_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_inside_turns_collection_on_again() -> None:
    with pytest.raises(ValueError, match="broken"), without_collection():
        raise ValueError("broken")
    assert gc.isenabled()


def test_collection_that_was_off_stays_off() -> None:
    gc.disable()
    with without_collection():
        pass
    assert not gc.isenabled()
