"""Saliency: which inputs the model leans on, and whether it has begun to learn ids by heart.

The mean size of dPctr/dh0 by field (Guo et al., arXiv:1806.08541). It needs no labels.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.field_means import FieldMeans
from clicklens.analysis.id_saliency import IdSaliency, rank_ids
from clicklens.analysis.leaning import find_leanings
from clicklens.analysis.result import Analysis, Finding, Params
from clicklens.analysis.row_saliency import NOUN, Measure
from clicklens.analysis.saliency_result import FieldSaliency, Leaning, SaliencyResult
from clicklens.core.field import CategoricalField
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]


class SaliencyParams(Params):
    """Settings of the analysis."""

    split: str | None = None  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where no evaluation is kept
    day: int | None = None  # None: all days
    top_ids: int = Setting(default=10, ge=0)  # ids of each field
    support: int = Setting(default=5, ge=1)  # rows that an id must have to be listed
    measure: Measure = "gradient"  # the paper's; 'effect' does not depend on how long a field's vectors are
    draws: int = Setting(default=200, ge=40)  # of the bootstrap
    seed: int = 0  # of the bootstrap


class Saliency(Analysis[SaliencyParams, SaliencyResult]):
    """Mean |dPctr/dh0| by field over steps, days and ids."""

    kind: ClassVar[str] = "saliency"
    question: ClassVar[str] = "Which inputs does the model lean on? Has it begun to memorise ids?"
    params = SaliencyParams
    result = SaliencyResult

    def lacks(self, subject: Captured, params: SaliencyParams) -> str | None:
        """Gradients must have been kept, and with them the effects where those are asked for."""
        if not subject.info(subject.steps[0]).gradient_fields:
            return "needs field gradients; this run kept none (set capture.gradients: true)"
        if params.measure == "effect" and not len(subject.states(subject.steps[0], subject.splits[0]).effects):
            return "needs effects, which this run did not keep; use measure=gradient"
        return None

    def run(self, subject: Captured, params: SaliencyParams) -> SaliencyResult:
        """Raises NotFoundError for a split, step or day that the run lacks."""
        split = params.split or (TRAIN if subject.splits == (TRAIN,) else subject.held_out)
        step = subject.best_or_last_step() if params.step is None else params.step
        subject.states(step, split)
        means = FieldMeans(
            subject, must_have=split, day=params.day, draws=params.draws, seed=params.seed, measure=params.measure
        )
        last = subject.steps[-1] if params.step is None else step
        series = [point for known in means.splits for s in subject.steps for point in means.points(s, known)]
        now = {point.field: point for point in series if (point.step, point.split) == (step, split)}
        fields = sorted(now, key=lambda name: -_value(now[name].saliency))
        leanings = find_leanings(subject, means, split=split, last=last)
        return SaliencyResult(
            run_id=subject.run.id,
            rows={known: means.rows(known) for known in means.splits},
            findings=_findings(subject, [now[name] for name in fields], leanings, NOUN[params.measure]),
            step=step,
            split=split,
            day=params.day,
            measure=params.measure,
            fields=tuple(fields),
            series=tuple(series),
            days=tuple(point for known in means.splits for point in means.days(step, known)),
            ids=_ids(subject, params, means, fields, step=step, split=split),
            leanings=leanings,
        )


def _ids(
    subject: Captured, params: SaliencyParams, means: FieldMeans, fields: list[str], *, step: int, split: str
) -> tuple[IdSaliency, ...]:
    rows = subject.rows(split)[means.mask(split)]
    values = means.values(step, split)[means.mask(split)]
    weights = subject.states(step, split).weights[means.mask(split)]
    embedded = {field.name for field in subject.run.features.embedded_fields}
    found: list[IdSaliency] = []
    for name in fields:
        if name in embedded and f"field:{name}" in rows:
            column = values[:, means.fields.index(name)]
            cells = rows[f"field:{name}"]
            found += rank_ids(name, cells, column, weights, top=params.top_ids, support=params.support)
    return tuple(found)


def _findings(
    subject: Captured, ordered: list[FieldSaliency], leanings: tuple[Leaning, ...], noun: str
) -> tuple[Finding, ...]:
    split = ordered[0].split
    findings = [_memorising(subject, leaning, split, noun) for leaning in leanings]
    known = [point for point in ordered if point.share is not None]
    if not known:
        text = f"At step {ordered[0].step:,} no field moves pctr on {split}: every gradient is 0."
        return (*findings, Finding(text=text, severity="alarm"))
    first, least = known[0], known[-1]
    fair = 1 / len(known)
    text = (
        f"At step {first.step:,} the model leans most on `{first.field}`: {_percent(first.share)} of the {noun} on "
        f"{split}, where equal shares would be {fair:.{0 if fair >= 0.05 else 1}%}."
    )
    findings.append(Finding(text=text))
    if len(known) > 1:
        text = f"It leans least on `{least.field}`: {_percent(least.share)}."
        findings.append(Finding(text=text))
    return tuple(findings)


def _memorising(subject: Captured, leaning: Leaning, split: str, noun: str) -> Finding:
    best = subject.best_step()
    text = (
        f"The model now leans on `{leaning.field}`: its share of {noun} on {split} went from "
        f"{leaning.before.value:.0%} at step {leaning.since:,} to {leaning.now.value:.0%} at step {leaning.step:,} "
        f"(against all other fields it grew {leaning.growth.value:.1f}-fold, at least {leaning.growth.low:.1f})."
    )
    embedded = subject.run.features.embedded_fields
    field = next(field for field in embedded if field.name == leaning.field)
    shares_table = any(other.table == field.table for other in embedded if other.name != field.name)
    can_be_bias = isinstance(field, CategoricalField) and not shares_table
    return Finding(
        text=text,
        severity="alarm" if best is not None and best < leaning.step else "warning",
        remedy=f"user-bias {leaning.field}" if can_be_bias else None,
    )


def _percent(share: Interval | None) -> str:
    if share is None:
        return "an unknown part"
    digits = 1 if share.reach >= 0.0005 else 2
    return f"{share.value:.{digits}%} ± {share.reach:.{digits}%}"


def _value(interval: Interval | None) -> float:
    return 0.0 if interval is None else interval.value
