from typing import get_args

import pytest

from clicklens.training import event as module
from clicklens.training.event import Event, StepDone


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_every_event_says_at_which_step_and_cannot_be_changed(kind: type) -> None:
    assert next(iter(kind.__annotations__)) == "step"
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_every_event_of_the_module_is_one_of_the_events() -> None:
    classes = {value for value in vars(module).values() if isinstance(value, type) and hasattr(value, "step")}
    declared = {v for v in vars(module).values() if hasattr(v, "__dataclass_fields__")}
    assert declared == set(get_args(Event))
    assert classes <= declared


def test_events_with_equal_contents_are_equal() -> None:
    values = {"step": 1, "epoch": 0.5, "loss": 0.1, "rows": 2, "seconds": 0.1, "ends_epoch": False, "is_last": False}
    assert StepDone(**values) == StepDone(**values)  # type: ignore[arg-type]
