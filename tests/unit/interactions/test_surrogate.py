"""What stands in for a black box."""

import pytest
import torch

from clicklens.interactions.surrogate import Surrogates, SurrogateSettings

SEEDS = [(0, 1), (0, 2)]


def drawn(main_effects: str) -> Surrogates:
    settings = SurrogateSettings(hidden=(5, 4), main_effects=main_effects)
    return Surrogates.drawn(
        fields=3, seeds=SEEDS, settings=settings, mean=torch.tensor([1.0, -2.0]), scale=torch.tensor([3.0, 0.5])
    )


@pytest.mark.parametrize("main_effects", ["none", "linear", "nets"])
def test_its_answer_is_in_the_targets_unit(main_effects):
    surrogates, x = drawn(main_effects), torch.randn(2, 6, 3)
    expected = surrogates.standardised(x) * torch.tensor([[3.0], [0.5]]) + torch.tensor([[1.0], [-2.0]])
    torch.testing.assert_close(surrogates(x), expected)


@pytest.mark.parametrize("main_effects", ["none", "linear", "nets"])
def test_its_tensors_go_out_and_in(main_effects):
    surrogates, x = drawn(main_effects), torch.randn(2, 6, 3)
    second = surrogates.with_parameters([p[1:] for p in surrogates.parameters()], torch.zeros(1), torch.ones(1))
    torch.testing.assert_close(second.standardised(x[1:]), surrogates.standardised(x)[1:])
    assert all(len(p) == 2 for p in surrogates.parameters())


def test_a_main_effect_reads_its_own_field_alone():
    """What the nets add moves by the same amount when a field moves, whatever the others are."""
    surrogates = drawn("nets")
    main = surrogates.with_parameters(
        [torch.zeros_like(p) if n < 6 else p for n, p in enumerate(surrogates.parameters())],
        torch.zeros(2),
        torch.ones(2),
    )
    x, other = torch.randn(2, 1, 3), torch.randn(2, 1, 3)
    moved, other_moved = x.clone(), other.clone()
    other[..., 1], other_moved[..., 1], moved[..., 1] = x[..., 1], 0.7, 0.7
    torch.testing.assert_close(main(moved) - main(x), main(other_moved) - main(other))
    assert (main(moved) - main(x)).abs().max() > 1e-3


def test_linear_main_effects_start_at_nothing():
    torch.testing.assert_close(
        drawn("linear").standardised(torch.ones(2, 1, 3)), drawn("none").mlp(torch.ones(2, 1, 3))
    )


def test_a_main_effect_does_not_start_with_the_numbers_of_the_network():
    """Trailing zeros of a seed are no seed: (0, 1) and (0, 1, 0) would draw alike."""
    surrogates = drawn("nets")
    network = surrogates.mlp.weights[0][0].flatten()[:4] * 3**0.5  # uniform on ± 1
    assert not torch.allclose(network, surrogates.main.weights[0][0].flatten()[:4])


@pytest.mark.parametrize("main_effects", ["none", "linear", "nets"])
def test_moved_it_answers_what_it_answered_elsewhere(main_effects):
    surrogates, x = drawn(main_effects), torch.randn(2, 6, 3)
    if main_effects == "linear":
        surrogates.main += torch.tensor([0.5, -1.0, 2.0])
    torch.testing.assert_close(surrogates.moved(-0.5)(x), surrogates(x - 0.5))


def test_a_decaying_rate_goes_down_after_whole_epochs():
    settings = SurrogateSettings(schedule="decay", epochs=4, learning_rate=0.1)
    rates = [settings.rate(step / 12) for step in range(12)]
    assert rates == pytest.approx([0.1] * 3 + [0.095] * 3 + [0.09025] * 3 + [0.0857375] * 3)
