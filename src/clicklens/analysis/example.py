"""Example: one row followed through training. What the model said of it, what it leaned on, which rows it finds alike.

Saliency is that of the row (Guo et al., arXiv:1806.08541, who average it over rows); it has a size and no sign, since a
snapshot keeps gradients and no vectors.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.captured import Captured
from clicklens.analysis.example_finding import example_findings
from clicklens.analysis.example_result import ExampleAtStep, ExampleField, ExampleResult, NearRow
from clicklens.analysis.id_saliency import IdSaliency, rank_ids
from clicklens.analysis.reading import reading
from clicklens.analysis.result import Analysis, Params
from clicklens.analysis.row_reading import read_rows, readable_fields
from clicklens.analysis.row_saliency import row_saliency
from clicklens.core.errors import NotFoundError, nearest
from clicklens.data.split import TRAIN

Floats = NDArray[np.float64]


class ExampleParams(Params):
    """Settings of the analysis."""

    example_id: int | None = None  # None: the row of the split with the largest log loss at the step
    split: str | None = None  # None: the one that holds the row, held-out ones first
    step: int | None = Setting(default=None, ge=0)  # None: the best step, or the last where no evaluation is kept
    layer: str | None = None  # in which rows are near; None: the last
    near: int = Setting(default=10, ge=0)  # rows nearest to it
    ids: int = Setting(default=20, ge=0)  # of the row's ids, at most


class Example(Analysis[ExampleParams, ExampleResult]):
    """One row: values, score, saliency and near rows."""

    kind: ClassVar[str] = "example"
    question: ClassVar[str] = "What does the model make of this row, and why?"
    params = ExampleParams
    result = ExampleResult

    def lacks(self, subject: Captured, params: ExampleParams) -> str | None:  # noqa: ARG002
        """Snapshots, which every subject has; without gradients or layers the answer is shorter."""
        return None if subject.steps else "needs a snapshot"

    def run(self, subject: Captured, params: ExampleParams) -> ExampleResult:
        """Raises NotFoundError for a row, split, step or layer that the run lacks."""
        step = subject.best_or_last_step() if params.step is None else params.step
        split, place = _find(subject, params, step)
        layer = _layer(subject, params, step)
        states, table = subject.states(step, split), subject.rows(split)
        near, usual = _near(subject, params, split, step, place, layer)
        row = table.iloc[place]
        found = ExampleResult(
            run_id=subject.run.id,
            rows={split: len(table)},
            findings=(),
            split=split,
            example_id=int(states.example_ids[place]),
            step=step,
            best_step=subject.best_step(),
            label=float(subject.labels(split)[place]),
            task=subject.task,
            day=_whole(row["day"]),
            group=_whole(row["group"]),
            weight=float(states.weights[place]),
            fields=_fields(subject, split, step, place),
            ids=_ids(subject, params, split, step, place),
            film=tuple(_at(subject, known, split, place) for known in subject.steps),
            layer=layer,
            near=near,
            usual_distance=usual,
        )
        return found.model_copy(update={"findings": example_findings(found)})


def _find(subject: Captured, params: ExampleParams, step: int) -> tuple[str, int]:
    """Split and place of the row."""
    first = TRAIN if subject.splits == (TRAIN,) else subject.held_out
    asked = params.split or first
    if params.example_id is None:
        states = subject.states(step, asked)
        return asked, int(np.argmax(np.where(states.weights > 0, _losses(subject, step, asked), -np.inf)))
    splits = [asked] if params.split else [first, *(name for name in subject.splits if name != first)]
    for split in splits:
        places = np.flatnonzero(subject.states(step, split).example_ids == params.example_id)
        if len(places):
            return split, int(places[0])
    raise NotFoundError(
        f"run '{subject.run.id}' kept no row {params.example_id} of {' or '.join(splits)}: only rows of its fixed "
        "sample can be followed"
    )


def _layer(subject: Captured, params: ExampleParams, step: int) -> str | None:
    known = subject.taps(step)
    if params.layer is not None and params.layer not in known:
        raise NotFoundError(f"run '{subject.run.id}' has no layer '{params.layer}'{nearest(params.layer, known)}")
    return params.layer or (known[-1] if known else None)


def _losses(subject: Captured, step: int, split: str) -> Floats:
    """(n,) log(1 + e^z) - y z, nats"""
    logits, labels = subject.logits(step, split).astype(np.float64), subject.labels(split)
    losses: Floats = np.logaddexp(0.0, np.where(labels == 1, -logits, logits))
    return losses


def _at(subject: Captured, step: int, split: str, place: int) -> ExampleAtStep:
    logits, losses = subject.logits(step, split).astype(np.float64), _losses(subject, step, split)
    weights = subject.states(step, split).weights.astype(np.float64)
    return ExampleAtStep(
        step=step,
        logit=float(logits[place]),
        pctr=float(subject.pctr(step, split)[place]),
        log_loss=float(losses[place]),
        rank=_rank(logits, place, weights),
        loss_rank=_rank(losses, place, weights),
    )


def _rank(values: Floats, place: int, weights: Floats) -> float:
    """Share of the weight of all rows that lies below the row's value, half of that of equal ones."""
    below, equal = weights[values < values[place]].sum(), weights[values == values[place]].sum()
    whole = weights.sum()
    return float((below + equal / 2) / whole) if whole > 0 else 0.5


def _fields(subject: Captured, split: str, step: int, place: int) -> tuple[ExampleField, ...]:
    table, readable = subject.rows(split), {field.name: field for field in readable_fields(subject, split)}
    kept = subject.info(step).gradient_fields
    states = subject.states(step, split)
    saliency = row_saliency(states, task=subject.task, fields=kept) if kept else np.zeros((len(table), 0))
    means = states.weights.astype(np.float64) @ saliency  # (F,)
    own = dict(zip(kept, saliency[place].tolist(), strict=True))
    usual = dict(zip(kept, means.tolist(), strict=True))
    whole, usual_whole = sum(own.values()), sum(usual.values())
    names = [*readable, *(name for name in kept if name not in readable)]
    found = [
        ExampleField(
            field=name,
            value=reading(table[f"field:{name}"].iloc[place], readable[name]) if name in readable else None,
            saliency=own.get(name),
            share=own[name] / whole if name in own and whole > 0 else None,
            usual_share=usual[name] / usual_whole if name in usual and usual_whole > 0 else None,
        )
        for name in names
    ]
    return tuple(sorted(found, key=lambda known: -(known.saliency or 0.0)))


def _ids(subject: Captured, params: ExampleParams, split: str, step: int, place: int) -> tuple[IdSaliency, ...]:
    """A snapshot keeps one gradient a field, so ids of one cell cannot be told apart in this row; they can over all
    rows that hold them.
    """
    kept, table = subject.info(step).gradient_fields, subject.rows(split)
    states = subject.states(step, split)
    found: list[IdSaliency] = []
    for field in subject.run.features.embedded_fields:
        if field.name in kept and f"field:{field.name}" in table:
            cells = table[f"field:{field.name}"].tolist()
            values = row_saliency(states, task=subject.task, fields=[field.name])[:, 0]
            own = {
                str(value)
                for value in (cells[place] if isinstance(cells[place], (list, tuple, np.ndarray)) else [cells[place]])
            }
            ranked = rank_ids(field.name, cells, values, states.weights, top=len(cells) * 100, support=1)
            found += [known for known in ranked if known.value in own]
    return tuple(sorted(found, key=lambda known: -known.ratio)[: params.ids])


def _near(
    subject: Captured, params: ExampleParams, split: str, step: int, place: int, layer: str | None
) -> tuple[tuple[NearRow, ...], float | None]:
    """Rows of the split by their distance in the layer, each neuron standardised; one that never varies has no say."""
    if layer is None:
        return (), None
    outputs = subject.states(step, split).activations[layer].astype(np.float64)
    spread = outputs.std(axis=0)
    outputs = outputs[:, spread > 0] / spread[spread > 0]
    distances = np.sqrt(np.square(outputs - outputs[place]).sum(axis=1))
    others = np.delete(np.arange(len(distances)), place)
    ranked = others[np.argsort(distances[others], kind="stable")][: params.near].tolist()
    rows = read_rows(subject, split, step, ranked)
    usual = float(np.median(distances[others])) if len(others) else None
    return tuple(
        NearRow(**row.model_dump(), distance=float(distances[i])) for row, i in zip(rows, ranked, strict=True)
    ), usual


def _whole(value: object) -> int | None:
    return None if value is pd.NA or value != value else int(value)  # type: ignore[call-overload]
