"""What a search may be asked for, and what is refused with the right words."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.search import Parameter, SearchSpec


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "give 'low' and 'high', or 'choices'"),
        ({"low": 1}, "give 'low' and 'high', or 'choices'"),
        ({"low": 1, "high": 2, "choices": [1]}, "not both"),
        ({"choices": [1, 2], "log": True}, "not both"),
        ({"choices": []}, "at least 1 item"),
        ({"choices": [[1, 2], [1, 2]]}, "the choice [1, 2] stands twice"),
        ({"low": 2, "high": 1}, "'low' must be the smaller one"),
        ({"low": 0, "high": 1, "log": True}, "begins above 0"),
        ({"low": 1, "high": 8, "log": True, "step": 1}, "not both"),
        ({"low": 1, "high": 8, "step": 0.5}, "whole step"),
        ({"low": 0.1, "hihg": 1}, "did you mean 'high'"),
        ({"low": float("nan"), "high": 1}, "finite number"),
    ],
)
def test_a_range_or_choices_that_make_no_sense_are_refused(values, told):
    with pytest.raises(ConfigError, match=told.replace("[", r"\[").replace("]", r"\]")):
        Parameter.parse(values, source="the test")


@pytest.mark.parametrize(
    ("values", "grid"),
    [
        ({"low": 1, "high": 4}, [1, 2, 3, 4]),
        ({"low": 1, "high": 8, "step": 3}, [1, 4, 7]),
        ({"low": 0.0, "high": 0.3, "step": 0.1}, [0.0, 0.1, 0.2, 0.30000000000000004]),
        ({"choices": [[8], [4]]}, [[8], [4]]),
        ({"low": 0.1, "high": 0.2}, None),
        ({"low": 1, "high": 1000, "log": True}, None),
    ],
)
def test_the_grid_of_a_setting_holds_every_value_once(values, grid):
    found = Parameter.parse(values, source="the test").grid()
    assert (None if found is None else list(found)) == grid


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"space": {}}, "at least 1 item"),
        ({}, "'space' is missing"),
        ({"space": {"a": {"choices": [1]}}, "trials": 0}, "greater than or equal to 1"),
        ({"space": {"a": {"choices": [1]}}, "metric": "ouc"}, "auc"),
        ({"space": {"a": {"choices": [1]}}, "sampler": "tpee"}, "tpe"),
        ({"space": {"a": {"choices": [1]}}, "prunner": "none"}, "did you mean 'pruner'"),
        (
            {"space": {"model": {"choices": [1]}, "model.hidden": {"choices": [1]}}},
            "'model.hidden' lies inside 'model'",
        ),
        ({"space": {"a": {"low": 0.1, "high": 1}}, "sampler": "grid"}, "needs 'choices' or a 'step' for 'a'"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(values, told):
    with pytest.raises(ConfigError, match=told):
        SearchSpec.parse(values, source="the test")


def test_a_grid_is_gone_through_once():
    spec = SearchSpec.parse(
        {"sampler": "grid", "space": {"a": {"choices": [1, 2]}, "b": {"low": 1, "high": 3}}}, source="the test"
    )
    assert (spec.trials, spec.grid_size, spec.wanted) == (30, 6, 6)
    assert spec.model_copy(update={"trials": 4}).wanted == 4
