"""From ``training.regularise`` to tables: a field is regularised through the table that it looks ids up in."""

from __future__ import annotations

from collections.abc import Mapping

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.schema import FeatureSchema


def table_rates(schema: FeatureSchema, rates: Mapping[str, float], *, others: float = 0.0) -> dict[str, float]:
    """field -> rate becomes table -> rate; fields that share a table are regularised together.

    ``others`` is the rate of every table that ``rates`` leaves out.

    Raises ConfigError for a field that the schema lacks or that has no table, and for two rates of one table.
    """
    table_of = schema.table_of
    found: dict[str, float] = {}
    for field, rate in rates.items():
        if field not in table_of:
            raise ConfigError(
                f"training.regularise: the schema has no embedded field '{field}'{nearest(field, table_of)}"
            )
        table = table_of[field]
        if found.setdefault(table, rate) != rate:
            sharing = " and ".join(f"'{name}'" for name in rates if table_of.get(name) == table)
            raise ConfigError(f"training.regularise: {sharing} share the table '{table}': give them one rate")
    return (dict.fromkeys(table_of.values(), others) if others else {}) | found
