"""Saliency asked of a model: in batches, with weights, leaving the model as found."""

import numpy as np
import pytest
import torch

from clicklens.analysis.saliency_pass import field_saliency
from clicklens.core.errors import DataError, RequestError
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, build_model
from clicklens.models.gwen import Gwen

SCHEMA = FeatureSchema.model_validate(
    {
        "name": "shop",
        "fields": [
            "user",
            "ad",
            {"kind": "sequence", "name": "seen", "table": "ad"},
            {"kind": "numeric", "name": "age"},
        ],
        "tasks": ["click", "buy"],
    }
)


def made_model(dropout: float = 0.5) -> CtrModel:
    torch.manual_seed(0)
    spec = Gwen(hidden=(6, 4), embedding_dim=3, embedding_spread=1.0, dropout=dropout)
    return build_model(spec, schema=SCHEMA, table_sizes={"user": 9, "ad": 7})


def made_batch(n: int, *, weighted: bool = False) -> Batch:
    random = torch.Generator().manual_seed(n)

    def ids(high: int, length: int = 1) -> torch.Tensor:
        return torch.randint(0, high, (n, length), generator=random)

    return Batch(
        ids={"user": ids(9), "ad": ids(7), "seen": ids(7, 4)},
        numeric=torch.randn(n, 1, generator=random),
        labels={"click": torch.zeros(n), "buy": torch.zeros(n)},
        example_ids=torch.arange(n),
        weights=torch.rand(n, generator=random) if weighted else None,
    )


def test_the_mean_does_not_depend_on_how_rows_are_batched() -> None:
    model, batch = made_model(), made_batch(30, weighted=True)
    whole = field_saliency(model, [batch], keep_rows=True)
    parts = field_saliency(
        model, (batch.take(torch.arange(i, min(i + 7, 30))) for i in range(0, 30, 7)), keep_rows=True
    )
    assert whole.fields == ("user", "ad", "seen", "age")
    assert parts.rows == 30
    assert parts.mean == pytest.approx(whole.mean)
    assert whole.by_row is not None
    assert parts.by_row == pytest.approx(whole.by_row)
    assert whole.mean == pytest.approx(np.average(whole.by_row, axis=0, weights=batch.weights), rel=1e-5)
    assert whole["age"] == whole.mean[3]


def test_rows_are_kept_only_when_asked_for() -> None:
    assert field_saliency(made_model(), [made_batch(5)]).by_row is None


def test_the_model_is_left_as_found() -> None:
    model = made_model()
    model.train()
    model.get_submodule("layers").eval()
    modes = [module.training for module in model.modules()]
    state = torch.random.get_rng_state()
    first, second = (field_saliency(model, [made_batch(9)]).mean for _ in range(2))
    assert np.array_equal(first, second), "dropout is off"
    assert [module.training for module in model.modules()] == modes
    assert all(parameter.grad is None for parameter in model.parameters())
    assert torch.equal(torch.random.get_rng_state(), state)


def test_each_task_has_its_own_saliency() -> None:
    model, batch = made_model(), made_batch(9)
    assert not np.allclose(field_saliency(model, [batch]).mean, field_saliency(model, [batch], task="buy").mean)
    with pytest.raises(RequestError, match="did you mean 'click'"):
        field_saliency(model, [batch], task="clik")


def test_no_rows_and_rows_without_weight_are_refused() -> None:
    with pytest.raises(DataError, match="at least one row"):
        field_saliency(made_model(), [])
    unweighed = Batch(**{**vars(made_batch(3)), "weights": torch.zeros(3)})
    with pytest.raises(DataError, match="weight above 0"):
        field_saliency(made_model(), [unweighed])


def test_it_works_where_gradients_are_switched_off() -> None:
    with torch.no_grad():
        found = field_saliency(made_model(), [made_batch(9)])
    assert found.mean.min() > 0
