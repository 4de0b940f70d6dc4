"""Surrogates: small networks that stand in for a black box, one for each instance, trained together as one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import torch
from pydantic import Field as Setting
from torch import Tensor

from clicklens.core.record import Record
from clicklens.interactions.draw import draw
from clicklens.interactions.stacked_mlp import Activation, StackedMlp, Start

MainEffects = Literal["none", "linear", "nets"]
Schedule = Literal["constant", "cosine", "decay"]
Precision = Literal["full", "bf16"]
DECAY = 0.95  # of the rate after each epoch, as NID's first code has it
MAIN_EFFECT_HIDDEN = (10, 10, 10)  # of the nets of arXiv:1705.04977


class SurrogateSettings(Record):
    """How a surrogate looks and is trained. The network is that of GLIDER's code (arXiv:2006.10966).

    So is its training but for the schedule: there the rate is constant, for up to 100 epochs.
    """

    hidden: tuple[int, ...] = Setting(default=(256, 128, 64), min_length=1)  # neurons
    activation: Activation = "relu"
    start: Start = "uniform"  # of the weights: as torch's own, or "normal" with a deviation of 0.1, as NID's first code
    main_effects: MainEffects = "none"  # beside the network, so that they stay out of its first layer
    l1: float = Setting(default=1e-4, ge=0)  # on the network's weights; not on biases, not on main effects
    learning_rate: float = Setting(default=0.01, gt=0)  # of Adam, at the start
    schedule: Schedule = "cosine"  # of the rate: half a cosine, to 0 at the end; "decay": × 0.95 after each epoch
    batch_rows: int = Setting(default=100, ge=1)
    epochs: int = Setting(default=12, ge=1)  # at most
    patience: int = Setting(default=5, ge=0)  # epochs without a better validation loss that are borne; the next ends it
    precision: Precision = "full"  # of products: float32, or bfloat16 where the processor has instructions for it

    def rate(self, way: float) -> float:
        """The learning rate after this part of all epochs, 0 to 1."""
        if self.schedule == "constant":
            return self.learning_rate
        if self.schedule == "decay":
            return self.learning_rate * DECAY ** int(way * self.epochs + 1e-6)  # of whole epochs
        return self.learning_rate * (1 + math.cos(math.pi * way)) / 2


class Surrogates:
    """g(x) = MLP(x) + Σ_i u_i(x_i), scaled to the target: one for each of I instances.

    u_i are small nets of one field each, or w_i x_i, or nothing.
    """

    def __init__(self, mlp: StackedMlp, main: StackedMlp | Tensor | None, *, mean: Tensor, scale: Tensor) -> None:
        """``main``: a stack of I · F nets, or weights (I, F). mean, scale (I,): of the target in training."""
        self.mlp = mlp
        self.main = main
        self.mean = mean
        self.scale = scale

    @classmethod
    def drawn(
        cls,
        *,
        fields: int,
        seeds: Sequence[Sequence[int]],
        settings: SurrogateSettings,
        mean: Tensor,
        scale: Tensor,
    ) -> Surrogates:
        """Fresh ones on the device of ``mean``; each depends on its own seed alone."""
        device = mean.device
        streams = [draw("network", *seed) for seed in seeds]
        mlp = StackedMlp.drawn(
            (fields, *settings.hidden), streams, activation=settings.activation, start=settings.start, device=device
        )
        main: StackedMlp | Tensor | None = None
        if settings.main_effects == "linear":
            main = torch.zeros(len(seeds), fields, device=device)
        elif settings.main_effects == "nets":
            own = [draw("main effect", *seed, field) for seed in seeds for field in range(fields)]
            main = StackedMlp.drawn(
                (1, *MAIN_EFFECT_HIDDEN), own, start=settings.start, output_bias=False, device=device
            )
        return cls(mlp, main, mean=mean, scale=scale)

    def __call__(self, x: Tensor) -> Tensor:
        """x (I, B, F) -> (I, B), in the target's own unit"""
        return self.standardised(x) * self.scale[:, None] + self.mean[:, None]

    def standardised(self, x: Tensor) -> Tensor:
        """x (I, B, F) -> (I, B), in the unit in which they are trained: mean 0, deviation 1"""
        found = self.mlp(x)
        if isinstance(self.main, Tensor):
            found = found + torch.bmm(x, self.main.unsqueeze(-1)).squeeze(-1)
        elif self.main is not None:
            instances, rows, fields = x.shape
            alone = x.transpose(1, 2).reshape(instances * fields, rows, 1)
            found = found + self.main(alone).view(instances, fields, rows).sum(dim=1)
        return found

    def moved(self, by: float) -> Surrogates:
        """Surrogates that answer x as these answer x + ``by``: what reads a field stays, biases change."""
        mlp, main = self.mlp.moved(by), self.main
        if isinstance(main, StackedMlp):
            main = main.moved(by)
        elif main is not None:
            mlp.biases[-1] = mlp.biases[-1] + by * main.sum(dim=1)[:, None, None]
        return Surrogates(mlp, main, mean=self.mean, scale=self.scale)

    def parameters(self) -> list[Tensor]:
        """All tensors, those of the network first; the first axis of each is the instance."""
        if isinstance(self.main, Tensor):
            return [*self.mlp.parameters(), self.main]
        if self.main is None:
            return self.mlp.parameters()
        instances = len(self.mean)
        nets = [tensor.view(instances, -1, *tensor.shape[1:]) for tensor in self.main.parameters()]
        return [*self.mlp.parameters(), *nets]

    def with_parameters(self, parameters: Sequence[Tensor], mean: Tensor, scale: Tensor) -> Surrogates:
        """The same shape with other tensors, in the order of ``parameters``, of as many instances as they hold."""
        own = len(self.mlp.parameters())
        mlp = self.mlp.with_parameters(parameters[:own])
        rest = parameters[own:]
        main: StackedMlp | Tensor | None = None
        if isinstance(self.main, Tensor):
            main = rest[0]
        elif self.main is not None:
            main = self.main.with_parameters([tensor.flatten(0, 1) for tensor in rest])
        return Surrogates(mlp, main, mean=mean, scale=scale)
