"""Record: the base of every small value that is stored as JSON or sent over HTTP."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from typing_extensions import Self

from clicklens.core.errors import ConfigError, nearest


class Record(BaseModel):
    """A small frozen value: unknown keys and NaN are refused, so what is read back is what was meant.

    A figure that is undefined (an AUC of one class) is ``None``, never NaN.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        ser_json_inf_nan="null",
        json_schema_serialization_defaults_required=True,  # what is sent is sent whole, and its schema says so
    )

    def __init__(self, /, **values: Any) -> None:
        """Raises ConfigError that names key and value, and for a misspelt key the nearest right one."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ConfigError(explain(error, source=type(self).__name__, model=type(self))) from None

    # Records inside a record are built by pydantic's core and not through __init__: it is quicker, and a wrong one is
    # then reported by its place in the whole.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

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
        elif problem["type"] in ("union_tag_invalid", "union_tag_not_found"):
            lines.append(f"{source}: {_untagged(problem, model)}")
        else:
            lines.append(f"{source}: '{key}' is {_shown(problem['input'])}: {_plain(problem['msg'])}")
    return "\n".join(lines)


def right_words(problem: ErrorDetails, model: type[BaseModel]) -> set[str]:
    """The words that would have been right where a report met an unknown key or an unknown kind; empty elsewhere."""
    if problem["type"] == "extra_forbidden":
        return _known_keys(model, problem["loc"][:-1])
    if problem["type"] == "union_tag_invalid":
        return {str(kind) for record in _records_at(model, problem["loc"]) for kind in _tags(record)}
    return set()


def _untagged(problem: ErrorDetails, model: type[BaseModel]) -> str:
    """What is wrong with the word that says which kind of record a union holds."""
    key = ".".join(str(part) for part in problem["loc"])
    tag = problem["ctx"]["discriminator"].strip("'")
    kinds = {str(kind) for record in _records_at(model, problem["loc"]) for kind in _tags(record)}
    if problem["type"] == "union_tag_invalid":
        word = str(problem["ctx"]["tag"])
        return f"'{key}.{tag}' is '{word}'{nearest(word, kinds)}"
    if isinstance(problem["input"], Mapping):
        return f"'{key}' says no {tag}; add '{tag}', one of {', '.join(sorted(kinds))}"
    return (
        f"'{key}' is {_shown(problem['input'])}; settings with a '{tag}' are needed, one of {', '.join(sorted(kinds))}"
    )


def _plain(message: str) -> str:
    plain = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return re.sub(r"valid dictionary( or .*)?", "mapping of settings", plain).replace("valid tuple", "list")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> set[str]:
    """The keys that are allowed at ``path``."""
    return {name for record in _records_at(model, path) for name in record.model_fields}


def _records_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[type[BaseModel]]:
    """The records that may stand at ``path``, following nested records and tagged unions."""
    found: list[type[BaseModel]] = [model]
    for part in path:
        found = _step_into(found, str(part))
    return found


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
