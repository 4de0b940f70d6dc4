"""Crossing fields: what acts together in a model, given to a model as fields of their own, as GLIDER does.

Tsang et al., ICLR 2020, arXiv:2006.10966. To the same model it is their enhancement, to another one their distillation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field as Setting
from pydantic import field_validator, model_validator
from typing_extensions import Self

from clicklens.analysis.interactions_result import Interactions
from clicklens.core.crossing import MIN_COUNT, with_crosses
from clicklens.core.errors import ConfigError, RequestError, SchemaError
from clicklens.core.field import CROSS_BUCKETS
from clicklens.core.schema import FeatureSchema, uncrossable
from clicklens.data.dataset import EncodedDataset
from clicklens.data.extend import extend
from clicklens.models import ModelSpec
from clicklens.refine.base import BaseChange
from clicklens.training.config import parse_settings
from clicklens.training.spec import DataSpec, RunSpec


class Cross(BaseChange):
    """Adds crosses: each frequent combination of the values of some fields has an id and a vector of its own."""

    kind: Literal["cross"] = "cross"
    fields: tuple[tuple[str, ...], ...] = ()  # the fields of each cross
    top: int | None = Setting(default=None, ge=1)  # in their place: that many of the sets found in the run's own model
    target: ModelSpec | None = None  # None: the run's own model; another one is compared with itself without crosses
    min_count: int = Setting(default=MIN_COUNT, ge=1)  # training rows that a combination needs for an id
    buckets: int = Setting(default=CROSS_BUCKETS, ge=2)  # equal-count buckets of a number that is crossed

    @field_validator("fields", mode="before")
    @classmethod
    def _names_may_be_one_text(cls, values: Any) -> Any:
        if not isinstance(values, (list, tuple)):
            return values
        return [[n.strip() for n in one.split(",")] if isinstance(one, str) else one for one in values]

    @field_validator("target", mode="before")
    @classmethod
    def _target_may_be_words(cls, value: Any) -> Any:
        """``"wide_deep"`` or ``"wide_deep hidden=[64,32]"``"""
        if not isinstance(value, str):
            return value
        kind, *settings = value.split()
        try:
            return {"kind": kind, **parse_settings(settings)}
        except ConfigError as error:
            raise ValueError(str(error)) from None

    @model_validator(mode="after")
    def _something_is_crossed(self) -> Self:
        if bool(self.fields) == (self.top is not None):
            raise ValueError("name the fields of each cross, or say with 'top' how many sets of the run to take")
        return self

    def __str__(self) -> str:
        crosses = " ".join(",".join(fields) for fields in self.fields) or f"top={self.top}"
        return f"cross {crosses}" + ("" if self.target is None else f" for {self.target.kind}")

    def apply(self, spec: RunSpec, schema: FeatureSchema) -> RunSpec:
        """The request for the target; its data are those of ``prepared``.

        Raises SchemaError for what cannot be crossed, ConfigError where nothing new is.
        """
        if self.fields and not self.crossed_schema(schema).crosses[len(schema.crosses) :]:
            raise ConfigError(f"{self}: the run has these crosses already")
        return self.unchanged(spec)

    def unchanged(self, spec: RunSpec) -> RunSpec:
        """What the crosses are judged against: the target without them."""
        return spec if self.target is None else spec.model_copy(update={"model": self.target})

    def crossed_schema(self, schema: FeatureSchema) -> FeatureSchema:
        """The schema with the crosses. Raises SchemaError naming the field that cannot be crossed."""
        return with_crosses(schema, self.fields, min_count=self.min_count, buckets=self.buckets)

    def prepared(self, dataset: EncodedDataset) -> EncodedDataset:
        """The data set with the crosses: made beside it at first, then opened. Raises StorageError for the disk."""
        schema = self.crossed_schema(dataset.schema)
        made_of = f"{dataset.manifest.digest}{schema.digest()}"
        name = f"{dataset.path.name}-crosses-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"
        out = dataset.path.absolute().with_name(name)
        if out.is_dir():
            return EncodedDataset.open(out)
        try:
            return extend(dataset, schema, out)
        except RequestError:
            if out.is_dir():  # another process was faster
                return EncodedDataset.open(out)
            raise

    def found_in(self, found: Interactions, schema: FeatureSchema) -> Cross:
        """The same with the fields of the first ``top`` sets that can be crossed and that chance does not explain.

        Raises ConfigError where there are none.
        """
        tested = any(one.p is not None for one in found.sets)
        sure = [one.fields for one in found.sets if one.is_sure or not tested]
        usable = [fields for fields in sure if all(_can_be_crossed(name, schema) for name in fields)]
        if not usable:
            raise ConfigError(
                f"{self}: of the {len(found.sets)} sets that were found {len(sure)} are more than chance, and none of "
                "these can be crossed; name the fields yourself"
            )
        return self.model_copy(update={"fields": tuple(usable[: self.top]), "top": None})


def trained_on(spec: RunSpec, dataset: EncodedDataset) -> RunSpec:
    """The request with another data set."""
    return spec.model_copy(update={"data": DataSpec(path=str(dataset.path))})


def parse_crosses(words: Sequence[str]) -> Cross:
    """``["a,b", "c,d,e"]`` Raises ValueError for a word that is no set of fields."""
    if not words or not all("," in word for word in words):
        raise ValueError(" ".join(words))
    return Cross(fields=tuple(tuple(word.split(",")) for word in words))


def _can_be_crossed(name: str, schema: FeatureSchema) -> bool:
    try:
        return uncrossable(schema.field(name)) is None
    except SchemaError:
        return False
