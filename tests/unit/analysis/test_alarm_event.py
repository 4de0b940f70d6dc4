"""The alarm among the events of a run: from what snapshots noted, or from the snapshots of older runs."""

from pathlib import Path

import pytest

from clicklens.analysis import Captured, analyze
from clicklens.analysis.alarm_event import ALARM, KEY, events_with_alarm, first_alarm
from clicklens.core.run import EXPECTED_LOSS, RunEvent
from clicklens.store import open_store
from tests.captured_runs import make_captured
from tests.stored_values import make_run, make_snapshot

FALLING = [0.9, 0.9, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3]  # from 0.7 on: 0.5 and 0.4 are more than 1.34 times less


def test_it_rings_when_less_loss_has_been_expected_for_two_snapshots_running() -> None:
    points = [(100 * place, value) for place, value in enumerate(FALLING)]
    assert first_alarm(points) == 600
    assert first_alarm(points[:6]) is None
    assert first_alarm([]) is None
    assert first_alarm([(step, None) for step, _ in points]) is None


def test_what_snapshots_noted_is_enough_and_the_alarm_stands_where_it_rang(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add_run(make_run("a"))
    for place, value in enumerate(FALLING):
        step = 100 * place
        store.put_snapshot(make_snapshot(run_id="a", step=step))
        store.add_event("a", RunEvent(step=step, kind="snapshot", figures={EXPECTED_LOSS: value}, at=f"at {step}"))
    events = events_with_alarm(Captured(store, "a"))
    (alarm,) = [event for event in events if event.kind == ALARM]
    assert (alarm.step, alarm.at) == (600, "at 600")
    assert alarm.figures["measure"] == pytest.approx(0.7 / 0.4)
    assert "above 1.34 at 2 snapshots running" in alarm.text
    assert [event.step for event in events] == sorted(event.step for event in events)
    assert store.result("a", KEY) is None  # no snapshot was read
    assert first_alarm(store.courses()["a"].expected_loss) == 600


def test_snapshots_that_noted_nothing_are_read_once_and_ring_as_fluctuation_does(tmp_path: Path) -> None:
    subject = make_captured(tmp_path, steps=16, rows=300, overfit_from=500)
    found = analyze(subject, "fluctuation").alarm  # type: ignore[attr-defined]
    assert found.rang_at is not None
    assert [(e.kind, e.step) for e in events_with_alarm(subject) if e.kind == ALARM] == [(ALARM, found.rang_at)]
    kept = subject.store.result(subject.run.id, KEY)
    assert kept is not None
    events_with_alarm(subject)
    assert subject.store.result(subject.run.id, KEY) == kept


def test_a_kept_reading_that_other_hands_changed_is_made_anew(tmp_path: Path) -> None:
    subject = make_captured(tmp_path, steps=3, rows=40)
    subject.store.put_result(subject.run.id, KEY, "{}")
    assert not any(event.kind == ALARM for event in events_with_alarm(subject))
    assert "300" in (subject.store.result(subject.run.id, KEY) or "")


def test_a_run_without_snapshots_has_the_events_that_it_has(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add_run(make_run("a"))
    store.add_event("a", RunEvent(step=1, kind="best", at="now"))
    assert [event.kind for event in events_with_alarm(Captured(store, "a"))] == ["best"]
