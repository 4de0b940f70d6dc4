"""YAML as settings and schemas are written in it: plain values only, and no key twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from clicklens.core.errors import ConfigError


def parse_yaml(text: str, *, source: str) -> Any:
    """The values that ``text`` holds. Raises ConfigError that names ``source``, and the line where that is known."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader that refuses repeated keys)
    except (yaml.YAMLError, ValueError) as error:  # a ValueError for a date such as 2026-13-45
        raise ConfigError(f"{source}: not valid YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise ConfigError(f"{source}: not valid YAML: it is nested too deeply") from None


def parse_text_list(text: str, *, source: str) -> list[str]:
    """The entries of a list such as ``[a, 'b, c', 007]``, each as the text that stands there.

    Raises ConfigError that names ``source`` for what is no list of texts.
    """
    try:
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (makes texts, lists and mappings, nothing else)
    except yaml.YAMLError as error:
        raise ConfigError(f"{source}: not a list: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise ConfigError(f"{source}: not a list: it is nested too deeply") from None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ConfigError(f"{source}: a list such as [a, b] is needed")
    return values


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
