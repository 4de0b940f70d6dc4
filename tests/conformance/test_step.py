"""Every model of the catalogue learns the same from a step's rows in one piece, in batches, and in shares."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from clicklens.models import CtrModel, Scored, build_model
from clicklens.training.feed import StepRows
from clicklens.training.optimizer import Sgd, build_optimizer
from clicklens.training.step import take_step
from clicklens.training.team import ALONE, GradientExchange, Team
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of
from tests.thread_team import together
from tests.zoo_models import KINDS

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind().kind)
SCHEMA = SCHEMAS["everything"]
BATCH = batch_of(SCHEMA, rows=12)


def build(kind: Any) -> CtrModel:
    """In eval mode, without branches: what sees a batch as a whole while training sees no more than its own part."""
    torch.manual_seed(0)
    return build_model(kind(), schema=SCHEMA, table_sizes=sizes_of(SCHEMA)).eval()


def gradients(model: CtrModel, *cuts: list[int], team: Team = ALONE) -> dict[str, Tensor]:
    """What a step on these rows of the twelve leaves, where the step as a whole has all of them."""
    batches = tuple(BATCH.take(torch.tensor(rows)) for rows in cuts)
    step = StepRows(batches, rows=12, weight=float(BATCH.sampling_weights.sum()), taken=1)
    optimizer = build_optimizer(Sgd(), model.parameters())
    take_step(lambda batch: Scored(model(batch)), optimizer, step, number=1, exchange=GradientExchange(model, team))
    return {name: p.grad.to_dense() for name, p in model.named_parameters() if p.grad is not None}


def assert_close(found: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    assert found.keys() == expected.keys()
    for name, gradient in expected.items():
        torch.testing.assert_close(found[name], gradient, rtol=1e-4, atol=1e-6)


@every_kind
def test_batches_added_up_give_the_gradient_of_all_rows(kind: Any) -> None:
    whole = gradients(build(kind), list(range(12)))
    assert_close(gradients(build(kind), [0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11]), whole)


@every_kind
def test_processes_that_share_the_rows_have_the_gradient_of_all_of_them(kind: Any) -> None:
    whole = gradients(build(kind), list(range(12)))
    models, shares = [build(kind) for _ in range(2)], [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11]]
    for found in together(2, lambda team: gradients(models[team.rank], shares[team.rank], team=team)):
        assert_close(found, whole)
