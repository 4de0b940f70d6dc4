"""Reading a RunSpec from a YAML file, with settings changed on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.core.yaml_text import parse_yaml
from clicklens.training.spec import RunSpec


def load_run_spec(path: str | Path, overrides: Sequence[str] = ()) -> RunSpec:
    """The spec in a YAML file, after ``overrides`` such as ``model.hidden=[256,128]`` (the value is YAML too).

    Raises NotFoundError for a missing file, ConfigError that names file, key and value for everything else.
    """
    values = _read(Path(path))
    for override in overrides:
        _set(values, override)
    source = str(path) if not overrides else f"{path} with --set {' --set '.join(overrides)}"
    return RunSpec.parse(values, source=source)


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


def _set(values: dict[str, Any], override: str) -> None:
    """Changes one setting in place; maps on the way to it are made where there are none."""
    key, equals, text = override.partition("=")
    parts = key.strip().split(".")
    if not equals or not all(parts):
        raise ConfigError(f"--set {override}: 'key=value' is expected, such as 'training.epochs=4'")
    inner = values
    for number, part in enumerate(parts[:-1], start=1):
        if inner.get(part) is None:
            inner[part] = {}
        inner = inner[part]
        if not isinstance(inner, dict):
            raise ConfigError(
                f"--set {override}: '{'.'.join(parts[:number])}' is {_named(inner)}, which has no settings"
            )
    inner[parts[-1]] = parse_yaml(text, source=f"--set {override}")


def _named(value: object) -> str:
    return "nothing" if value is None else f"{value!r}"
