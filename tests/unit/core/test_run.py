from typing import Any

import pytest
from pydantic import ValidationError

from clicklens.core.errors import ConfigError
from clicklens.core.run import MetricPoint, Run, RunEvent
from tests.stored_values import make_run


def test_a_run_survives_json() -> None:
    run = make_run(tags=("a",), environment={"torch": "2"}, finished_at="2026-01-01T00:00:01Z")
    assert Run.model_validate_json(run.to_json()) == run


@pytest.mark.parametrize("run_id", ["a", "0", "gwen-20260101.2_b", "a" * 100, "a..b"])
def test_an_id_can_be_the_name_of_a_folder(run_id: str) -> None:
    assert make_run(run_id).id == run_id


@pytest.mark.parametrize(
    "run_id", ["", "A", "-a", ".a", "..", "a/b", "a\\b", "a b", "é", "a\n", "a\0", "a" * 101, "~", "_a", "测试"]
)
def test_what_is_no_safe_name_of_a_folder_is_no_id(run_id: str) -> None:
    with pytest.raises(ValidationError):
        make_run(run_id)


@pytest.mark.parametrize("changes", [{"state": "queued"}, {"spec": None}, {"environment": {"threads": 2}}, {"x": 1}])
def test_a_run_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_run(**changes)


def test_two_runs_do_not_share_their_environment() -> None:
    assert make_run().environment is not make_run().environment


def test_an_undefined_metric_is_none_and_never_nan() -> None:
    point = MetricPoint(step=1, epoch=0.5, split="test", values={"auc": None, "log_loss": 0.3})
    assert MetricPoint.model_validate_json(point.to_json()) == point
    assert point.day is None
    with pytest.raises(ConfigError):
        MetricPoint(step=1, epoch=0.5, split="test", values={"auc": float("nan")})


@pytest.mark.parametrize("changes", [{"step": -1}, {"epoch": -0.1}, {"step": 1.5}, {"values": None}])
def test_a_point_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MetricPoint.model_validate({"step": 1, "epoch": 0, "split": "test", "values": {}, **changes})


def test_an_event_happens_at_a_step() -> None:
    event = RunEvent(step=5, kind="alarm", at="2026-01-01T00:00:00Z")
    assert event.text == ""
    with pytest.raises(ConfigError):
        RunEvent(step=-1, kind="alarm", at="")
