"""Every optimiser by kind: its settings and the function that builds it from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field as Setting
from torch import nn

from clicklens.training.optimizer.adagrad import Adagrad, AdagradOptimizer
from clicklens.training.optimizer.adam import Adam, AdamOptimizer, AdamW
from clicklens.training.optimizer.base import CtrOptimizer
from clicklens.training.optimizer.row_decay import RowDecay
from clicklens.training.optimizer.sgd import Sgd, SgdOptimizer

OptimizerSpec: TypeAlias = Annotated[Adagrad | Adam | AdamW | Sgd, Setting(discriminator="kind")]


def build_optimizer(
    spec: OptimizerSpec,
    parameters: Iterable[nn.Parameter],
    *,
    weight_decay: float = 0.0,
    row_decays: Mapping[nn.Parameter, RowDecay] | None = None,
) -> CtrOptimizer:
    """An optimiser of ``parameters``, which must lie on their device already."""
    return _BUILDERS[spec.kind](spec, parameters, {"weight_decay": weight_decay, "row_decays": row_decays})


def _build_adagrad(spec: Adagrad, parameters: Iterable[nn.Parameter], decays: dict[str, Any]) -> CtrOptimizer:
    return AdagradOptimizer(
        parameters,
        lr=spec.lr,
        initial_accumulator=spec.initial_accumulator,
        eps=spec.eps,
        rowwise=spec.rowwise,
        **decays,
    )


def _build_adam(spec: Adam, parameters: Iterable[nn.Parameter], decays: dict[str, Any]) -> CtrOptimizer:
    return AdamOptimizer(parameters, lr=spec.lr, betas=spec.betas, eps=spec.eps, lazy=spec.lazy, **decays)


def _build_adamw(spec: AdamW, parameters: Iterable[nn.Parameter], decays: dict[str, Any]) -> CtrOptimizer:
    return AdamOptimizer(
        parameters,
        lr=spec.lr,
        betas=spec.betas,
        eps=spec.eps,
        decoupled_decay=spec.weight_decay,
        lazy=spec.lazy,
        **decays,
    )


def _build_sgd(spec: Sgd, parameters: Iterable[nn.Parameter], decays: dict[str, Any]) -> CtrOptimizer:
    return SgdOptimizer(parameters, lr=spec.lr, momentum=spec.momentum, **decays)


_BUILDERS: dict[str, Callable[[Any, Iterable[nn.Parameter], dict[str, Any]], CtrOptimizer]] = {
    "adagrad": _build_adagrad,
    "adam": _build_adam,
    "adamw": _build_adamw,
    "sgd": _build_sgd,
}
