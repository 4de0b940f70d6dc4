"""Reading a RunSpec from a YAML file, with settings changed on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.core.yaml_text import parse_yaml
from clicklens.training.spec import RunSpec


def load_run_spec(path: str | Path, overrides: Sequence[str] = ()) -> RunSpec:
    """The spec in a YAML file, after ``overrides`` such as ``model.hidden=[256,128]`` (the value is YAML too).

    The part ``search`` is for whoever looks for better settings, and left out here. Raises NotFoundError for a missing
    file, ConfigError that names file, key and value for everything else.
    """
    values, source = load_settings(path, overrides)
    values.pop("search", None)
    return RunSpec.parse(values, source=source)


def load_settings(path: str | Path, overrides: Sequence[str] = ()) -> tuple[dict[str, Any], str]:
    """The plain values of a YAML file after ``overrides``, and how messages name their source."""
    values = _read(Path(path))
    for override in overrides:
        _set(values, override)
    return values, str(path) if not overrides else f"{path} with --set {' --set '.join(overrides)}"


def parse_settings(overrides: Sequence[str]) -> dict[str, Any]:
    """``["a.b=1", "c=[x, y]"]`` -> ``{"a": {"b": 1}, "c": ["x", "y"]}``. Raises ConfigError naming the wrong one."""
    values: dict[str, Any] = {}
    for override in overrides:
        _set(values, override)
    return values


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        raise NotFoundError(f"there is no file '{path}'") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as text: {error}") from None
    values = parse_yaml(text, source=str(path))
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: holds {_named(values)}; settings such as 'data: {{name: …}}' are expected")
    return values


def default_kind(path: Sequence[str]) -> dict[str, Any]:
    """What a part of a RunSpec that was left out begins with: ``{"kind": "gwen"}`` for ``model``; ``{}`` for most."""
    field = RunSpec.model_fields.get(path[0])
    found: Any = None if field is None else field.default
    for part in path[1:]:
        found = getattr(found, part, None)
    kind = getattr(found, "kind", None)
    return {} if kind is None else {"kind": kind}


def put_setting(
    values: dict[str, Any],
    key: str,
    value: Any,
    *,
    source: str,
    begin: Callable[[Sequence[str]], dict[str, Any]] = lambda _path: {},
) -> None:
    """Changes one setting in place, ``key`` as in ``model.hidden``; ``begin`` makes maps on the way that are missing.

    Raises ConfigError that names ``source`` where something on the way is no map.
    """
    parts = key.split(".")
    inner = values
    for number, part in enumerate(parts[:-1], start=1):
        if inner.get(part) is None:
            inner[part] = begin(parts[:number])
        inner = inner[part]
        if not isinstance(inner, dict):
            raise ConfigError(f"{source}: '{'.'.join(parts[:number])}' is {_named(inner)}, which has no settings")
    inner[parts[-1]] = value


def _set(values: dict[str, Any], override: str) -> None:
    """One ``key=value`` of the command line."""
    key, equals, text = override.partition("=")
    if not equals or not all(key.strip().split(".")):
        raise ConfigError(f"--set {override}: 'key=value' is expected, such as 'training.epochs=4'")
    source = f"--set {override}"
    put_setting(values, key.strip(), parse_yaml(text, source=source), source=source)


def _named(value: object) -> str:
    return "nothing" if value is None else f"{value!r}"
