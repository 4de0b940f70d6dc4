"""The training of many surrogates at once, each with a stop of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from clicklens.interactions.adam import Adam
from clicklens.interactions.draw import draw
from clicklens.interactions.surrogate import Precision, Surrogates, SurrogateSettings

ROWS_JUDGED = 500  # validation rows of each instance that pass at once
NUMBERS: dict[Precision, torch.dtype] = {"full": torch.float32, "bf16": torch.bfloat16}
FLAT = 1e-6  # a target whose deviation is this part of its size is a constant


@dataclass(frozen=True)
class Fit:
    """Surrogates at the epoch that was best on their validation rows."""

    surrogates: Surrogates
    losses: Tensor  # (I,) mean squared error on the validation rows, in deviations of the target
    epochs: Tensor  # int64 (I,), that were trained, the last ones in vain


def fit_surrogates(
    inputs: Tensor,
    targets: Tensor,
    *,
    train: int,
    validation: int,
    seeds: Sequence[Sequence[int]],
    settings: SurrogateSettings,
) -> Fit:
    """Trains I surrogates together and stops each by its own validation loss.

    inputs (I, n, F), targets (I, n); the first ``train`` rows are learnt, the next ``validation`` judge. All run on the
    device of ``inputs``. A surrogate depends on its own rows and seed, whatever is trained beside it. Inputs that are
    bool are learnt as ± ½: around a middle that is not 0, Adam takes two to three times the epochs.
    """
    goal, mean, scale = _standardised(targets, train)
    centre = 0.5 if inputs.dtype == torch.bool else 0.0
    start = Surrogates.drawn(fields=inputs.shape[2], seeds=seeds, settings=settings, mean=mean, scale=scale)
    rows = inputs[:, : train + validation].to(NUMBERS[settings.precision]) - centre
    state = _Training(start, rows, goal, settings)
    judged = slice(train, train + validation)
    for epoch in range(settings.epochs):
        state.train_epoch(_order(train, epoch).to(inputs.device))
        state.judge(judged)
        if not len(state.active):
            break
    return Fit(surrogates=state.best().moved(-centre), losses=state.least, epochs=state.epochs)


class _Training:
    """The instances that still learn, and the best that each has been."""

    def __init__(self, start: Surrogates, inputs: Tensor, goal: Tensor, settings: SurrogateSettings) -> None:
        self.settings = settings
        self.start = start
        self.inputs, self.goal = inputs, goal  # (A, n, F), (A, n)
        self.steps = 0
        instances, device = len(inputs), inputs.device
        self.active = torch.arange(instances, device=device)
        self.now = start.with_parameters([p.clone() for p in start.parameters()], start.mean, start.scale)
        self.adam = Adam(self.now.parameters(), learning_rate=settings.learning_rate)
        self.kept = [p.clone() for p in start.parameters()]
        self.least = torch.full((instances,), torch.inf, device=device)
        self.epochs = torch.zeros(instances, dtype=torch.int64, device=device)
        self.vain = torch.zeros(instances, dtype=torch.int64, device=device)  # epochs without a better loss

    def train_epoch(self, order: Tensor) -> None:
        """Every row of ``order`` (n,) once, ``batch_rows`` a step."""
        x, y = self.inputs.index_select(1, order), self.goal.index_select(1, order)
        size = self.settings.batch_rows
        steps = math.ceil(len(order) / size) * self.settings.epochs
        for first in range(0, len(order), size):
            self.adam.learning_rate = self.settings.rate(self.steps / steps)
            self._step(x[:, first : first + size], y[:, first : first + size])
            self.steps += 1
        self.epochs[self.active] += 1

    def judge(self, rows: slice) -> None:
        """Keeps those that became better, and lets those go that have not for too long."""
        losses = self._losses(rows)
        is_better = losses < self.least[self.active]
        better = self.active[is_better]
        self.least[better] = losses[is_better]
        for kept, tensor in zip(self.kept, self.now.parameters(), strict=True):
            kept[better] = tensor[is_better]
        self.vain[self.active] += 1
        self.vain[better] = 0
        stays = self.vain[self.active] <= self.settings.patience
        if not bool(stays.all()):
            self._go_on_with(stays.nonzero().squeeze(1))

    def best(self) -> Surrogates:
        """All instances, as they were at their best."""
        return self.start.with_parameters(self.kept, self.start.mean, self.start.scale)

    def _step(self, x: Tensor, y: Tensor) -> None:
        """One step of Adam on the mean squared error, plus l1 Σ |W| of the network: x (A, B, F), y (A, B)."""
        leaves = [p.detach().requires_grad_() for p in self.now.parameters()]  # the same numbers, no copies
        loss = (self._told(leaves, x) - y).square().mean(dim=1).sum()
        gradients = torch.autograd.grad(loss, leaves)
        with torch.no_grad():
            for place in range(len(self.now.mlp.weights)) if self.settings.l1 else ():
                gradients[place].add_(leaves[place].sign(), alpha=self.settings.l1)
            self.adam.step(leaves, gradients)

    @torch.no_grad()
    def _losses(self, rows: slice) -> Tensor:
        total = torch.zeros(len(self.active), device=self.inputs.device)
        for first in range(rows.start, rows.stop, ROWS_JUDGED):
            part = slice(first, min(first + ROWS_JUDGED, rows.stop))
            told = self._told(self.now.parameters(), self.inputs[:, part])
            total += (told - self.goal[:, part]).square().sum(dim=1)
        mean: Tensor = total / (rows.stop - rows.start)
        return mean

    def _told(self, parameters: Sequence[Tensor], x: Tensor) -> Tensor:
        """x (A, B, F) -> (A, B), computed with the numbers of x and told in float32"""
        same = [p.to(x.dtype) for p in parameters]
        return self.now.with_parameters(same, self.now.mean, self.now.scale).standardised(x).float()

    def _go_on_with(self, places: Tensor) -> None:
        self.active = self.active[places]
        self.inputs, self.goal = self.inputs[places], self.goal[places]
        parameters = [p.detach()[places] for p in self.now.parameters()]
        self.now = self.now.with_parameters(parameters, self.now.mean[places], self.now.scale[places])
        self.adam.go_on_with(places)


def _standardised(targets: Tensor, train: int) -> tuple[Tensor, Tensor, Tensor]:
    """-> (I, n) with mean 0 and deviation 1 in training, the means and the deviations (I,); a constant becomes 0."""
    learnt = targets[:, :train].double()
    mean, deviation = learnt.mean(dim=1), learnt.std(dim=1, correction=0)
    is_flat = deviation <= FLAT * learnt.abs().amax(dim=1)
    scale = torch.where(is_flat, torch.zeros_like(deviation), deviation)
    goal = (targets.double() - mean[:, None]) / torch.where(is_flat, torch.inf, deviation)[:, None]
    return goal.float(), mean.float(), scale.float()


def _order(rows: int, epoch: int) -> Tensor:
    """The rows shuffled, for all instances alike: their rows differ, so nothing is shared but the numbers."""
    return torch.from_numpy(draw("order", epoch).permutation(rows))
