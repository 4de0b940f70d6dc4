"""RowFilter: which rows are meant, as conditions that all must hold. What a chip, an address or a slice carries."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting
from pydantic import field_validator, model_validator

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.record import Record, explain

PLAIN_COLUMNS = ("label", "pctr", "error", "loss", "day", "weight", "example_id")
PREFIXES = ("field:", "saliency:", "neuron:")  # field:NAME, saliency:FIELD, neuron:TAP:INDEX
MOST_CLAUSES, MOST_VALUES, MOST_IDS, MOST_POINTS = 32, 1_000, 10_000, 1_000
LONGEST_VALUE = 4_000  # characters

Value: TypeAlias = Annotated[str, Setting(max_length=LONGEST_VALUE)] | float | None  # None: a row without any
Point: TypeAlias = tuple[float, float]


class _OnColumn(Record):
    column: str = Setting(max_length=500)

    @field_validator("column")
    @classmethod
    def _column_has_a_known_form(cls, column: str) -> str:
        check_column(column)
        return column


class RangeClause(_OnColumn):
    """A number from ``low`` on and below ``high``; None leaves that side open."""

    kind: Literal["range"] = "range"
    low: float | None = None  # inclusive
    high: float | None = None  # exclusive

    @model_validator(mode="after")
    def _is_no_empty_range(self) -> RangeClause:
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(
                f"the range of '{self.column}' is from {self.low:g} to below {self.high:g}, which holds nothing; "
                "low must be less than high"
            )
        if self.low is None and self.high is None:
            raise ValueError(f"the range of '{self.column}' is open on both sides; give low, high or both")
        return self


class AmongClause(_OnColumn):
    """One of some values. A field that holds many values in a row passes with any of them."""

    kind: Literal["among"] = "among"
    values: tuple[Value, ...] = Setting(min_length=1, max_length=MOST_VALUES)

    @field_validator("values")
    @classmethod
    def _values_have_one_order(cls, values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(sorted(set(values), key=lambda value: (value is None, isinstance(value, str), value)))


class ExamplesClause(Record):
    """These rows and no others, by their example ids."""

    kind: Literal["examples"] = "examples"
    ids: tuple[int, ...] = Setting(min_length=1, max_length=MOST_IDS)

    @field_validator("ids")
    @classmethod
    def _ids_have_one_order(cls, ids: tuple[int, ...]) -> tuple[int, ...]:
        if not all(-(2**63) <= value < 2**63 for value in ids):
            raise ValueError("an example id is a whole number of 64 bits")
        return tuple(sorted(set(ids)))


class LassoClause(Record):
    """Inside a line that was drawn around points of a map; the map is that of ``step``, whatever step is looked at."""

    kind: Literal["lasso"] = "lasso"
    tap: str = Setting(max_length=500)
    method: Literal["pca", "tsne"] = "pca"
    step: int = Setting(ge=0)  # optimiser steps
    split: str | None = Setting(default=None, max_length=200)  # whose map it was drawn on; None: the map of any split
    points: tuple[Point, ...] = Setting(min_length=3, max_length=MOST_POINTS)  # corners, in the map's coordinates


Clause: TypeAlias = Annotated[RangeClause | AmongClause | ExamplesClause | LassoClause, Setting(discriminator="kind")]


class RowFilter(Record):
    """Rows for which every clause holds; without a clause, all rows. Equal filters have equal text."""

    clauses: tuple[Clause, ...] = Setting(default=(), max_length=MOST_CLAUSES)

    @field_validator("clauses")
    @classmethod
    def _clauses_have_one_order(cls, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        by_text = {clause.to_json(): clause for clause in clauses}
        return tuple(by_text[text] for text in sorted(by_text))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the clauses name, each once."""
        named = (clause.column for clause in self.clauses if isinstance(clause, (RangeClause, AmongClause)))
        return tuple(dict.fromkeys(named))

    def without(self, column: str) -> RowFilter:
        """The filter without its clauses on that column: what a chart of the column is filtered by."""
        kept = [clause for clause in self.clauses if getattr(clause, "column", None) != column]
        return RowFilter(clauses=tuple(kept))

    def to_word(self) -> str:
        """The filter as an address carries it: base64url of its canonical JSON."""
        return base64.urlsafe_b64encode(self.to_json().encode()).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str, *, source: str = "filter") -> RowFilter:
        """Reads JSON, or the word that an address carries. Raises ConfigError that says what is wrong."""
        stripped = text.strip()
        if stripped and not stripped.startswith("{"):
            try:
                stripped = base64.b64decode(
                    stripped + "=" * (-len(stripped) % 4), altchars=b"-_", validate=True
                ).decode()
            except (binascii.Error, ValueError):
                raise ConfigError(f"{source}: neither JSON nor the base64url of it") from None
        try:
            return cls.model_validate_json(stripped or "{}")
        except ValueError as error:  # pydantic's ValidationError is one
            told = getattr(error, "errors", None)
            text = explain(error, source=source, model=cls) if told else f"{source}: {error}"  # type: ignore[arg-type]
            raise ConfigError(text) from None


def check_column(name: str) -> None:
    """Raises ValueError for a name that no row table has; whether a run has it, the run says."""
    if name in PLAIN_COLUMNS or (name.startswith(PREFIXES[:2]) and not name.endswith(":")):
        return
    tap, _, index = name.removeprefix("neuron:").rpartition(":")
    if name.startswith("neuron:") and tap and index.isascii() and index.isdigit():
        return
    forms = [*PLAIN_COLUMNS, "field:NAME", "saliency:FIELD", "neuron:TAP:INDEX"]
    raise ValueError(f"there is no column '{name}'{nearest(name, forms)}")
