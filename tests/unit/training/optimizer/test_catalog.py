import pytest
import torch
from pydantic import TypeAdapter
from torch import nn

from clicklens.training.optimizer.adagrad import AdagradOptimizer
from clicklens.training.optimizer.adam import AdamOptimizer
from clicklens.training.optimizer.base import CtrOptimizer
from clicklens.training.optimizer.catalog import OptimizerSpec, build_optimizer
from clicklens.training.optimizer.sgd import SgdOptimizer

KINDS: dict[str, type[CtrOptimizer]] = {
    "adagrad": AdagradOptimizer,
    "adam": AdamOptimizer,
    "adamw": AdamOptimizer,
    "sgd": SgdOptimizer,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_and_built_with_its_settings(kind: str) -> None:
    spec = TypeAdapter(OptimizerSpec).validate_python({"kind": kind, "lr": 0.125})
    optimizer = build_optimizer(spec, [nn.Parameter(torch.zeros(1))], weight_decay=0.25)
    assert type(optimizer) is KINDS[kind]
    assert (optimizer.lr, optimizer.weight_decay) == (0.125, 0.25)


def test_adamw_decays_and_adam_does_not() -> None:
    built = [
        build_optimizer(TypeAdapter(OptimizerSpec).validate_python({"kind": kind}), [nn.Parameter(torch.zeros(1))])
        for kind in ("adam", "adamw")
    ]
    assert [optimizer.decoupled_decay for optimizer in built] == [0.0, 0.01]  # type: ignore[attr-defined]
