"""Reading a RunSpec from a YAML file, with settings changed on the command line."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import yaml

from clicklens.core.errors import ConfigError, NotFoundError
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
    values = _parse(text, source=str(path))
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: holds {_named(values)}; settings such as 'data: {{name: …}}' are expected")
    return values


def _parse(text: str, *, source: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader that refuses repeated keys)
    except (yaml.YAMLError, ValueError) as error:  # a ValueError for a date such as 2026-13-45
        raise ConfigError(f"{source}: not valid YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise ConfigError(f"{source}: not valid YAML: it is nested too deeply") from None


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
    inner[parts[-1]] = _parse(text, source=f"--set {override}")


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if isinstance(name, Hashable) and name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key '{name}' stands twice", key.start_mark)
            seen.update([name] if isinstance(name, Hashable) else [])
        return super().construct_mapping(node, deep=deep)


def _named(value: object) -> str:
    return "nothing" if value is None else f"{value!r}"
