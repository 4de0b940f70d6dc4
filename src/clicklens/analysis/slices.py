"""Slices: where the model is worst. Saved filters, days, and frequent values of fields, each against all other rows.

Intervals of the gaps allow for the number of slices (Bonferroni), since the worst of many looks bad by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import ClassVar

import numpy as np
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.naming import day_name
from clicklens.analysis.result import Analysis, Params
from clicklens.analysis.rows.cells import CategoryCells
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.rows.table import RowTable
from clicklens.analysis.slice_gap import gap_of
from clicklens.analysis.slices_finding import slices_findings
from clicklens.analysis.slices_result import SliceFigures, SlicesResult
from clicklens.core.errors import NotFoundError, RequestError, nearest
from clicklens.core.filter_words import say_filter
from clicklens.core.row_filter import AmongClause, RowFilter
from clicklens.core.slice import Slice
from clicklens.data.split import TRAIN

LEVEL = 0.95


class SlicesParams(Params):
    """Settings of the analysis."""

    names: tuple[str, ...] | None = None  # saved slices; None: all
    split: str | None = None  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where no evaluation is kept
    values: int = Setting(
        default=6, ge=0
    )  # most frequent values of each field that are looked at too; 0: none, no days
    support: int = Setting(default=30, ge=2)  # rows that such a value must have


class Slices(Analysis[SlicesParams, SlicesResult]):
    """Click rate, AUC, log loss and PCOC of parts of a split, against the rest."""

    kind: ClassVar[str] = "slices"
    version: ClassVar[int] = 3
    question: ClassVar[str] = "Where is the model worst: which day, which segment?"
    params = SlicesParams
    result = SlicesResult

    def state(self, subject: Captured, params: SlicesParams) -> str:
        """The saved slices too: one that is changed gives another answer."""
        return "|".join(saved.to_json() for saved in _saved(subject, params))

    def lacks(self, subject: Captured, params: SlicesParams) -> str | None:
        """Saved slices, or values of fields that are frequent enough."""
        with closing(_table(subject, params)) as table:
            return self._lacks(subject, table, params)

    def _lacks(self, subject: Captured, table: RowTable, params: SlicesParams) -> str | None:
        if not table.source.weights.any():
            return f"needs rows; the sample of split '{_split(subject, params)}' has none of weight above 0"
        if not _saved(subject, params) and next(_frequent(subject, table, params), None) is None:
            return (
                f"needs saved slices, or values of fields with at least {params.support} rows on "
                f"{_split(subject, params)}; there are none"
            )
        return None

    def run(self, subject: Captured, params: SlicesParams) -> SlicesResult:
        """Raises NotFoundError for a slice, split or step that there is not."""
        with closing(_table(subject, params)) as table:
            return self._run(subject, table, params)

    def _run(self, subject: Captured, table: RowTable, params: SlicesParams) -> SlicesResult:
        saved = [_of_saved(subject, table, known) for known in _saved(subject, params)]
        known = {found.filter.to_json() for found in saved}
        frequent = [chosen for chosen in _frequent(subject, table, params) if chosen.to_json() not in known]
        found = [*saved, *(_judged(table, chosen) for chosen in frequent)]
        level = 1 - (1 - LEVEL) / max(sum(one.parts is not None for one in found), 1)
        result = SlicesResult(
            run_id=subject.run.id,
            rows={_split(subject, params): table.rows},
            findings=(),
            step=_step(subject, params),
            split=_split(subject, params),
            level=level,
            support=params.support,
            slices=tuple(sorted((_with_gaps(one, level) for one in found), key=_place)),
        )
        return result.model_copy(update={"findings": slices_findings(result)})


def _split(subject: Captured, params: SlicesParams) -> str:
    return params.split or (TRAIN if subject.splits == (TRAIN,) else subject.held_out)


def _step(subject: Captured, params: SlicesParams) -> int:
    return subject.best_or_last_step() if params.step is None else params.step


def _table(subject: Captured, params: SlicesParams) -> RowTable:
    return RowTable(RowSource(subject, _step(subject, params), _split(subject, params)))


def _saved(subject: Captured, params: SlicesParams) -> list[Slice]:
    known = {saved.name: saved for saved in subject.store.slices()}
    for name in params.names or ():
        if name not in known:
            raise NotFoundError(f"there is no slice '{name}'{nearest(name, known)}")
    return [saved for name, saved in known.items() if params.names is None or name in params.names]


def _frequent(subject: Captured, table: RowTable, params: SlicesParams) -> Iterator[RowFilter]:
    """The days where they are few, and the most frequent values of each field."""
    if not params.values:
        return
    for day in subject.followed_days(_split(subject, params)):
        chosen = RowFilter(clauses=(AmongClause(column="day", values=(day,)),))
        if params.support <= int(table.passing(chosen).sum()) < table.rows:
            yield chosen
    for name in table.source.names:
        cells = table.cells(name)
        if not name.startswith("field:") or not isinstance(cells, CategoryCells):
            continue
        counts = np.bincount(cells.codes, minlength=len(cells.names))
        order = np.lexsort((np.arange(len(counts)), -counts))[: params.values]
        for code in order[(counts[order] >= params.support) & (counts[order] < table.rows)]:
            yield RowFilter(clauses=(AmongClause(column=name, values=(str(cells.names[int(code)].as_py()),)),))


def _of_saved(subject: Captured, table: RowTable, saved: Slice) -> SliceFigures:
    is_of_other_data = saved.schema_digest != subject.run.features.digest()
    changes = {"name": saved.name, "is_saved": True, "is_of_other_data": is_of_other_data}
    missing = table.lacking(saved.filter)
    if missing:
        word = "column" if len(missing) == 1 else "columns"
        return _unusable(saved, f"this run has no {word} {', '.join(missing)}").model_copy(update=changes)
    try:
        return _judged(table, saved.filter).model_copy(update=changes)
    except RequestError as error:
        return _unusable(saved, str(error)).model_copy(update=changes)


def _unusable(saved: Slice, reason: str) -> SliceFigures:
    said = say_filter(saved.filter, day_name=day_name)
    return SliceFigures(
        name=saved.name,
        said=said,
        filter=saved.filter,
        is_saved=True,
        parts=None,
        auc_gap=None,
        pcoc_gap=None,
        reason=reason.rstrip("."),
    )


def _judged(table: RowTable, chosen: RowFilter) -> SliceFigures:
    said = say_filter(chosen, day_name=day_name)
    passing = table.passing(chosen)
    reason = None if passing.any() else "no row passes it"
    return SliceFigures(
        name=said,
        said=said,
        filter=chosen,
        is_saved=False,
        parts=None if reason else table.judge.parts(passing),
        auc_gap=None,
        pcoc_gap=None,
        reason=reason,
    )


def _with_gaps(found: SliceFigures, level: float) -> SliceFigures:
    if found.parts is None:
        return found
    gaps = {f"{name}_gap": gap_of(found.parts, name, level) for name in ("auc", "pcoc")}
    return found.model_copy(update=gaps)


def _place(found: SliceFigures) -> tuple[int, float, str]:
    """Worst order first: by the upper end of its gap; then those without an order, then the unusable."""
    if found.auc_gap is not None:
        return 0, found.auc_gap.high, found.name
    return (1 if found.parts is not None else 2), 0.0, found.name
