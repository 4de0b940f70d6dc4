"""The alarm of over-fitting as an event of the run: beside best steps and checkpoints, and while a run trains too.

It stands on one figure of each snapshot, which capture notes with it; so no snapshot is read. Those of a run that was
captured before that was noted are read once, and what they say is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from pydantic import ValidationError

from clicklens.analysis.captured import Captured
from clicklens.analysis.fluctuation_finding import SIGNALS
from clicklens.analysis.overfitting import DEFAULT_RULE
from clicklens.analysis.overfitting_signal import row_shares
from clicklens.core.errors import RequestError
from clicklens.core.record import Record
from clicklens.core.run import EXPECTED_LOSS, RunEvent
from clicklens.data.split import TRAIN
from clicklens.metrics.expected_loss import expected_loss

ALARM = "alarm"  # the kind of the event
KEY = "expected_loss.1"  # under which the store keeps what snapshots without a note say

Points = Sequence[tuple[int, float | None]]  # optimiser steps, loss that the model expects on held-out rows


class _KeptLosses(Record):
    """What snapshots say that did not note it."""

    by_step: dict[int, float | None]


def first_alarm(points: Points) -> int | None:
    """The step at which the rule rings; None where it does not. Points by step."""
    place = DEFAULT_RULE.rings_at(_values(points))
    return None if place is None else points[place][0]


def events_with_alarm(subject: Captured) -> tuple[RunEvent, ...]:
    """What happened in a run, by step, the alarm at the snapshot where it rang."""
    events = subject.store.events(subject.run.id)
    found = _alarm(subject, events)
    if found is None:
        return tuple(events)
    after = next((place for place, event in enumerate(events) if event.step > found.step), len(events))
    return (*events[:after], found, *events[after:])


def _alarm(subject: Captured, events: Sequence[RunEvent]) -> RunEvent | None:
    points = _points(subject, events)
    place = DEFAULT_RULE.rings_at(_values(points))
    if place is None:
        return None
    step, value = points[place]
    measure = float(DEFAULT_RULE.measure(_values(points))[place])
    at = next((e.at for e in events if (e.step, e.kind) == (step, "snapshot")), None)
    text = (
        f"over-fitting, seen without labels: the {DEFAULT_RULE.transform} of the {SIGNALS[EXPECTED_LOSS]} stood at "
        f"{measure:.2f}, above {DEFAULT_RULE.threshold:g} at {DEFAULT_RULE.patience} snapshots running"
    )
    figures = {EXPECTED_LOSS: value, "measure": measure, "threshold": DEFAULT_RULE.threshold}
    return RunEvent(step=step, kind=ALARM, text=text, figures=figures, at=at or subject.info(step).taken_at)


def _points(subject: Captured, events: Iterable[RunEvent]) -> Points:
    """Every snapshot that is there, as it noted it, or as it says when it is read."""
    steps = subject.store.snapshot_steps(subject.run.id)
    noted = {e.step: e.figures[EXPECTED_LOSS] for e in events if e.kind == "snapshot" and EXPECTED_LOSS in e.figures}
    if not all(step in noted for step in steps):
        noted = {**_read(subject, [step for step in steps if step not in noted]), **noted}
    return [(step, noted[step]) for step in steps]


def _read(subject: Captured, steps: Sequence[int]) -> dict[int, float | None]:
    """The same of snapshots that did not note it; read once, and kept."""
    known = _kept(subject)
    missing = [step for step in steps if step not in known]
    if missing:
        known = {**known, **{step: _expected(subject, step) for step in missing}}
        subject.store.put_result(subject.run.id, KEY, _KeptLosses(by_step=known).to_json())
    return known


def _kept(subject: Captured) -> dict[int, float | None]:
    text = subject.store.result(subject.run.id, KEY)
    try:
        return {} if text is None else _KeptLosses.model_validate_json(text).by_step
    except ValidationError:  # changed by other hands: it is made anew
        return {}


def _expected(subject: Captured, step: int) -> float | None:
    try:
        held_out = subject.held_out
    except RequestError:  # only the training split was kept
        return None
    if TRAIN not in subject.splits:
        return None
    logits = subject.logits(step, held_out).astype(np.float64)
    found = float(expected_loss(logits, row_shares(subject, held_out)))
    return found if np.isfinite(found) else None


def _values(points: Points) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for _, value in points], dtype=np.float64)
