"""GwEN worked out in numpy, and the paper's shape counted by hand."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Gwen, build_model
from tests.rows_by_hand import SCHEMAS, schema_of, sizes_of

# Two users, two tags, one number; row 1 has both tags, row 2 an unknown user and no tag.
SCHEMA = schema_of(
    "by hand",
    "user",
    {"name": "tags", "multi": True, "pooling": "sum"},
    {"kind": "numeric", "name": "price"},
    tasks=("click", "buy"),
)
BATCH = Batch(
    ids={"user": torch.tensor([[2], [1], [0]]), "tags": torch.tensor([[1, 0], [2, 1], [0, 0]])},
    numeric=torch.tensor([[0.5], [-1.0], [2.0]]),
    labels={"click": torch.zeros(3), "buy": torch.zeros(3)},
    example_ids=torch.arange(3),
)
USER = [[0.0, 0.0], [1.0, -1.0], [2.0, 0.5]]  # by id
TAGS = [[0.0, 0.0], [0.5, 1.0], [-1.0, 3.0]]
W1 = [[1.0, 0.0, 1.0, 0.0, 1.0], [0.0, 1.0, 0.0, -1.0, 2.0], [1.0, 1.0, 1.0, 1.0, 0.0]]
B1 = [0.0, 1.0, -2.0]
W2 = [[1.0, -1.0, 2.0], [-1.0, 0.5, 0.0]]
B2 = [0.1, 0.2]
OUT = [[1.0, 2.0], [-1.0, 0.5]]
B_OUT = [0.3, -0.4]


def with_weights(spec: Gwen, **weights: Any) -> CtrModel:
    """A model whose weights are those given, by their names, ``__`` for a dot."""
    torch.manual_seed(0)
    model = build_model(spec, schema=SCHEMA, table_sizes={"user": 3, "tags": 3})
    with torch.no_grad():
        for name, values in weights.items():
            model.get_parameter(name.replace("__", ".")).copy_(torch.tensor(values))
    return model.eval()


TABLES = {"embedding__stacks__2__weight": [USER[0], *TAGS[1:], *USER[1:]]}  # by the tables' names, tags first
TOWER = {
    "layers__0__linear__bias": B1,
    "layers__1__linear__weight": W2,
    "layers__1__linear__bias": B2,
    "output__weight": OUT,
    "output__bias": B_OUT,
}


def by_hand(h0: np.ndarray, w1: Any = W1) -> np.ndarray:
    """h0 (B, inputs) -> logits (B, tasks)"""
    h1 = np.maximum(h0 @ np.array(w1).T + B1, 0)
    h2 = np.maximum(h1 @ np.array(W2).T + B2, 0)
    return h2 @ np.array(OUT).T + B_OUT


def test_a_row_solved_with_paper_and_pencil() -> None:
    """Row 1: h0 = (1, -1, -0.5, 4, -1), h1 = ReLU(-0.5, -6, 1.5) = (0, 0, 1.5), h2 = ReLU(3.1, 0.2), logits."""
    model = with_weights(Gwen(hidden=(3, 2), embedding_dim=2), **TABLES, **TOWER, layers__0__linear__weight=W1)
    logits = {task: values.detach() for task, values in model(BATCH).items()}
    assert float(logits["click"][1]) == pytest.approx(3.1 * 1 + 0.2 * 2 + 0.3)
    assert float(logits["buy"][1]) == pytest.approx(-3.1 + 0.5 * 0.2 - 0.4)


def test_every_row_is_numpys_forward_pass_with_tags_summed() -> None:
    model = with_weights(Gwen(hidden=(3, 2), embedding_dim=2), **TABLES, **TOWER, layers__0__linear__weight=W1)
    user, tags = np.array(USER), np.array(TAGS)
    h0 = np.concatenate(
        [user[[2, 1, 0]], np.stack([tags[1], tags[2] + tags[1], np.zeros(2)]), [[0.5], [-1.0], [2.0]]], axis=1
    )
    expected = by_hand(h0)
    found = torch.stack(list(model(BATCH).values()), dim=1).detach().numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


def test_a_users_bias_is_added_to_the_logit_of_each_task_and_nowhere_else() -> None:
    """The paper's remedy for a user id learnt by heart: Pctr = sigmoid(W h + b + b_user). An unknown user has none."""
    w1 = [row[2:] for row in W1]  # the tower does not see the user
    spec = Gwen(hidden=(3, 2), embedding_dim=4, bias_field="user")
    weights: dict[str, Any] = {**TOWER, "embedding__stacks__2__weight": [[0.0, 0.0], [0.7, -0.2], [-1.5, 0.9]]}
    weights |= {"embedding__stacks__4__weight": [[0.0] * 4, [0.5, 1.0, 0.0, 1.0], [-1.0, 3.0, 2.0, 0.0]]}
    weights |= {"layers__0__linear__weight": [[*row[:2], 1.0, -1.0, row[2]] for row in w1]}
    model = with_weights(spec, **weights)
    tags = np.array(weights["embedding__stacks__4__weight"])
    h0 = np.concatenate([np.stack([tags[1], tags[2] + tags[1], np.zeros(4)]), [[0.5], [-1.0], [2.0]]], axis=1)
    bias = np.array([[-1.5, 0.9], [0.7, -0.2], [0.0, 0.0]])
    expected = by_hand(h0, weights["layers__0__linear__weight"]) + bias
    found = torch.stack(list(model(BATCH).values()), dim=1).detach().numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


def the_papers(**settings: Any) -> CtrModel:
    schema = SCHEMAS["many fields"]
    return build_model(Gwen(**settings), schema=schema, table_sizes=sizes_of(schema, size=101))


def test_the_papers_model_has_272_inputs_and_four_layers() -> None:
    """34 fields of 8 elements; layers of 256, 128, 64 and 32 (arXiv:1806.08541)."""
    model = the_papers()
    shapes = [tuple(model.get_parameter(f"layers.{k}.linear.weight").shape) for k in range(4)]
    assert shapes == [(256, 272), (128, 256), (64, 128), (32, 64)]
    assert tuple(model.output.weight.shape) == (1, 32)  # type: ignore[union-attr]
    assert list(model.taps()) == [f"layer_{k}{end}" for k in (1, 2, 3, 4) for end in (".pre", "")]


def test_the_papers_model_has_as_many_weights_as_counted_by_hand() -> None:
    dense = (272 * 256 + 256) + (256 * 128 + 128) + (128 * 64 + 64) + (64 * 32 + 32) + (32 + 1)
    tables = (34 * 100 + 1) * 8  # 100 known ids a field, and the one row that all unknown ids share
    assert dense == 113_153
    assert sum(parameter.numel() for parameter in the_papers().parameters()) == dense + tables


def test_a_bias_field_trades_eight_elements_and_256_weights_each_for_one_number_an_id() -> None:
    before = sum(parameter.numel() for parameter in the_papers().parameters())
    after = sum(parameter.numel() for parameter in the_papers(bias_field="field_10").parameters())
    assert before - after == 8 * 256 + 100 * 8 - (100 + 1)


def test_dense_weights_start_in_glorots_range() -> None:
    torch.manual_seed(0)
    model = the_papers()
    widths = [272, 256, 128, 64, 32]
    for k, (fan_in, fan_out) in enumerate(pairwise(widths)):
        weight = model.get_parameter(f"layers.{k}.linear.weight").detach()
        bound = (6 / (fan_in + fan_out)) ** 0.5
        assert float(weight.abs().max()) <= bound
        assert float(weight.std()) == pytest.approx(bound / 3**0.5, rel=0.03)
        assert (model.get_parameter(f"layers.{k}.linear.bias") == 0).all()
    assert float(model.get_parameter("output.weight").detach().abs().max()) <= (6 / (32 + 1)) ** 0.5
    assert (model.get_parameter("output.bias") == 0).all()
