"""The training of many at once."""

import pytest
import torch

from clicklens.interactions.adam import Adam
from clicklens.interactions.fit import fit_surrogates
from clicklens.interactions.sample import sample_kept
from clicklens.interactions.surrogate import Surrogates, SurrogateSettings

SETTINGS = SurrogateSettings(hidden=(16, 8), epochs=30, batch_rows=50)


def rows_of(instances: int, rows: int = 600) -> tuple[torch.Tensor, torch.Tensor]:
    """Instance i: a product of two fields and a sum, each with a scale of its own."""
    x = torch.rand(instances, rows, 4, generator=torch.Generator().manual_seed(0)) * 2 - 1
    scale = torch.arange(1.0, instances + 1)[:, None]
    return x, scale * (x[..., 0] * x[..., 1] + 0.5 * x[..., 2]) + 3


def fit(x, y, settings=SETTINGS, seeds=None):
    seeds = seeds or [(0, place) for place in range(len(x))]
    return fit_surrogates(x, y, train=400, validation=100, seeds=seeds, settings=settings)


@pytest.mark.parametrize("main_effects", ["none", "linear", "nets"])
def test_each_learns_its_own_target_in_its_own_unit(main_effects):
    x, y = rows_of(3)
    found = fit(x, y, SETTINGS.model_copy(update={"main_effects": main_effects}))
    missed = (found.surrogates(x[:, 500:]) - y[:, 500:]).square().mean(dim=1) / y[:, 500:].var(dim=1)
    assert missed.max() < 0.05
    assert found.losses.max() < 0.05


def test_one_is_what_it_would_be_alone():
    x, y = rows_of(3)
    together, alone = fit(x, y), fit(x[1:2], y[1:2], seeds=[(0, 1)])
    assert together.epochs[1] == alone.epochs[0]
    for many, one in zip(together.surrogates.parameters(), alone.surrogates.parameters(), strict=True):
        torch.testing.assert_close(many[1:2], one, rtol=1e-2, atol=1e-3)


def test_each_stops_by_its_own_loss_at_its_best_epoch():
    """Noise cannot be learnt, so it stops early and is kept as it was before it learnt rows by heart."""
    x, y = rows_of(2)
    y = torch.stack([y[0], torch.randn(len(y[1]), generator=torch.Generator().manual_seed(1))])
    found = fit(x, y, SETTINGS.model_copy(update={"epochs": 60}))
    assert found.epochs[1] < found.epochs[0] <= 60
    assert found.losses[0] < 0.05
    told = found.surrogates.standardised(x[:, 400:500])
    goal = (y - y[:, :400].mean(dim=1, keepdim=True)) / y[:, :400].std(dim=1, keepdim=True, correction=0)
    torch.testing.assert_close((told - goal[:, 400:500]).square().mean(dim=1), found.losses, rtol=1e-4, atol=1e-5)


def test_l1_empties_the_network_and_leaves_main_effects():
    x, y = rows_of(1)
    settings = SETTINGS.model_copy(update={"main_effects": "linear"})
    free, bound = (fit(x, y, settings.model_copy(update={"l1": l1})) for l1 in (0.0, 0.05))
    sizes = [sum(w.abs().sum() for w in found.surrogates.mlp.weights) for found in (free, bound)]
    assert sizes[1] < 0.05 * sizes[0]
    assert bound.surrogates.main[0, 2] > 0.3


def test_a_constant_target_is_answered_exactly():
    x = torch.rand(1, 600, 4)
    found = fit(x, torch.full((1, 600), -4.25))
    assert found.surrogates(x).unique().tolist() == [-4.25]
    assert found.surrogates.scale.tolist() == [0.0]


def test_the_first_step_is_that_of_torchs_autograd_on_the_written_loss():
    """One batch, one epoch: Adam's first step is lr · sign of the gradient of MSE + l1 Σ |W|."""
    x, y = rows_of(2)
    settings = SurrogateSettings(hidden=(5,), epochs=1, batch_rows=400, l1=0.3, learning_rate=0.001)
    found = fit(x, y, settings)
    mean, scale = y[:, :400].mean(dim=1), y[:, :400].std(dim=1, correction=0)
    start = Surrogates.drawn(fields=4, seeds=[(0, 0), (0, 1)], settings=settings, mean=mean, scale=scale)
    leaves = [p.clone().requires_grad_() for p in start.parameters()]
    model = start.with_parameters(leaves, mean, scale)
    goal = (y - mean[:, None]) / scale[:, None]
    loss = (model.standardised(x[:, :400]) - goal[:, :400]).square().mean(dim=1).sum()
    loss = loss + 0.3 * sum(w.abs().sum() for w in model.mlp.weights)
    for before, gradient, after in zip(
        leaves, torch.autograd.grad(loss, leaves), found.surrogates.parameters(), strict=True
    ):
        clear = gradient.abs() > 1e-4
        step = (after - before)[clear]
        torch.testing.assert_close(step, -0.001 * gradient[clear].sign(), rtol=1e-2, atol=1e-6)


def test_the_rate_stays_or_goes_down_half_a_cosine(monkeypatch):
    rates = []
    step = Adam.step
    monkeypatch.setattr(Adam, "step", lambda self, *given: rates.append(self.learning_rate) or step(self, *given))
    x, y = rows_of(1)
    settings = SurrogateSettings(hidden=(4,), epochs=2, patience=9, batch_rows=200, learning_rate=0.1)
    fit(x, y, settings.model_copy(update={"schedule": "constant"}))
    assert rates == [0.1] * 4
    rates.clear()
    fit(x, y, settings)
    assert rates == pytest.approx([0.1, 0.05 * (1 + 0.5**0.5), 0.05, 0.05 * (1 - 0.5**0.5)])


def kept_rows(instances: int = 2) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of kept and off fields, and a product of two and a sum."""
    kept = torch.rand(instances, 600, 4, generator=torch.Generator().manual_seed(2)) < 0.5
    x = kept.float()
    return kept, 2 * x[..., 0] * x[..., 1] - x[..., 2] + 1


@pytest.mark.parametrize("main_effects", ["none", "linear", "nets"])
def test_kept_rows_are_learnt_around_their_middle_and_answered_as_they_are(main_effects):
    kept, y = kept_rows()
    found = fit(kept, y, SETTINGS.model_copy(update={"main_effects": main_effects}))
    told = found.surrogates(kept[:, 400:500].float())
    missed = (told - y[:, 400:500]).square().mean(dim=1) / found.surrogates.scale.square()
    torch.testing.assert_close(missed, found.losses, rtol=1e-3, atol=1e-6)
    assert found.losses.max() < 0.01


def test_kept_rows_take_fewer_epochs_than_the_same_rows_as_numbers():
    """Of many fields, where rows differ most in how many are off."""
    kept = torch.from_numpy(sample_kept(fields=39, rows=2300, example_ids=range(4)))
    x = kept.float()
    y = 2 * x[..., 0] * x[..., 1] - 2 * x[..., 2] * x[..., 3] + x @ torch.linspace(-1, 1, 39)
    settings = SurrogateSettings(hidden=(64, 32), epochs=6)
    seeds = [(0, place) for place in range(4)]
    around, apart = (
        fit_surrogates(rows, y, train=2000, validation=300, seeds=seeds, settings=settings) for rows in (kept, x)
    )
    assert around.losses.mean() < 0.6 * apart.losses.mean()


def test_rounded_products_learn_nearly_the_same():
    kept, y = kept_rows()
    found = fit(kept, y, SETTINGS.model_copy(update={"precision": "bf16"}))
    assert found.losses.max() < 0.01
    assert all(p.dtype == torch.float32 for p in found.surrogates.parameters())
