from dataclasses import FrozenInstanceError

import pytest
from pydantic import ValidationError

from clicklens.core.errors import ConfigError
from clicklens.core.snapshot import SnapshotInfo, Tap
from tests.stored_values import make_snapshot


def test_an_info_survives_json() -> None:
    info = make_snapshot().info
    assert SnapshotInfo.model_validate_json(info.to_json()) == info


def test_gradients_may_be_left_out() -> None:
    info = SnapshotInfo(run_id="a", step=0, epoch=0, taken_at="", rows={}, taps=(), tasks=())
    assert info.gradient_task is None
    assert info.gradient_fields == ()


def test_a_tap_has_neurons_and_may_have_no_value_before_it() -> None:
    assert Tap(name="embedding", width=1).nonlinearity is None
    with pytest.raises(ConfigError, match="Tap: 'width' is 0"):
        Tap(name="hidden", width=0)


def test_steps_and_epochs_do_not_run_backwards() -> None:
    for changes in ({"step": -1}, {"epoch": -1}):
        with pytest.raises(ValidationError):
            SnapshotInfo.model_validate({**make_snapshot().info.model_dump(), **changes})


def test_states_cannot_be_exchanged() -> None:
    snapshot = make_snapshot()
    states = snapshot.splits["train"]
    for value, name in ((snapshot, "info"), (states, "labels"), (next(iter(states.neurons.values())), "mean")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)
