"""Optuna, which an extra installs: imported when a search begins, and not before."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from clicklens.core.errors import RequestError


def optuna() -> ModuleType:
    """The library, quiet. Raises RequestError that says how to install it."""
    try:
        library = import_module("optuna")
    except ImportError:
        raise RequestError("a search needs Optuna, which is not installed: pip install clicklens[tune]") from None
    library.logging.set_verbosity(library.logging.WARNING)
    return library
