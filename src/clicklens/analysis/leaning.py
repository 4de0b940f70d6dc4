"""Leaning: has the model begun to learn a field's ids by heart? A rule on how its share of saliency grew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.analysis.field_means import FieldMeans
from clicklens.analysis.id_saliency import ids_of_rows
from clicklens.analysis.redraws import interval_of, quotient
from clicklens.analysis.row_saliency import shares
from clicklens.analysis.saliency_result import Leaning
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]

# Why the alarm's signals choose their fields otherwise is said at ``overfitting_signal.MANY_IDS``.
ROWS_AN_ID = 20  # fewer rows of the sample for each distinct id: ids that can be learnt by heart
GROWTH = 3.0  # how much faster than all other fields together its share must have grown, at least
FAIR_SHARES = 2.0  # how many equal shares it must have reached


def id_like_fields(subject: Captured, split: str) -> dict[str, int]:
    """Fields whose ids can be learnt by heart, with the distinct ids in the sample: fewer than 20 rows an id."""
    rows = subject.rows(split)
    found = {}
    for field in subject.run.features.embedded_fields:
        if f"field:{field.name}" in rows:
            names, _, at = ids_of_rows(rows[f"field:{field.name}"])
            if len(names) * ROWS_AN_ID > len(at):
                found[field.name] = len(names)
    return found


def find_leanings(subject: Captured, means: FieldMeans, *, split: str, last: int) -> tuple[Leaning, ...]:
    """Id-like fields that took over between the first snapshot and step ``last``, on rows of ``split``.

    The odds share / (1 - share) compare a field with all others together: they must have trebled, with the lower end
    of the interval too, and the share must have come to twice an equal one.
    """
    early = next((step for step in subject.steps if step > 0), last)
    if early >= last or len(means.fields) < 2:
        return ()
    before, now = shares(means.drawn(early, split)), shares(means.drawn(last, split))  # (draws + 1, F)
    judged = TRAIN if TRAIN in subject.splits else split
    found = []
    for name, values in id_like_fields(subject, judged).items():
        if name in means.fields:
            i = means.fields.index(name)
            sizes = [interval_of(drawn) for drawn in (before[:, i], now[:, i], _odds_ratio(before[:, i], now[:, i]))]
            then, reached, growth = sizes
            if then is None or reached is None or growth is None:
                continue
            if growth.low >= GROWTH and reached.value * len(means.fields) >= FAIR_SHARES:
                found.append(
                    Leaning(field=name, since=early, step=last, before=then, now=reached, growth=growth, values=values)
                )
    return tuple(sorted(found, key=lambda leaning: -leaning.now.value))


def _odds_ratio(before: Floats, now: Floats) -> Floats:
    """(draws + 1,) shares -> (draws + 1,); NaN where a share is 0 or 1"""
    return quotient(now * (1 - before), before * (1 - now))
