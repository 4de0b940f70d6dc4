import pytest
import torch
from torch import Tensor, nn

from clicklens.capture.listen import listening
from clicklens.core.errors import RequestError


def a_tower() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))


def hooks(model: nn.Module) -> int:
    return sum(len(module._forward_hooks) for module in model.modules())


def test_it_hears_every_tap_and_leaves_no_hook() -> None:
    tower = a_tower()
    x = torch.randn(4, 2)
    with listening({"pre": tower[0], "after": tower[1]}) as states:
        tower(x)
        assert hooks(tower) == 2
    assert hooks(tower) == 0
    assert torch.equal(states["pre"], tower[0](x))
    assert torch.equal(states["after"], tower[0](x).relu())


def test_states_hold_on_to_no_graph() -> None:
    tower = a_tower()
    with listening({"pre": tower[0]}) as states:
        tower(torch.randn(4, 2))
    assert not states["pre"].requires_grad


def test_hooks_are_gone_after_an_error_and_the_error_is_not_hidden() -> None:
    tower = a_tower()
    with pytest.raises(RuntimeError, match="shapes"), listening({"pre": tower[0], "after": tower[1]}):
        tower(torch.randn(4, 5))
    assert hooks(tower) == 0


def test_the_hooks_of_others_stay() -> None:
    tower, heard = a_tower(), []
    tower[0].register_forward_hook(lambda *_: heard.append(1))
    with listening({"pre": tower[0]}):
        tower(torch.randn(4, 2))
    tower(torch.randn(4, 2))
    assert heard == [1, 1]


def test_a_tap_that_does_not_run_is_named() -> None:
    tower = a_tower()
    with pytest.raises(RequestError, match="tap 'aside' did not run"), listening({"aside": nn.Linear(1, 1)}):
        tower(torch.randn(4, 2))


class Odd(nn.Module):
    """Gives what it is told to, in place of a state."""

    def __init__(self, output: object) -> None:
        super().__init__()
        self.output = output

    def forward(self, _: Tensor) -> object:
        return self.output


@pytest.mark.parametrize(
    ("output", "words"),
    [(torch.zeros(4, 3, 2), r"\(4, 3, 2\)"), (torch.zeros(4), r"\(4,\)"), ((torch.zeros(4, 1), None), "tuple")],
)
def test_a_tap_that_gives_no_state_for_each_row_is_refused(output: object, words: str) -> None:
    odd = Odd(output)
    with pytest.raises(RequestError, match=f"tap 'odd' gives {words}; .*one tensor"), listening({"odd": odd}):
        odd(torch.zeros(4, 1))
    assert hooks(odd) == 0
