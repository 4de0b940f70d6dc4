"""Conditions as people type them, ``pctr<0.02`` or ``field:genre=Drama|Comedy``, read into a filter."""

from __future__ import annotations

import re

from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import AmongClause, Clause, RangeClause, RowFilter, Value

_CONDITION = re.compile(r"\s*(?P<column>[^<>=]+?)\s*(?P<sign>>=|<=|<|>|=)\s*(?P<value>.*?)\s*", re.DOTALL)
_FORMS = "label=1, pctr<0.02, pctr>=0.1, day=6, field:genre=Drama|Comedy, field:genre= (rows without one)"


def where(*conditions: str) -> RowFilter:
    """The filter of conditions that all hold: ``where("label=1", "pctr<0.02")``.

    ``=`` takes several values with ``|`` between them, and none for rows without a value; ``<`` and ``>=`` take a
    number. Raises ConfigError that names the condition.
    """
    return RowFilter(clauses=tuple(_clause(condition) for condition in conditions))


def _clause(condition: str) -> Clause:
    found = _CONDITION.fullmatch(condition)
    if found is None:
        raise ConfigError(f"condition '{condition}': a column, then =, < or >=, then a value is expected: {_FORMS}")
    column, sign, text = found["column"], found["sign"], found["value"]
    if sign in ("<=", ">"):
        raise ConfigError(f"condition '{condition}': ranges take >= for the low end and < for the high end")
    source = f"condition '{condition}'"
    if sign == "=":
        values = tuple(_value(column, part) for part in text.split("|"))
        return AmongClause.parse({"column": column, "values": values}, source=source)
    bound = "low" if sign == ">=" else "high"
    return RangeClause.parse({"column": column, bound: _number(condition, text)}, source=source)


def _value(column: str, text: str) -> Value:
    """Fields hold text unless they are numbers, which the run knows; all other columns hold numbers."""
    if not text:
        return None
    if column.startswith("field:"):
        return text
    return _number(f"{column}={text}", text)


def _number(condition: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ConfigError(f"condition '{condition}': '{text}' is no number") from None
