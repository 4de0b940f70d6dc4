"""Saliency against models whose gradients are solved by hand, against finite differences, and against planted noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from clicklens.analysis.row_saliency import row_effect, row_saliency
from clicklens.analysis.saliency_pass import field_saliency
from clicklens.analysis.saliency_redraw import redrawn_effects
from clicklens.capture.effect import field_effects, field_vectors
from clicklens.core.schema import FeatureSchema
from clicklens.core.snapshot import SplitStates
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Embedded, build_model, field_gradients
from clicklens.models.gwen import Gwen


class ByHand(CtrModel):
    """Two fields of two elements; ``formula`` is the logit of (x (B, 2), y (B, 2))."""

    tasks = ("click",)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def embed(self, batch: Batch) -> Embedded:
        return Embedded(fields=batch.dense, numeric=batch.numeric)

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        x, y = embedded.fields["x"], embedded.fields["y"]
        if self.kind == "linear":  # logit = 2 x1 - 6 x2 + y1
            return {"click": 2 * x[:, 0] - 6 * x[:, 1] + y[:, 0]}
        hidden = torch.relu(torch.stack([x[:, 0] - y[:, 0], x[:, 1] + 2 * y[:, 1]], dim=1))  # (B, 2)
        return {"click": 3 * hidden[:, 0] - 4 * hidden[:, 1]}

    def taps(self) -> Mapping[str, nn.Module]:  # type: ignore[override]
        return {}


def batch_of(x: list[list[float]], y: list[list[float]]) -> Batch:
    n = len(x)
    return Batch(
        ids={},
        numeric=torch.zeros(n, 0),
        labels={"click": torch.zeros(n)},
        example_ids=torch.arange(n),
        dense={"x": torch.tensor(x), "y": torch.tensor(y)},
    )


def test_a_linear_model_has_its_weights_times_the_slope_of_pctr() -> None:
    """logit = 2 x1 - 6 x2 + y1, at logits 0 and ln 3: |dPctr| = p (1 - p) (|2| + |-6|) / 2, and p (1 - p) |1| / 2."""
    log3 = float(np.log(3.0))
    found = field_saliency(
        ByHand("linear"), [batch_of([[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [log3, 5.0]])], keep_rows=True
    )
    assert found.by_row == pytest.approx(np.array([[0.25 * 4, 0.25 * 0.5], [0.1875 * 4, 0.1875 * 0.5]]))
    assert found.mean == pytest.approx([0.875, 0.109375])


def test_a_tower_passes_the_gradient_of_its_open_neurons_only() -> None:
    """h = relu(x1 - y1, x2 + 2 y2), logit = 3 h1 - 4 h2.

    Row 1, both open: d/dx = (3, -4), d/dy = (-3, -8); row 2, the first open: (3, 0), (-3, 0); row 3, both shut: 0.
    """
    rows = batch_of([[1.0, 1.0], [1.0, -9.0], [-9.0, -9.0]], [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    found = field_saliency(ByHand("tower"), [rows], keep_rows=True)
    slope = [p * (1 - p) for p in (1 / (1 + np.exp(1.0)), 1 / (1 + np.exp(-3.0)), 0.5)]
    expected = [[slope[0] * 3.5, slope[0] * 5.5], [slope[1] * 1.5, slope[1] * 1.5], [0.0, 0.0]]
    assert found.by_row == pytest.approx(np.array(expected), rel=1e-5)


SCHEMA = FeatureSchema.model_validate(
    {
        "name": "shop",
        "fields": [
            "user",
            "ad",
            {"name": "words", "multi": True, "pooling": "mean"},
            {"kind": "sequence", "name": "seen", "table": "ad"},
            {"kind": "numeric", "name": "age"},
        ],
    }
)


def gwen_and_batch(n: int = 12, seed: int = 3) -> tuple[CtrModel, Batch]:
    torch.manual_seed(seed)
    spec = Gwen(hidden=(8, 5), embedding_dim=3, embedding_spread=1.0)
    model = build_model(spec, schema=SCHEMA, table_sizes={"user": 9, "ad": 7, "words": 11}).double().eval()
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.7)
    batch = Batch(
        ids={
            "user": torch.randint(1, 9, (n, 1)),
            "ad": torch.randint(1, 7, (n, 1)),
            "words": torch.randint(0, 11, (n, 3)),
            "seen": torch.randint(1, 7, (n, 4)) * (torch.arange(4) < torch.randint(0, 5, (n, 1))),
        },
        numeric=torch.randn(n, 1, dtype=torch.float64),
        labels={"click": torch.zeros(n)},
        example_ids=torch.arange(n),
    )
    return model, batch


def pctr_of(model: CtrModel, embedded: Embedded) -> Tensor:
    with torch.no_grad():
        return torch.sigmoid(model.score(embedded)["click"])


@pytest.mark.parametrize("name", ["user", "ad", "words", "seen", "age"])
def test_gradients_equal_finite_differences_of_pctr(name: str) -> None:
    model, batch = gwen_and_batch()
    found = field_saliency(model, [batch], keep_rows=True)
    with torch.no_grad():
        embedded = model.embed(batch)
    numbers = name == "age"
    vector = embedded.numeric if numbers else embedded.fields[name]  # (B, D) or (B, L, D)
    step, slopes = 1e-6, []
    for j in range(vector.shape[-1]):
        sides = []
        for sign in (1, -1):
            moved = vector.clone()
            moved[..., j] += sign * step
            changed = {"numeric": moved} if numbers else {"fields": {**embedded.fields, name: moved}}
            sides.append(pctr_of(model, replace(embedded, **changed)))
        slopes.append((sides[0] - sides[1]) / (2 * step))
    slope = torch.stack(slopes, dim=1)  # (B, D)
    if name == "seen":  # every position of the sum moved at once: the mean over positions is that by their number
        slope = slope / embedded.masks[name].sum(dim=1, keepdim=True).clamp(min=1)
    assert found.by_row is not None
    assert found.by_row[:, found.fields.index(name)] == pytest.approx(
        slope.abs().mean(dim=1).numpy(), rel=1e-4, abs=1e-9
    )


def test_the_kept_gradient_of_the_logit_gives_the_gradient_of_pctr_exactly() -> None:
    """dPctr/dh0 = Pctr (1 - Pctr) dlogit/dh0: a snapshot's route and the model's own agree."""
    model, batch = gwen_and_batch()
    model = model.float()
    batch = replace(batch, numeric=batch.numeric.float())
    live = field_saliency(model, [batch], keep_rows=True)
    embedded = model.embed(batch).as_leaves()
    logits = model.score(embedded)["click"]
    names = ("user", "ad", "words")
    slopes = torch.autograd.grad(logits.sum(), [embedded.fields[name] for name in names])
    states = SplitStates(
        example_ids=np.arange(len(batch)),
        weights=np.ones(len(batch), dtype=np.float32),
        labels={},
        logits={"click": logits.detach().numpy()},
        activations={},
        preactivations={},
        gradients={name: slope.numpy() for name, slope in zip(names, slopes, strict=True)},
        neurons={},
    )
    assert live.by_row is not None
    assert row_saliency(states, task="click", fields=names) == pytest.approx(live.by_row[:, :3], rel=1e-4, abs=1e-8)


def test_a_field_of_pure_noise_gets_the_least_after_training() -> None:
    """Clicks follow ``signal`` strongly, ``weak`` a little and ``noise`` not at all; the order of saliency says so."""
    schema = FeatureSchema.model_validate({"name": "planted", "fields": ["noise", "signal", "weak"]})
    torch.manual_seed(0)
    n = 4000
    ids = {name: torch.randint(1, 11, (n, 1)) for name in ("noise", "signal", "weak")}
    worth = torch.linspace(-1, 1, 11)
    labels = torch.bernoulli(torch.sigmoid(3.0 * worth[ids["signal"][:, 0]] + 1.0 * worth[ids["weak"][:, 0]]))
    batch = Batch(ids=ids, numeric=torch.zeros(n, 0), labels={"click": labels}, example_ids=torch.arange(n))
    spec = Gwen(hidden=(16,), embedding_dim=4, embedding_spread=0.3)
    model = build_model(spec, schema=schema, table_sizes=dict.fromkeys(ids, 11))
    for parameter in model.parameters():
        parameter.register_post_accumulate_grad_hook(descend)
    for _ in range(300):
        nn.functional.binary_cross_entropy_with_logits(model(batch)["click"], labels).backward()
    found = field_saliency(model, [batch])
    assert found["noise"] < 0.5 * found["weak"] < 0.5 * found["signal"]


def descend(parameter: Tensor) -> None:
    """A step of plain gradient descent as soon as a gradient is there."""
    assert parameter.grad is not None
    with torch.no_grad():
        parameter -= 0.5 * parameter.grad.to_dense() if parameter.grad.is_sparse else 0.5 * parameter.grad
    parameter.grad = None


def test_effects_of_a_snapshot_are_near_what_the_model_answers_when_values_are_drawn_anew() -> None:
    """Random models, bent and full of interactions: a tenth off on average, and nearer than by a row's own gradient."""
    misses: list[float] = []
    misses_at_one_end: list[float] = []
    for seed in range(5):
        model, batch = gwen_and_batch(n=2000, seed=seed)
        asked = redrawn_effects(model, [batch], draws=10)
        embedded = model.embed(batch).as_leaves()
        logits = model.score(embedded)["click"]
        gradients = {name: slope.numpy() for name, slope in field_gradients(logits, embedded).items()}
        vectors = {name: vector.numpy() for name, vector in field_vectors(embedded).items()}
        weights = np.ones(len(batch), dtype=np.float32)
        found = field_effects(logits=logits.detach().numpy(), vectors=vectors, gradients=gradients, weights=weights)
        pctr = torch.sigmoid(logits).detach().numpy()
        for name in ("user", "ad", "words", "age"):
            misses.append(abs(np.log(found[name].mean() / asked[name])))
            here = (pctr * (1 - pctr))[:, None] * gradients[name]
            moves = here @ vectors[name][:100].T - (here * vectors[name]).sum(axis=1, keepdims=True)  # (n, 100)
            misses_at_one_end.append(abs(np.log(np.abs(moves).mean() / asked[name])))
    assert np.mean(misses) < 0.1
    assert np.mean(misses) < np.mean(misses_at_one_end)


def test_the_effect_of_a_row_is_the_one_that_its_snapshot_holds() -> None:
    none = np.zeros(3, dtype=np.float32)
    states = SplitStates(
        example_ids=np.arange(3),
        weights=none + 1,
        labels={"click": none},
        logits={"click": none},
        activations={},
        preactivations={},
        gradients={},
        neurons={},
        effects={"f": none + 2, "g": none + 1},
    )
    assert row_effect(states, fields=("g", "f")).tolist() == [[1.0, 2.0]] * 3
