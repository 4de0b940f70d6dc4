"""How one row's pctr goes through the values of one field, all else as it is: an individual conditional expectation.

    f_v = pctr(x with the field at v), v through the field's values          (Goldstein et al., arXiv:1309.6392)

One pass of the model for all values. Of a field with many values, each value stands there alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clicklens.analysis.live import Live, LiveRow, refuse_crosses, repeated
from clicklens.analysis.live_result import head_of
from clicklens.analysis.row_score import RowScore
from clicklens.analysis.scan_finding import scan_findings
from clicklens.analysis.scan_result import Scan, ScannedValue
from clicklens.analysis.scan_values import frequent_values, given_values, own_count
from clicklens.core.errors import ConfigError
from clicklens.core.field import NumericField

MOST_VALUES = 10_000  # that one question may ask for


def scan(
    live: Live,
    row: LiveRow,
    field: str,
    *,
    values: Sequence[Any] | None = None,
    limit: int = 50,
    asked_step: int | None = None,
) -> Scan:
    """Pctr of the row for each of ``values``: without them the ``limit`` most frequent, or a number's quantiles.

    The row's own value is among them. Raises SchemaError for an unknown field, UnavailableError for one whose values
    cannot be listed, ConfigError for no or too many values, DataError for a value that cannot be one.
    """
    refuse_crosses(live.dataset.schema, [field])
    entry = live.dataset.schema.field(field)
    asked = limit if values is None else len(values)
    if not 1 <= asked <= MOST_VALUES:
        raise ConfigError(f"scan: {asked:,} values are asked for; 1 to {MOST_VALUES:,} can be")
    found = frequent_values(live, row, entry, limit) if values is None else given_values(live, row, entry, values)
    places = range(1, len(found.readings) + 1)
    logits = live.logits(live.changed(repeated(row.batch, len(places) + 1), field, found.part, places))  # (values + 1,)
    columns = zip(found.readings, found.counts, found.is_own, found.is_unknown, logits[1:], strict=True)
    points = [
        ScannedValue(value=value, count=count, score=RowScore.of(logit), is_own=own, is_unknown=unknown)
        for value, count, own, unknown, logit in columns
    ]
    if not isinstance(entry, NumericField):
        points.sort(key=lambda point: -point.score.pctr)
    result = Scan(
        **head_of(live, row, asked_step),
        field=field,
        own=row.readings.get(field),
        own_count=own_count(live, row, field),
        own_score=RowScore.of(logits[0]),
        known=found.known,
        points=tuple(points),
    )
    return result.model_copy(update={"findings": scan_findings(result)})
