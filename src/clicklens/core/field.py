"""The kinds of input that a model can read. A field says what it is, whose it is and which table embeds it."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field as Setting
from pydantic import model_validator

from clicklens.core.record import Record

Side: TypeAlias = Literal["user", "item", "context"]


class _NamedInput(Record):
    """What every field has: a name, a side, and the source column it is read from."""

    name: str = Setting(min_length=1)
    side: Side = "context"
    column: str = ""  # the source column; the field's own name when not given

    @model_validator(mode="before")
    @classmethod
    def _column_is_name_by_default(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("column"):
            return {**values, "column": values.get("name", "")}
        return values


class _EmbeddedInput(_NamedInput):
    """A field whose ids are looked up in an embedding table; fields that name one table share it."""

    table: str = ""  # the field's own name when not given
    delimiter: str | None = None  # how ids are joined in a string cell; None when the cell is one id or a list

    @model_validator(mode="before")
    @classmethod
    def _table_is_name_by_default(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("table"):
            return {**values, "table": values.get("name", "")}
        return values


class CategoricalField(_EmbeddedInput):
    """One id a row, or with ``multi`` any number of ids without order, pooled to one vector."""

    kind: Literal["categorical"] = "categorical"
    multi: bool = False
    pooling: Literal["sum", "mean"] = "sum"
    max_length: int = Setting(default=64, ge=1)  # ids kept of a multi-valued cell, the first ones


class SequenceField(_EmbeddedInput):
    """Ids in time order, oldest first, such as past clicks; the last ``max_length`` are kept."""

    kind: Literal["sequence"] = "sequence"
    attends_to: str | None = None  # the field whose id each position is compared with (the candidate)
    pooling: Literal["sum", "mean"] = "sum"  # for models that do not attend
    max_length: int = Setting(default=50, ge=1)


class Standardise(Record):
    """x -> (x - mean) / deviation, both of the training split; a missing value becomes 0."""

    kind: Literal["standardise"] = "standardise"


class LogSquare(Record):
    """x -> ln(x)^2 for x > 2, else x; the counts' transform of the Criteo winners. Then standardised."""

    kind: Literal["log_square"] = "log_square"


class Quantile(Record):
    """x -> one of ``buckets`` equal-count buckets of the training split, embedded like an id; missing is bucket 0."""

    kind: Literal["quantile"] = "quantile"
    buckets: int = Setting(default=32, ge=2)


class Cumulative(Record):
    """x -> the share of the training split that is at or below x, in [0, 1), linear between quantiles; a missing value
    becomes 0.5.
    """

    kind: Literal["cumulative"] = "cumulative"
    quantiles: int = Setting(default=256, ge=2)  # equal shares of the training split that are told apart


Transform: TypeAlias = Annotated[Standardise | LogSquare | Quantile | Cumulative, Setting(discriminator="kind")]


class NumericField(_NamedInput):
    """A real number. Scaled it enters the model as it is; with ``quantile`` it is embedded by bucket."""

    kind: Literal["numeric"] = "numeric"
    transform: Transform = Standardise()

    @property
    def is_bucketed(self) -> bool:
        """Whether the model sees an id (a bucket) in place of the number."""
        return isinstance(self.transform, Quantile)


class DenseField(_NamedInput):
    """A vector that comes with the row, such as a text embedding made elsewhere."""

    kind: Literal["dense"] = "dense"
    width: int = Setting(ge=1)  # elements


class ImageField(_NamedInput):
    """A picture by reference: the column holds a key, the picture lies elsewhere."""

    kind: Literal["image"] = "image"


CROSS_BUCKETS = 100  # of a number, as in GLIDER (arXiv:2006.10966)


class CrossField(Record):
    """Several fields as one: every combination of their values that is frequent enough has an id and a vector.

    It has no column; its value follows from those of its fields, whenever a row is encoded. Its table has its own name,
    and that table's ``min_count`` is the least number of training rows of a combination with an id.
    """

    kind: Literal["cross"] = "cross"
    name: str = Setting(min_length=1)
    side: Side = "context"
    fields: tuple[str, ...] = Setting(min_length=2)  # with one id a row, or numbers
    buckets: int = Setting(default=CROSS_BUCKETS, ge=2)  # equal-count ones of a number that is not one by bucket itself

    @property
    def table(self) -> str:
        """The table of its own that embeds it."""
        return self.name


SourceField: TypeAlias = CategoricalField | SequenceField | NumericField | DenseField | ImageField
EmbeddedField: TypeAlias = CategoricalField | SequenceField | CrossField
Field: TypeAlias = Annotated[
    CategoricalField | SequenceField | NumericField | DenseField | ImageField | CrossField,
    Setting(discriminator="kind"),
]
