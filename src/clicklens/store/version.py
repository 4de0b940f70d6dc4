"""The version of the store's format: what is written carries it, and what is newer is refused rather than misread."""

from clicklens.core.errors import CorruptError, VersionError

STORE_VERSION = 1  # raised when files or tables change in a way that an older ClickLens would misread


def check_version(found: object, *, source: str) -> None:
    """Passes when this ClickLens can read format ``found``.

    Raises VersionError that names both versions when it is newer, CorruptError when it is no version at all.
    """
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise CorruptError(f"{source}: its store version is {found!r}; a whole number from 1 was expected")
    if found > STORE_VERSION:
        raise VersionError(
            f"{source} has store version {found}, and this ClickLens reads up to version {STORE_VERSION}; "
            "install a newer ClickLens to open it"
        )
