"""Requests with some settings changed."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.job import AnalyzeRequest, TrainRequest
from clicklens.jobs.edited import edited, merged


def test_changes_reach_into_mappings_and_leave_the_rest() -> None:
    before = TrainRequest(spec={"model": {"kind": "gwen", "hidden": [8]}, "training": {"epochs": 1, "seed": 3}})
    after = edited(before, {"training": {"epochs": 4}})
    assert after == TrainRequest(spec={"model": {"kind": "gwen", "hidden": [8]}, "training": {"epochs": 4, "seed": 3}})
    assert before.spec["training"]["epochs"] == 1


def test_another_kind_starts_from_its_own_defaults() -> None:
    values = {"model": {"kind": "gwen", "hidden": [8]}}
    assert merged(values, {"model": {"kind": "logistic"}}) == {"model": {"kind": "logistic"}}
    assert merged(values, {"model": {"kind": "gwen", "dim": 2}}) == {"model": {"kind": "gwen", "hidden": [8], "dim": 2}}


def test_a_question_can_be_asked_of_another_run() -> None:
    before = AnalyzeRequest(run="a", analysis="saliency", settings={"split": "test"})
    after = AnalyzeRequest(run="b", analysis="saliency", settings={"split": "test", "step": 3})
    assert edited(before, {"run": "b", "settings": {"step": 3}}) == after


def test_an_unknown_setting_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'settings'"):
        edited(AnalyzeRequest(run="a", analysis="x"), {"setings": {}})
