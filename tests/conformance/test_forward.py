"""Every model of the catalogue can be compiled, and computed in bfloat16: what training may ask of any of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from clicklens.core.errors import ConfigError
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, build_model, embedding_parameters
from clicklens.training import Training
from clicklens.training.forward import build_forward, check_forward
from clicklens.training.loss import batch_loss
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of
from tests.zoo_models import KINDS

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind().kind)


class OneBatch:
    """Stands for a data set of eight rows."""

    def split(self, _: str) -> OneBatch:
        return self

    def __len__(self) -> int:
        return 8

    def batch(self, rows: np.ndarray) -> Batch:
        return batch_of(SCHEMAS["everything"]).take(torch.from_numpy(rows))


ONE_BATCH = OneBatch()
CPU = torch.device("cpu")


def build(kind: Any) -> CtrModel:
    torch.manual_seed(0)
    schema = SCHEMAS["everything"]
    return build_model(kind(), schema=schema, table_sizes=sizes_of(schema)).train()


def gradients(model: CtrModel, **settings: Any) -> tuple[float, dict[str, torch.Tensor]]:
    batch = batch_of(SCHEMAS["everything"])
    forward = build_forward(model, Training.parse(settings, source="the test"), CPU)
    torch.manual_seed(1)
    scored = forward(batch)
    loss = batch_loss(scored.logits, batch, weight=float(len(batch)), branches=scored.branches)
    loss.backward()
    return loss.item(), {n: p.grad.to_dense() for n, p in model.named_parameters() if p.grad is not None}


def can_be_compiled(model: CtrModel) -> bool:
    """Whether the whole of its score is one graph; if not, a training says so before it begins."""
    settings = Training(compile=True)
    try:
        check_forward(model, ONE_BATCH, settings, CPU)  # type: ignore[arg-type]
    except ConfigError:
        return False
    return True


@every_kind
def test_a_compiled_model_has_the_loss_and_the_gradients_of_the_raw_one(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clicklens.training.forward.BACKEND", "eager")
    raw, compiled = build(kind), build(kind)
    if not can_be_compiled(compiled):
        return
    names = list(compiled.state_dict())
    (loss, expected), (found_loss, found) = gradients(raw), gradients(compiled, compile=True)
    assert found_loss == pytest.approx(loss, rel=1e-6)
    assert found.keys() == expected.keys()
    for name, gradient in expected.items():
        torch.testing.assert_close(found[name], gradient, rtol=1e-5, atol=1e-7)
    assert list(compiled.state_dict()) == names == list(raw.state_dict())


@every_kind
def test_in_bfloat16_the_loss_is_close_and_weights_and_gradients_stay_float32(kind: Any) -> None:
    (loss, expected), (found_loss, found) = gradients(build(kind)), gradients(build(kind), precision="bf16")
    assert found_loss == pytest.approx(loss, rel=0.02)
    assert found.keys() == expected.keys()
    model = build(kind)
    gradients(model, precision="bf16")
    assert {p.dtype for p in model.parameters()} == {torch.float32}
    assert {p.grad.dtype for p in model.parameters() if p.grad is not None} == {torch.float32}
    assert all(p.grad is not None and p.grad.is_sparse for p in embedding_parameters(model).values())
