"""Split rules: which rows a model learns from, and which it is measured on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field as Setting
from pydantic import field_validator, model_validator

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.record import Record

TRAIN = "train"
VALIDATION = "validation"
TEST = "test"
SPLITS = (TRAIN, VALIDATION, TEST)


class GivenSplit(Record):
    """The rows come apart already: ``encode`` is handed a dictionary from split to rows."""

    kind: Literal["given"] = "given"


class ColumnSplit(Record):
    """A column says where a row belongs; a row with any other value is an error, unless ``train`` is left out."""

    kind: Literal["column"] = "column"
    column: str
    train: tuple[int | str, ...] | None = None  # None: all values not named below
    validation: tuple[int | str, ...] = ()
    test: tuple[int | str, ...] = ()

    @model_validator(mode="after")
    def _values_stand_once(self) -> ColumnSplit:
        values = [str(value) for value in (*(self.train or ()), *self.validation, *self.test)]
        repeated = {value for value in values if values.count(value) > 1}
        if repeated:
            raise ValueError(f"the value '{min(repeated)}' stands in two splits; each may stand once")
        if not self.validation and not self.test:
            raise ValueError("name the values of validation or of test")
        return self


class TimeSplit(Record):
    """The past is for training, what follows for validation, the latest for test: no row's future is ever learned from.

    Give shares of the rows, or the first moment of each later split. Rows of one moment stay together, in the earlier
    split unless that would leave a later one empty.
    """

    kind: Literal["time"] = "time"
    column: str | None = None  # the schema's time when not given, else its day
    validation_share: float = Setting(default=0.0, ge=0, lt=1)  # share of all rows
    test_share: float = Setting(default=0.0, ge=0, lt=1)  # share of all rows
    validation_from: int | str | None = None  # first moment of validation, in the column's terms
    test_from: int | str | None = None  # first moment of test, in the column's terms

    @field_validator("validation_from", "test_from", mode="before")
    @classmethod
    def _dates_are_text(cls, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime.date) else value  # YAML reads a date as one

    @model_validator(mode="after")
    def _one_way_of_saying_it(self) -> TimeSplit:
        shares, moments = self.test_share + self.validation_share, (self.validation_from, self.test_from)
        if shares and any(moment is not None for moment in moments):
            raise ValueError("give shares or first moments, not both")
        _refuse_shares(shares, given=any(moment is not None for moment in moments))
        return self


class RandomSplit(Record):
    """By chance, the same for the same seed. With ``by``, all rows of one user (or other value) lie in one split.

    Rows without a value in ``by`` are drawn one by one.
    """

    kind: Literal["random"] = "random"
    validation_share: float = Setting(default=0.0, ge=0, lt=1)  # of rows, or of values of ``by``
    test_share: float = Setting(default=0.0, ge=0, lt=1)  # of rows, or of values of ``by``
    by: str | None = None  # source column
    seed: int = 0

    @model_validator(mode="after")
    def _something_is_left_to_train_on(self) -> RandomSplit:
        _refuse_shares(self.test_share + self.validation_share, given=False)
        return self


# For rows whose column ``split`` holds the splits' own names.
NAMED_SPLIT = ColumnSplit(column="split", train=(TRAIN,), validation=(VALIDATION,), test=(TEST,))

SplitRule: TypeAlias = Annotated[GivenSplit | ColumnSplit | TimeSplit | RandomSplit, Setting(discriminator="kind")]


def _refuse_shares(total: float, *, given: bool) -> None:
    if total >= 1:
        raise ValueError(f"validation and test take {total:g} of the rows; leave some to train on")
    if total == 0 and not given:
        raise ValueError("give test_share or validation_share, a number between 0 and 1")


def parse_split_rule(values: Mapping[str, Any], *, source: str) -> SplitRule:
    """A rule from plain values such as ``{"kind": "time", "test_share": 0.2}``; ConfigError names source and key."""
    kind = values.get("kind")
    if kind not in _KINDS:
        raise ConfigError(f"{source}: 'kind' is {kind!r}{nearest(str(kind), _KINDS)}")
    return _KINDS[kind].parse(values, source=source)


_KINDS: dict[Any, type[GivenSplit] | type[ColumnSplit] | type[TimeSplit] | type[RandomSplit]] = {
    "given": GivenSplit,
    "column": ColumnSplit,
    "time": TimeSplit,
    "random": RandomSplit,
}
