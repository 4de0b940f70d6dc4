"""Comparing runs, steps and days: what is paired, what is refused, and what is found."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from clicklens.analysis.captured import Captured
from clicklens.analysis.comparison import auc_since_best, compare, compare_days
from clicklens.core.errors import NotFoundError, RequestError
from clicklens.core.snapshot import Snapshot, SplitStates
from tests.captured_runs import RUN_ID, make_captured
from tests.memory_store import MemoryStore


def renamed(
    subject: Captured, name: str = "other", *, change: Callable[[SplitStates], SplitStates] | None = None, **run: object
) -> Captured:
    """The same run kept under another id, its states put through ``change``."""
    store = MemoryStore()
    store.add_run(subject.run.model_copy(update={"id": name, **run}))
    store.add_metrics(name, subject.store.metrics(RUN_ID))
    for split in subject.splits:
        store.put_sample(name, split, subject.store.sample(RUN_ID, split))
    for step in subject.steps:
        kept = {split: subject.states(step, split) for split in subject.splits}
        splits = {split: states if change is None else change(states) for split, states in kept.items()}
        store.put_snapshot(Snapshot(info=subject.info(step).model_copy(update={"run_id": name}), splits=splits))
    return Captured(store, name)


def test_an_over_fitted_step_is_worse_than_the_best() -> None:
    subject = make_captured(steps=6, rows=400, overfit_from=400)
    result = compare(subject, subject, step=300, other_step=600)
    auc = next(change for change in result.metrics if change.name == "auc")
    assert auc.difference is not None
    assert auc.difference.high < 0
    assert result.findings[0].severity == "warning"
    assert "worse, beyond chance" in result.finding
    assert any("`user_id`" in finding.text for finding in result.findings)


def test_steps_of_one_run_default_to_its_best_and_its_last() -> None:
    subject = make_captured(steps=6, rows=300, overfit_from=400)
    result = compare(subject, subject, draws=40)
    assert (result.before.step, result.after.step) == (subject.best_step(), 600)
    assert (result.before.name, result.after.name) == (f"step {subject.best_step()}", "step 600")


def test_two_runs_default_to_the_best_step_of_each() -> None:
    a, b = make_captured(steps=3, rows=100), renamed(make_captured(steps=4, rows=100))
    result = compare(a, b, draws=40)
    assert (result.before.step, result.after.step) == (a.best_step(), b.best_step())
    assert result.after.name == f"other at step {b.best_step()}"
    assert result.run_id == RUN_ID


def test_a_step_is_not_compared_with_itself() -> None:
    subject = make_captured(steps=2, rows=60)
    with pytest.raises(RequestError, match="at step 100 would be compared with itself"):
        compare(subject, subject, step=100, other_step=100)


def test_runs_on_other_data_are_refused_by_name() -> None:
    other = renamed(make_captured(steps=1, rows=60), data_digest="f" * 64)
    with pytest.raises(RequestError, match=r"'made-up' was trained on 'made-up' .* 'other' on .* not the same"):
        compare(make_captured(steps=1, rows=60), other)


def test_runs_without_a_row_in_common_are_refused() -> None:
    mine = make_captured(steps=1, rows=60)
    other = renamed(mine, change=lambda states: replace(states, example_ids=states.example_ids + 5000))
    with pytest.raises(RequestError, match=r"kept 0 rows of 'test' in common.*capture.seed"):
        compare(mine, other)


def test_only_rows_that_both_kept_are_used_whatever_their_order() -> None:
    mine = make_captured(steps=1, rows=60)
    order = np.random.default_rng(0).permutation(60)

    def shuffle(states: SplitStates) -> SplitStates:
        ids = states.example_ids[order] + 1_000 * (np.arange(60) >= 40)  # a third are rows that only one side kept
        labels, logits = states.labels["click"][order], states.logits["click"][order]
        return replace(states, example_ids=ids, labels={"click": labels}, logits={"click": logits})

    result = compare(mine, renamed(mine, change=shuffle), draws=40)
    assert result.rows == {"test": 40}
    assert "40 rows of test that both kept" in result.finding
    assert result.moves is not None
    assert result.moves.median == 0  # the same model on the same rows


def test_a_label_that_differs_is_named() -> None:
    mine = make_captured(steps=1, rows=60)

    def flip(states: SplitStates) -> SplitStates:
        labels = states.labels["click"].copy()
        labels[3] = 1 - labels[3]
        return replace(states, labels={"click": labels})

    with pytest.raises(RequestError, match=r"example 1000003 of 'test' has the label"):
        compare(mine, renamed(mine, change=flip))


def test_a_missing_split_or_step_is_named() -> None:
    subject = make_captured(steps=2, rows=60)
    with pytest.raises(NotFoundError, match="kept no split 'tset'; did you mean 'test'"):
        compare(subject, subject, step=100, other_step=200, split="tset")
    with pytest.raises(NotFoundError, match="no snapshot at step 150"):
        compare(subject, subject, step=150, other_step=200)


def test_the_rows_that_moved_most_come_with_what_people_read() -> None:
    subject = make_captured(steps=3, rows=100)
    result = compare(subject, subject, step=100, other_step=300, draws=40)
    move = subject.pctr(300, "test") - subject.pctr(100, "test")
    first = result.moved[0]
    place = int(np.argmax(np.abs(move)))
    assert first.example_id == 1_000_000 + place
    assert first.after - first.before == pytest.approx(move[place], abs=1e-6)
    assert set(first.fields) == {"user_id", "city", "item_id", "hour"}
    assert len(result.moved) == 20


def test_moves_are_shares_of_each_class() -> None:
    subject = make_captured(steps=3, rows=100)
    moves = compare(subject, subject, step=100, other_step=300, draws=40).moves
    assert moves is not None
    assert sum(moves.clicked) == pytest.approx(1)
    assert sum(moves.not_clicked) == pytest.approx(1)
    assert len(moves.edges) == len(moves.clicked) + 1


def test_two_days_are_compared_on_their_own_rows() -> None:
    subject = make_captured(steps=2, rows=240, days=3)
    result = compare_days(subject, 1, 3, draws=40)
    assert (result.before.day, result.after.day) == (1, 3)
    assert (result.before.rows, result.after.rows) == (80, 80)
    assert result.rows == {"test": 160}
    assert not result.same_rows
    assert result.moved == ()
    assert "click_rate" in {change.name for change in result.metrics}


def test_days_of_one_world_do_not_differ_beyond_chance() -> None:
    subject = make_captured(steps=2, rows=600, days=2)
    auc = next(change for change in compare_days(subject, 1, 2).metrics if change.name == "auc")
    assert auc.difference is not None
    assert not auc.difference.excludes_zero


def test_a_day_without_rows_names_the_days() -> None:
    subject = make_captured(steps=1, rows=60)
    with pytest.raises(NotFoundError, match=r"0 rows of day 9; its days are \[1, 2, 3\]"):
        compare_days(subject, 1, 9)
    with pytest.raises(RequestError, match="compared with itself"):
        compare_days(subject, 1, 1)
    with pytest.raises(NotFoundError, match=r"its days are \[\]"):
        compare_days(make_captured(steps=1, rows=60, days=None), 1, 2)


def test_what_was_lost_since_the_best_step_is_what_a_comparison_says() -> None:
    subject = make_captured(steps=8, rows=300, overfit_from=500)
    change = next(change for change in compare(subject, subject).metrics if change.name == "auc")
    assert change.difference is not None
    assert auc_since_best(subject) == change.difference
    assert auc_since_best(make_captured(steps=1, rows=40)) is None
