"""Logistic regression against its closed-form gradient, and against scikit-learn's fit."""

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Logistic, build_model, embedding_parameters
from tests.rows_by_hand import batch_of, schema_of, sizes_of

SCHEMA = schema_of(
    "terms",
    "user",
    "item",
    {"name": "tags", "multi": True, "max_length": 4},
    {"kind": "numeric", "name": "price"},
    {"kind": "numeric", "name": "rating"},
    {"kind": "dense", "name": "text", "width": 3},
)


def a_model() -> CtrModel:
    torch.manual_seed(0)
    model = build_model(Logistic(), schema=SCHEMA, table_sizes=sizes_of(SCHEMA))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_()
        for table in embedding_parameters(model).values():
            table[0] = 0.0
    return model


def one_hot(batch: Batch, model: CtrModel) -> np.ndarray:
    """The design matrix by hand: how often each row of the stack occurs, numbers, vector, and a constant."""
    stack = model.get_submodule("embedding.stacks.1")
    counts = np.zeros((len(batch), len(stack.weight)))  # type: ignore[arg-type]
    for field, ids in batch.ids.items():
        for row, values in enumerate(ids.tolist()):
            for value in values:
                if value:
                    counts[row, value + stack.offset[field]] += 1  # type: ignore[index, operator]
    return np.concatenate(
        [counts, batch.numeric.numpy(), batch.dense["text"].numpy(), np.ones((len(batch), 1))], axis=1
    )


def weights(model: CtrModel) -> np.ndarray:
    """The model's weights in the design matrix' order."""
    parts = [*embedding_parameters(model).values(), model.numeric, *model.dense.parameters(), model.constant]  # type: ignore[union-attr]
    return np.concatenate([part.detach().numpy().ravel() for part in parts])  # type: ignore[union-attr]


def test_the_logit_is_the_sum_of_the_weights_of_what_is_there() -> None:
    model, batch = a_model(), batch_of(SCHEMA, rows=30)
    expected = one_hot(batch, model) @ weights(model)
    np.testing.assert_allclose(model(batch)["click"].detach().numpy(), expected, rtol=1e-5, atol=1e-5)


def test_the_gradient_is_the_closed_form() -> None:
    """Of the mean log loss: Xᵀ (p - y) / B."""
    model, batch = a_model(), batch_of(SCHEMA, rows=30)
    binary_cross_entropy_with_logits(model(batch)["click"], batch.labels["click"]).backward()
    x = one_hot(batch, model)
    p = 1 / (1 + np.exp(-x @ weights(model)))
    expected = x.T @ (p - batch.labels["click"].numpy()) / len(batch)
    parts = [*embedding_parameters(model).values(), model.numeric, *model.dense.parameters(), model.constant]  # type: ignore[union-attr]
    found = np.concatenate([part.grad.to_dense().numpy().ravel() for part in parts])  # type: ignore[union-attr]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
    assert found[0] == 0.0  # unknown ids


def test_trained_to_the_end_it_is_scikit_learns_fit() -> None:
    schema = schema_of("numbers", *({"kind": "numeric", "name": f"x{i}"} for i in range(3)))
    model = build_model(Logistic(), schema=schema, table_sizes={})
    rng = np.random.default_rng(0)
    x = rng.normal(size=(500, 3)).astype(np.float32)
    y = (rng.random(500) < 1 / (1 + np.exp(-(x @ [1.0, -2.0, 0.5] + 0.3)))).astype(np.float32)
    batch = Batch(
        ids={}, numeric=torch.from_numpy(x), labels={"click": torch.from_numpy(y)}, example_ids=torch.arange(500)
    )
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=100, tolerance_grad=1e-8, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = binary_cross_entropy_with_logits(model(batch)["click"], batch.labels["click"])
        value.backward()
        return value

    optimizer.step(loss)
    peer = LogisticRegression(C=np.inf, tol=1e-8).fit(x, y)
    np.testing.assert_allclose(weights(model), [*peer.coef_[0], *peer.intercept_], rtol=1e-3, atol=1e-4)
