import pytest
from torch import nn

from clicklens.models import in_eval_mode


def half_asleep() -> nn.Sequential:
    model = nn.Sequential(nn.Dropout(), nn.Dropout()).train()
    model[0].eval()
    return model


def modes(model: nn.Module) -> list[bool]:
    return [module.training for module in model.modules()]


def test_every_module_is_in_eval_mode_inside_and_as_it_was_outside() -> None:
    model = half_asleep()
    before = modes(model)
    with in_eval_mode(model):
        assert modes(model) == [False, False, False]
    assert modes(model) == before == [True, False, True]


def test_the_modes_come_back_after_an_error_too() -> None:
    model = half_asleep()
    with pytest.raises(ValueError, match="broken"), in_eval_mode(model):
        raise ValueError("broken")
    assert modes(model) == [True, False, True]
