"""A test made as a user who may not write everywhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """The administrator may write anywhere, so the test is made as nobody; others are ordinary already."""
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if administrator:
            os.seteuid(0)
