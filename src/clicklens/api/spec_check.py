"""Checking a request for a training before it is started: a right one comes back whole, what is wrong is listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import Field as Setting
from pydantic import ValidationError

from clicklens.api.failure import ProblemsError, problem_of
from clicklens.core.errors import ConfigError
from clicklens.core.record import Record, right_words
from clicklens.core.yaml_text import parse_yaml
from clicklens.training import RunSpec

LONGEST = 200_000  # characters


class SpecDraft(Record):
    """A request as it is being written: YAML text, or plain values. One of the two."""

    yaml: str | None = Setting(default=None, max_length=LONGEST)
    spec: dict[str, Any] | None = None


class CheckedSpec(Record):
    """A request that is right, with every default in it, and as YAML."""

    spec: RunSpec
    yaml: str


def check_spec(draft: SpecDraft) -> CheckedSpec:
    """Raises ProblemsError that lists what is wrong and what would be right, ConfigError for what is no YAML."""
    if (draft.yaml is None) == (draft.spec is None):
        raise ConfigError("give either 'yaml' (text) or 'spec' (values)")
    values = draft.spec if draft.yaml is None else _read(draft.yaml)
    try:
        spec = RunSpec.model_validate(values)
    except ValidationError as error:
        problems = [problem_of(entry, right_words(entry, RunSpec)) for entry in error.errors()]
        raise ProblemsError("the request for a training is not right", problems) from None
    return CheckedSpec(spec=spec, yaml=spec_yaml(spec))


def spec_yaml(spec: RunSpec) -> str:
    """The request as YAML; settings that stand at their defaults are left out."""
    values = spec.model_dump(mode="json", exclude_defaults=True)
    values["model"] = {"kind": spec.model.kind, **values.get("model", {})}  # the kind says which settings there are
    training = values.get("training", {})
    for name in training.keys() & {"optimizer", "schedule"}:
        training[name] = {"kind": getattr(spec.training, name).kind, **training[name]}
    return str(yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=100))


def _read(text: str) -> Mapping[str, Any]:
    _refuse_aliases(text)
    values = parse_yaml(text, source="yaml")
    if not isinstance(values, dict):
        raise ConfigError("yaml: holds no settings; 'data: {name: …}' is expected")
    return values


def _refuse_aliases(text: str) -> None:
    """A few aliases of aliases stand for more text than any machine holds."""
    try:
        has_alias = any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # parsing says what is wrong, and where
    if has_alias:
        raise ConfigError("yaml: '*' refers to another part of the text, which is not accepted here; write it out")
