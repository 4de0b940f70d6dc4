"""The changes that a finding can ask for, each a step from one training request to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field as Setting

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.schema import FeatureSchema
from clicklens.models import Gwen
from clicklens.models.bias_table import bias_table
from clicklens.refine.base import BaseChange
from clicklens.refine.cross import Cross, parse_crosses
from clicklens.training.spec import RunSpec


class DropLayer(BaseChange):
    """Takes one hidden layer out; layers are counted from 1 at the input side."""

    kind: Literal["drop-layer"] = "drop-layer"
    layer: int = Setting(ge=1)

    def __str__(self) -> str:
        return f"drop-layer {self.layer}"

    def apply(self, spec: RunSpec, _schema: FeatureSchema) -> RunSpec:
        """The request without that layer. Raises ConfigError when the model has no such layer, or no other."""
        hidden = _hidden(spec, self.layer)
        if len(hidden) == 1:
            raise ConfigError(f"{self}: it is the only hidden layer; train 'logistic' to do without any")
        return _with_model(spec, hidden=hidden[: self.layer - 1] + hidden[self.layer :])


class ResizeLayer(BaseChange):
    """Gives one hidden layer another width."""

    kind: Literal["resize-layer"] = "resize-layer"
    layer: int = Setting(ge=1)
    width: int = Setting(ge=1)  # neurons

    def __str__(self) -> str:
        return f"resize-layer {self.layer}={self.width}"

    def apply(self, spec: RunSpec, _schema: FeatureSchema) -> RunSpec:
        """The request with that width. Raises ConfigError when the model has no such layer."""
        hidden = list(_hidden(spec, self.layer))
        hidden[self.layer - 1] = self.width
        return _with_model(spec, hidden=tuple(hidden))


class UserBias(BaseChange):
    """Puts one number for each id at the output in place of the field's vector at the input."""

    kind: Literal["user-bias"] = "user-bias"
    field: str

    def __str__(self) -> str:
        return f"user-bias {self.field}"

    def apply(self, spec: RunSpec, schema: FeatureSchema) -> RunSpec:
        """The request with that bias field. Raises ConfigError where the field cannot be one."""
        _gwen(spec)
        try:
            bias_table(self.field, schema)
        except ConfigError as error:
            raise ConfigError(f"{self}: {str(error).removeprefix('model.bias_field: ')}") from None
        return _with_model(spec, bias_field=self.field)


class Regularise(BaseChange):
    """Pulls one field's vectors towards zero: L2 of this strength on the rows of its table that a step touches."""

    kind: Literal["regularise"] = "regularise"
    field: str
    strength: float = Setting(gt=0)

    def __str__(self) -> str:
        return f"regularise {self.field}={self.strength:g}"

    def apply(self, spec: RunSpec, schema: FeatureSchema) -> RunSpec:
        """The request with that penalty added. Raises SchemaError where the schema has no such field."""
        schema.field(self.field)
        strengths = {**spec.training.regularise, self.field: self.strength}
        return spec.model_copy(update={"training": spec.training.model_copy(update={"regularise": strengths})})


Change: TypeAlias = Annotated[DropLayer | ResizeLayer | UserBias | Regularise | Cross, Setting(discriminator="kind")]

_KINDS: dict[str, type[DropLayer] | type[ResizeLayer] | type[UserBias] | type[Regularise] | type[Cross]] = {
    "drop-layer": DropLayer,
    "resize-layer": ResizeLayer,
    "user-bias": UserBias,
    "regularise": Regularise,
    "cross": Cross,
}
_FORMS: dict[str, tuple[str, Callable[[Sequence[str]], Change]]] = {
    "drop-layer": ("drop-layer 4", lambda words: DropLayer(layer=int(_only(words)))),
    "resize-layer": ("resize-layer 3=32", lambda words: ResizeLayer(**_pair(words, "layer", "width"))),
    "user-bias": ("user-bias user_id", lambda words: UserBias(field=_only(words))),
    "regularise": ("regularise user_id=0.001", lambda words: Regularise(**_pair(words, "field", "strength"))),
    "cross": ("cross user_id,category device,hour,age", parse_crosses),
}


def make_change(kind: str, settings: Mapping[str, Any]) -> Change:
    """``"resize-layer"`` of ``{"layer": 3, "width": 32}``. Raises ConfigError that names the nearest right word."""
    _refuse_unknown(kind)
    return _KINDS[kind].parse(settings, source=f"refine {kind}")


def parse_change(words: Sequence[str]) -> Change:
    """Reads ``["drop-layer", "4"]`` or ``["cross", "user,item", "device,hour"]``.

    Raises ConfigError that shows the right form.
    """
    name = words[0] if words else ""
    _refuse_unknown(name)
    form, read = _FORMS[name]
    try:
        return read(words[1:])
    except (ValueError, TypeError):
        raise ConfigError(f"refine: cannot read '{' '.join(words)}'; the form is '{form}'") from None


def _refuse_unknown(kind: str) -> None:
    if kind not in _KINDS:
        raise ConfigError(f"refine: unknown change '{kind}'{nearest(kind, _KINDS)}")


def _only(words: Sequence[str]) -> str:
    (word,) = words
    return word


def _pair(words: Sequence[str], left: str, right: str) -> dict[str, Any]:
    name, value = _only(words).split("=")
    return {left: name, right: value}


def _gwen(spec: RunSpec) -> Gwen:
    if not isinstance(spec.model, Gwen):
        raise ConfigError(f"this change is for models of kind 'gwen'; the run's model is '{spec.model.kind}'")
    return spec.model


def _hidden(spec: RunSpec, layer: int) -> tuple[int, ...]:
    hidden = _gwen(spec).hidden
    if layer > len(hidden):
        raise ConfigError(f"the model has layers 1 to {len(hidden)}, so there is no layer {layer}")
    return hidden


def _with_model(spec: RunSpec, **changes: Any) -> RunSpec:
    return spec.model_copy(update={"model": spec.model.model_copy(update=changes)})
