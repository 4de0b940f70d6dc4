"""SearchRequest: the training request with the settings that are open, as one YAML file holds them."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from clicklens.capture import Capture
from clicklens.core.errors import ConfigError
from clicklens.core.record import Record
from clicklens.search.spec import SearchSpec, as_text
from clicklens.training.config import default_kind, load_settings, put_setting
from clicklens.training.spec import RunSpec

EXAMPLE = "search: {trials: 30, space: {training.optimizer.lr: {low: 0.001, high: 0.1, log: true}}}"
OFF = Capture(every=None, each_epoch=False)

Settings = Mapping[str, Any]  # key as in --set -> value


class SearchRequest(Record):
    """What is trained, and what may be changed in it. ``base`` holds only what was written, without defaults."""

    search: SearchSpec
    base: dict[str, Any]  # a RunSpec as plain values
    source: str | None = None  # the file that it was read from
    overrides: tuple[str, ...] = ()  # as given with --set

    def base_spec(self) -> RunSpec:
        """The training as it stands, nothing changed. Raises ConfigError."""
        return RunSpec.parse(self.base, source=self.source or "tune")

    def spec_with(self, settings: Settings) -> RunSpec:
        """The training with these settings. Raises ConfigError that names the wrong one."""
        values = copy.deepcopy(self.base)
        source = f"{self.source or 'tune'} with {in_words(settings)}"
        for key, value in settings.items():
            put_setting(values, key, copy.deepcopy(value), source=source, begin=default_kind)
        return RunSpec.parse(values, source=source)

    def trial_spec(self, settings: Settings, number: int) -> RunSpec:
        """The training of a trial: it keeps metrics and checkpoints, and no snapshots."""
        spec = self.spec_with(settings)
        name = f"{spec.name or spec.model.kind} trial {number}"
        return spec.model_copy(update={"capture": OFF, "name": name})


def load_search_request(path: str | Path, overrides: Sequence[str] = (), *, trials: int | None = None) -> SearchRequest:
    """The request in a YAML file, whose part ``search`` says what is open; ``overrides`` as ``--set`` takes them.

    Raises NotFoundError for a missing file, ConfigError that names file, key and value for everything else.
    """
    values, source = load_settings(path, overrides)
    request = read_search_request(values, source=source, trials=trials)
    return request.model_copy(update={"source": str(path), "overrides": _kept(overrides)})


def read_search_request(
    values: Mapping[str, Any] | RunSpec,
    *,
    search: Mapping[str, Any] | SearchSpec | None = None,
    source: str = "tune",
    trials: int | None = None,
) -> SearchRequest:
    """The request from plain values with a part ``search``, or from a RunSpec with ``search`` beside it."""
    plain = values.model_dump(mode="json") if isinstance(values, RunSpec) else copy.deepcopy(dict(values))
    found = plain.pop("search", None) if search is None else search
    if isinstance(found, SearchSpec):
        found = found.model_dump(mode="json")
    if not isinstance(found, Mapping):
        met = "holds no 'search'" if found is None else f"'search' is {found!r}"
        raise ConfigError(f"{source}: {met}; say what is open, such as\n  {EXAMPLE}")
    given = {**found, **({} if trials is None else {"trials": trials})}
    parsed = SearchRequest.parse({"search": given, "base": plain}, source=source)
    RunSpec.parse(plain, source=source)
    return parsed


def in_words(settings: Settings) -> str:
    """``training.optimizer.lr=0.00312, model.hidden=[400, 400]``: as a list of runs shows what was changed."""
    return ", ".join(f"{key}={shown(value)}" for key, value in settings.items())


def shown(value: Any) -> str:
    """A value as people read it: numbers of four digits."""
    if isinstance(value, float):
        return f"{value:.4g}"
    return value if isinstance(value, str) else as_text(value)


def _kept(overrides: Sequence[str]) -> tuple[str, ...]:
    """Those that a training takes too."""
    return tuple(text for text in overrides if not text.strip().startswith("search"))
