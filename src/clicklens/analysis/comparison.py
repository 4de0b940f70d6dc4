"""Comparison: what a change did to the model. Two runs, two steps of one run, or two days of one step, held together.

Its subject is a pair, so it stands beside the catalogue. Figures are taken on rows that both sides kept, so that a
difference is the models' and not the sample's; on two days the rows differ, and the result says so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.analysis.comparison_change import (
    fluctuation_changes,
    metric_change,
    metric_changes,
    share_changes,
)
from clicklens.analysis.comparison_finding import describe
from clicklens.analysis.comparison_result import ComparedSide, Comparison, MovedRow, Moves
from clicklens.analysis.naming import day_name, shortened
from clicklens.analysis.rows_at_step import Pair, RowsAtStep
from clicklens.core.errors import NotFoundError, RequestError
from clicklens.core.interval import Interval

ROWS_SHOWN, BINS = 20, 40
FEWEST_ROWS = 2
LONGEST_VALUE = 80  # characters of a field's value


def compare(
    a: Captured,
    b: Captured,
    *,
    step: int | None = None,
    other_step: int | None = None,
    split: str | None = None,
    draws: int = 200,
    seed: int = 0,
) -> Comparison:
    """``b`` against ``a`` on the rows of ``split`` that both kept.

    Steps default to each one's best (or last, where no evaluation is kept); of one run with itself, to its best and its
    last. Raises RequestError for runs on other data or other tasks, or without a row in common; NotFoundError for a
    split or step that is not kept.
    """
    is_one_run = a.run.id == b.run.id
    first = a.best_or_last_step() if step is None else step
    second = other_step if other_step is not None else b.steps[-1] if is_one_run else b.best_or_last_step()
    if is_one_run and first == second:
        raise RequestError(f"run '{a.run.id}' at step {first} would be compared with itself; name another step")
    _refuse_unlike(a, b)
    split = a.held_out if split is None else split
    before, after = _shared_rows(a, b, first, second, split)
    pair = Pair(before=before, after=after, same_rows=True, draws=draws, seed=seed)
    names = (f"step {first:,}", f"step {second:,}")
    if not is_one_run:
        names = (f"{a.run.id} at step {first:,}", f"{b.run.id} at step {second:,}")
    return _compare(pair, split, names)


def auc_since_best(subject: Captured, *, draws: int = 200, seed: int = 0) -> Interval | None:
    """AUC at the last snapshot less AUC at the best one: what ``compare`` says of it, and nothing else.

    None where the best is the last. Raises RequestError as ``compare`` does.
    """
    best, last = subject.best_or_last_step(), subject.steps[-1]
    if best == last:
        return None
    before, after = _shared_rows(subject, subject, best, last, subject.held_out)
    pair = Pair(before=before, after=after, same_rows=True, draws=draws, seed=seed)
    return metric_change("auc", pair).difference


def compare_days(
    captured: Captured,
    day: int,
    other_day: int,
    step: int | None = None,
    *,
    split: str | None = None,
    draws: int = 200,
    seed: int = 0,
) -> Comparison:
    """Rows of ``other_day`` against those of ``day`` at one step (the best, when none is given).

    Raises RequestError for a day with itself, NotFoundError for a day without rows.
    """
    if day == other_day:
        raise RequestError(f"day {day} would be compared with itself; name another day")
    at = captured.best_or_last_step() if step is None else step
    split = captured.held_out if split is None else split
    captured.states(at, split)
    before, after = (
        RowsAtStep(captured, at, split, _rows_of_day(captured, split, known)) for known in (day, other_day)
    )
    pair = Pair(before=before, after=after, same_rows=False, draws=draws, seed=seed)
    return _compare(pair, split, (day_name(day), day_name(other_day)), days=(day, other_day))


def _compare(
    pair: Pair, split: str, names: tuple[str, str], days: tuple[int | None, int | None] = (None, None)
) -> Comparison:
    sides = [
        ComparedSide(name=name, run_id=rows.subject.run.id, step=rows.step, day=day, rows=len(rows.places))
        for rows, name, day in zip((pair.before, pair.after), names, days, strict=True)
    ]
    result = Comparison(
        run_id=pair.before.subject.run.id,
        rows={split: sides[0].rows if pair.same_rows else sides[0].rows + sides[1].rows},
        findings=(),
        split=split,
        before=sides[0],
        after=sides[1],
        same_rows=pair.same_rows,
        metrics=metric_changes(pair),
        shares=share_changes(pair),
        fluctuation=fluctuation_changes(pair),
        moved=_moved_rows(pair) if pair.same_rows else (),
        moves=_moves(pair) if pair.same_rows else None,
    )
    return result.model_copy(update={"findings": describe(result)})


def _refuse_unlike(a: Captured, b: Captured) -> None:
    if a.run.data_digest != b.run.data_digest:
        raise RequestError(
            f"run '{a.run.id}' was trained on '{a.run.features.name}' ({a.run.data_digest[:8]}) and run '{b.run.id}' "
            f"on '{b.run.features.name}' ({b.run.data_digest[:8]}): their rows are not the same. "
            "Compare runs on one encoded data set"
        )
    if a.task != b.task:
        raise RequestError(f"run '{a.run.id}' predicts '{a.task}' and run '{b.run.id}' predicts '{b.task}'")


def _shared_rows(a: Captured, b: Captured, step: int, other_step: int, split: str) -> tuple[RowsAtStep, RowsAtStep]:
    ids = [subject.states(at, split).example_ids for subject, at in ((a, step), (b, other_step))]
    _, left, right = np.intersect1d(ids[0], ids[1], return_indices=True)
    if len(left) < FEWEST_ROWS:
        raise RequestError(
            f"runs '{a.run.id}' and '{b.run.id}' kept {len(left)} rows of '{split}' in common (of {len(ids[0]):,} and "
            f"{len(ids[1]):,}); train both with the same capture.rows and capture.seed"
        )
    before, after = RowsAtStep(a, step, split, left), RowsAtStep(b, other_step, split, right)
    if (before.labels != after.labels).any():
        odd = int(np.argmax(before.labels != after.labels))
        raise RequestError(
            f"example {ids[0][left[odd]]} of '{split}' has the label {before.labels[odd]:g} in run '{a.run.id}' and "
            f"{after.labels[odd]:g} in run '{b.run.id}': they were trained on different data"
        )
    return before, after


def _rows_of_day(subject: Captured, split: str, day: int) -> NDArray[np.int64]:
    days = subject.rows(split)["day"]
    found = np.flatnonzero((days == day).fillna(False).to_numpy(dtype=bool))
    if len(found) < FEWEST_ROWS:
        known = sorted({int(value) for value in days.dropna()})
        raise NotFoundError(f"split '{split}' has {len(found)} rows of day {day}; its days are {known}")
    return found


def _moved_rows(pair: Pair) -> tuple[MovedRow, ...]:
    before, after = pair.before.pctr, pair.after.pctr
    order = np.argsort(-np.abs(after - before), kind="stable")[:ROWS_SHOWN]
    table = pair.before.table.iloc[order]
    fields = [name for name in table.columns if str(name).startswith("field:")]
    return tuple(
        MovedRow(
            example_id=int(row["example_id"]),
            clicked=bool(pair.before.labels[place] == 1),
            before=float(before[place]),
            after=float(after[place]),
            fields={str(name).removeprefix("field:"): _readable(row[name]) for name in fields},
        )
        for place, (_, row) in zip(order, table.iterrows(), strict=True)
    )


def _readable(value: object) -> str:
    if isinstance(value, (list, tuple, np.ndarray)):
        text = ", ".join(map(str, value))
    else:
        text = "missing" if value is None or value != value else str(value)
    return shortened(text, LONGEST_VALUE)


def _moves(pair: Pair) -> Moves:
    move = (pair.after.pctr - pair.before.pctr).astype(np.float64)
    reach = max(float(np.quantile(np.abs(move), 0.995)), 1e-6)
    edges = np.linspace(-reach, reach, BINS + 1)
    shares = []
    for label in (1, 0):
        counts = np.histogram(np.clip(move[pair.before.labels == label], -reach, reach), edges)[0]
        shares.append(tuple(float(share) for share in counts / max(counts.sum(), 1)))
    return Moves(
        edges=tuple(float(edge) for edge in edges),
        clicked=shares[0],
        not_clicked=shares[1],
        median=float(np.median(np.abs(move))),
    )
