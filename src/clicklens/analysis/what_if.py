"""What if this row had other values? The model is asked again with each change alone, and with all of them.

    effect_f = pctr(x with f changed) - pctr(x)          together = pctr(x with all changed) - pctr(x)

The row passes through the encoder and the model that trained; nothing is approximated. What it says is of the model,
not of the world: other fields keep their values, also where the world would change them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import expit

from clicklens.analysis.live import Live, LiveRow, repeated
from clicklens.analysis.live_result import head_of
from clicklens.analysis.live_value import known_value
from clicklens.analysis.reading import reading
from clicklens.analysis.row_score import RowScore
from clicklens.analysis.what_if_finding import what_if_findings
from clicklens.analysis.what_if_result import ChangedValue, WhatIf
from clicklens.core.errors import ConfigError


def what_if(live: Live, row: LiveRow, changes: Mapping[str, Any], *, asked_step: int | None = None) -> WhatIf:
    """Scores the row as it is, with each change alone, and with all, in one pass of the model.

    ``changes`` are values as people read them: text, numbers, lists where a field has many, None for a missing value.
    ``asked_step`` is told where the model of another one answers. Raises ConfigError without a change, SchemaError for
    an unknown field (naming the nearest), DataError for a value that cannot be one.
    """
    schema = live.dataset.schema
    if not changes:
        raise ConfigError(f"what-if: give at least one change, such as {schema.fields[0].name}=VALUE")
    parts = {name: live.dataset.encode_values(name, [value, value]) for name, value in changes.items()}
    batch = repeated(row.batch, len(parts) + 2)  # as it is, all changes, each change alone
    for place, (name, part) in enumerate(parts.items(), start=2):
        batch = live.changed(batch, name, part, (1, place))
    logits = live.logits(batch)  # (C + 2,)
    changed = tuple(
        _changed(live, row, name, value, logits[0], logits[place])
        for place, (name, value) in enumerate(changes.items(), start=2)
    )
    result = WhatIf(
        **head_of(live, row, asked_step),
        before=RowScore.of(logits[0]),
        after=RowScore.of(logits[1]),
        changes=changed,
    )
    return result.model_copy(update={"findings": what_if_findings(result)})


def _changed(live: Live, row: LiveRow, name: str, value: Any, before: float, after: float) -> ChangedValue:
    part = live.dataset.encode_values(name, [value])
    return ChangedValue(
        field=name,
        before=row.readings.get(name),
        after=reading(value, live.dataset.schema.field(name)),
        read_as=live.read_as(name, part) if name in live.dataset.schema.table_of else None,
        known=known_value(live, name, value),
        alone=RowScore.of(after),
        effect=float(np.subtract(*expit([after, before]))),
    )
