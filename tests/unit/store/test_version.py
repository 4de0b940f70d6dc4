import pytest

from clicklens.core.errors import CorruptError, VersionError
from clicklens.store.version import STORE_VERSION, check_version


def test_this_version_and_older_ones_pass() -> None:
    for version in range(1, STORE_VERSION + 1):
        check_version(version, source="store")


def test_a_newer_version_is_refused_and_both_are_named() -> None:
    with pytest.raises(VersionError, match=rf"^runs/x has store version 99, .* up to version {STORE_VERSION};"):
        check_version(99, source="runs/x")


@pytest.mark.parametrize("found", [None, "1", 0, -1, 1.0, True, []])
def test_what_is_no_version_is_corrupt(found: object) -> None:
    with pytest.raises(CorruptError, match="store: its store version is"):
        check_version(found, source="store")
