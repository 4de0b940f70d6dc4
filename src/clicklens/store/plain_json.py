"""Plain JSON: values that are read back as they were written, and nothing else."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clicklens.core.errors import CorruptError, RequestError


def to_text(value: object, *, source: str) -> str:
    """JSON text in the order given. Raises RequestError that names the key of a value that JSON would lose or bend."""
    return json.dumps(_plain(value, source), separators=(",", ":"), allow_nan=False)


def from_text(text: str, *, path: Path) -> dict[str, Any]:
    """The object that ``text`` holds. Raises CorruptError that names ``path`` when it holds none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise CorruptError(f"{path}: is torn or was changed by other hands; JSON was expected") from None
    if not isinstance(value, dict):
        raise CorruptError(f"{path}: holds a {type(value).__name__}; a JSON object was expected")
    return value


def _plain(value: object, place: str) -> object:
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise RequestError(f"{place}: the key {key!r} is a {type(key).__name__}; keys must be text")
        return {key: _plain(inner, f"{place}.{key}") for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, f"{place}.{index}") for index, inner in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise RequestError(f"{place} is {value}; only finite numbers are kept, None stands for an undefined one")
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise RequestError(
        f"{place} is a {type(value).__name__}; only text, numbers, true, false, None, lists and mappings are kept"
    )
