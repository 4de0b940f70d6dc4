"""Record: the base of every small value that is stored as JSON or sent over HTTP."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from typing_extensions import Self

from clicklens.core.errors import ConfigError, nearest


class Record(BaseModel):
    """A small frozen value: unknown keys and NaN are refused, so what is read back is what was meant.

    A figure that is undefined (an AUC of one class) is ``None``, never NaN.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="null")

    @classmethod
    def parse(cls, values: Mapping[str, Any], *, source: str) -> Self:
        """Builds the record from plain values read from ``source`` (a file's name, "the command line").

        Raises ConfigError that names source, key and value, and for a misspelt key the nearest right one.
        """
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise ConfigError(explain(error, source=source, model=cls)) from None

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces; equal records give equal text."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, as 64 hex digits."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def explain(error: ValidationError, *, source: str, model: type[BaseModel]) -> str:
    """Turns pydantic's report into one line a problem: source, key, value met, what would be right."""
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"]) or "(the whole)"
        if problem["type"] == "extra_forbidden":
            known = _known_keys(model, problem["loc"][:-1])
            lines.append(f"{source}: unknown setting '{key}'{nearest(str(problem['loc'][-1]), known)}")
        elif problem["type"] == "missing":
            lines.append(f"{source}: '{key}' is missing")
        else:
            lines.append(f"{source}: '{key}' is {_shown(problem['input'])}: {_plain(problem['msg'])}")
    return "\n".join(lines)


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> set[str]:
    """The keys that are allowed at ``path``, following nested records and tagged unions."""
    found: list[type[BaseModel]] = [model]
    for part in path:
        found = _step_into(found, str(part))
    return {name for record in found for name in record.model_fields}


def _step_into(records: list[type[BaseModel]], part: str) -> list[type[BaseModel]]:
    tagged = [r for r in records if part in _tags(r)]
    if tagged:  # the part is the tag that chose one member of a union
        return tagged
    inner = [r.model_fields[part].annotation for r in records if part in r.model_fields]
    nested = [found for annotation in inner for found in _records_in(annotation)]
    return nested or records


def _tags(record: type[BaseModel]) -> tuple[Any, ...]:
    kind = record.model_fields.get("kind")
    return getattr(kind.annotation, "__args__", ()) if kind else ()


def _records_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in getattr(annotation, "__args__", ()) for found in _records_in(argument)]
