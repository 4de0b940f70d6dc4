"""Snapshots against values worked out by hand: states, gradients, the draw of the sample; and what capture changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy import stats
from torch import Tensor

from clicklens.capture import Capture, Recorder, Sample, draw_samples, take_snapshot
from clicklens.core.run import Run
from clicklens.core.snapshot import SplitStates
from clicklens.models import CtrModel, Embedded, Gwen, build_model
from clicklens.training.captures import Captures
from clicklens.training.spec import Training
from clicklens.training.trainer import Trainer
from tests.factories import make_dataset
from tests.memory_store import MemoryStore
from tests.rows_by_hand import SCHEMAS, DatasetByHand, SplitByHand, sizes_of

EVERYTHING = SCHEMAS["everything"]
ROWS = 16


def a_model() -> CtrModel:
    torch.manual_seed(0)
    model = build_model(
        Gwen(hidden=(7, 5), embedding_dim=3, embedding_spread=1.0), schema=EVERYTHING, table_sizes=sizes_of(EVERYTHING)
    )
    return model.eval()


def a_sample() -> Sample:
    split: Any = SplitByHand(EVERYTHING, ROWS)
    return Sample(name="test", split=split, positions=np.arange(ROWS))


def taken(model: CtrModel) -> SplitStates:
    snapshot = take_snapshot(model, {"test": a_sample()}, run_id="r", step=1, epoch=0.0, taken_at="now")
    return snapshot.splits["test"]


def embedded_rows(model: CtrModel) -> Embedded:
    (batch,) = a_sample().batches()
    with torch.no_grad():
        return model.embed(batch)


def test_states_and_logits_are_numpys_forward_pass() -> None:
    model = a_model()
    states, embedded = taken(model), embedded_rows(model)
    weights = {name: values.numpy().astype(np.float64) for name, values in model.state_dict().items()}

    def one_vector(name: str, vector: Tensor) -> np.ndarray:
        """A sequence as the model reads it: its ids' vectors summed, or their mean where the schema says so."""
        values = vector.numpy().astype(np.float64)
        if name not in embedded.masks:
            return values
        mask = embedded.masks[name].numpy()[:, :, None]
        total = (values * mask).sum(axis=1)
        return total / np.maximum(mask.sum(axis=1), 1) if name == "bought" else total

    h = np.concatenate([*(one_vector(n, v) for n, v in embedded.fields.items()), embedded.numeric.numpy()], axis=1)
    for layer in (0, 1):
        z = h @ weights[f"layers.{layer}.linear.weight"].T + weights[f"layers.{layer}.linear.bias"]
        h = np.maximum(z, 0)
        np.testing.assert_allclose(states.preactivations[f"layer_{layer + 1}"], z, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(states.activations[f"layer_{layer + 1}"], h, rtol=1e-4, atol=1e-5)
    logits = h @ weights["output.weight"].T + weights["output.bias"]
    np.testing.assert_allclose(np.stack(list(states.logits.values()), axis=1), logits, rtol=1e-4, atol=1e-5)


def moved(embedded: Embedded, field: str, place: tuple[int, ...], by: float) -> Embedded:
    """The rows with one element of one field's tensor moved in every row."""
    values = embedded.fields[field].clone()
    values[(slice(None), *place)] += by
    return Embedded(
        fields={**embedded.fields, field: values},
        numeric=embedded.numeric,
        numeric_names=embedded.numeric_names,
        masks=embedded.masks,
    )


def differences(model: CtrModel, embedded: Embedded, field: str, place: tuple[int, ...], task: str) -> np.ndarray:
    """(B,): (logit(x + h) - logit(x - h)) / 2h in float64, for one element"""
    exact = model.double()
    wide = embedded.map(Tensor.double)
    step = 1e-6
    with torch.no_grad():
        up, down = (exact.score(moved(wide, field, place, by))[task] for by in (step, -step))
    return ((up - down) / (2 * step)).numpy()


@pytest.mark.parametrize("field", ["user", "item", "tags", "age", "text"])
def test_gradients_are_the_finite_differences_of_the_first_tasks_logit(field: str) -> None:
    model = a_model()
    gradients, embedded = taken(model).gradients[field], embedded_rows(model)
    assert np.abs(gradients).max() > 0.01
    for element in range(gradients.shape[1]):
        expected = differences(model, embedded, field, (element,), "click")
        np.testing.assert_allclose(gradients[:, element], expected, rtol=1e-4, atol=1e-5)


def test_a_numbers_gradient_is_the_finite_difference() -> None:
    model = a_model()
    gradients, embedded = taken(model).gradients["price"], embedded_rows(model).map(Tensor.double)
    exact, step = model.double(), 1e-6
    up, down = (
        exact.score(Embedded(embedded.fields, embedded.numeric + by, embedded.numeric_names, embedded.masks))["click"]
        for by in (step, -step)
    )
    np.testing.assert_allclose(gradients[:, 0], ((up - down) / (2 * step)).detach().numpy(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("field", ["clicked", "bought"])
def test_a_sequences_gradient_is_the_mean_over_its_positions(field: str) -> None:
    model = a_model()
    gradients, embedded = taken(model).gradients[field], embedded_rows(model)
    mask = embedded.masks[field].numpy()
    lengths = mask.sum(axis=1)
    assert 0 in lengths
    assert lengths.max() > 1
    for element in range(gradients.shape[1]):
        slopes = [differences(model, embedded, field, (i, element), "click") for i in range(mask.shape[1])]
        expected = (np.stack(slopes, axis=1) * mask).sum(axis=1) / np.maximum(lengths, 1)
        np.testing.assert_allclose(gradients[:, element], expected, rtol=1e-4, atol=1e-5)
    assert (gradients[lengths == 0] == 0).all()


def test_the_gradient_of_pctr_follows_from_the_logits() -> None:
    """dPctr/dh0 = Pctr (1 - Pctr) dlogit/dh0 (arXiv:1806.08541), against autograd on the probability."""
    model = a_model()
    states, leaves = taken(model), embedded_rows(model).as_leaves()
    torch.sigmoid(model.score(leaves)["click"]).sum().backward()
    pctr = 1 / (1 + np.exp(-states.logits["click"]))
    for field in ("user", "item", "tags", "age", "text"):
        expected = leaves.fields[field].grad
        assert expected is not None
        found = (pctr * (1 - pctr))[:, None] * states.gradients[field]
        np.testing.assert_allclose(found, expected.numpy(), rtol=1e-4, atol=1e-6)


def test_statistics_of_neurons_are_those_of_the_states_kept() -> None:
    states = taken(a_model())
    for tap, values in states.activations.items():
        found = states.neurons[tap]
        np.testing.assert_allclose(found.mean, values.mean(axis=0), rtol=1e-5, atol=1e-7)
        np.testing.assert_allclose(found.deviation, values.std(axis=0), rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(found.zero_share, (values == 0).mean(axis=0), rtol=1e-6)
        assert (found.histogram.sum(axis=1) == ROWS).all()


def test_the_draw_of_a_sample_is_uniform() -> None:
    """Chi-square of how often each row is drawn; without replacement its mean is (1 - n/N) N, not N - 1."""
    rows, drawn, seeds = 40, 12, 3000
    dataset: Any = DatasetByHand({"train": SplitByHand(SCHEMAS["one field"], rows)})
    counts = np.zeros(rows)
    for seed in range(seeds):
        counts[draw_samples(dataset, Capture(rows=drawn, seed=seed))["train"].positions] += 1
    expected = seeds * drawn / rows
    statistic = ((counts - expected) ** 2 / expected).sum() / (1 - drawn / rows) * (rows - 1) / rows
    assert 0.001 < stats.chi2.sf(statistic, rows - 1) < 0.999


def test_the_draws_of_two_splits_are_independent() -> None:
    rows, drawn, seeds = 40, 20, 500
    split = SplitByHand(SCHEMAS["one field"], rows)
    dataset: Any = DatasetByHand({"train": split, "test": split})
    shared = []
    for seed in range(seeds):
        samples = draw_samples(dataset, Capture(rows=drawn, seed=seed))
        shared.append(len(np.intersect1d(samples["train"].positions, samples["test"].positions)))
    truth = stats.hypergeom(rows, drawn, drawn)
    assert np.mean(shared) == pytest.approx(truth.mean(), abs=4 * truth.std() / seeds**0.5)
    assert np.std(shared) == pytest.approx(truth.std(), rel=0.15)


def test_training_ends_with_the_same_weights_with_capture_and_without(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path)
    settings = Training(batch_size=32, epochs=2)

    def trained(every: int | None) -> tuple[dict[str, Tensor], list[int]]:
        torch.manual_seed(3)
        spec = Gwen(hidden=(8, 4), embedding_dim=4, dropout=0.3)
        model = build_model(spec, schema=dataset.schema, table_sizes=dataset.table_sizes)
        store = MemoryStore()
        values: Any = {"spec": {}, "features": dataset.schema, "data_digest": "d", "data_path": "p"}
        store.add_run(Run(id="r", name="r", state="running", created_at="now", **values))
        capture = Capture(every=every, each_epoch=False, rows=64)
        observers = []
        if every is not None:
            recorder = Recorder(store, "r", draw_samples(dataset, capture), capture, clock=lambda: "now")
            observers.append(Captures(recorder, capture, store, "r"))
        Trainer(model, dataset, settings, observers=observers).fit()
        return {name: values.clone() for name, values in model.state_dict().items()}, store.snapshot_steps("r")

    plain, none = trained(None)
    watched, steps = trained(1)
    assert none == []
    assert len(steps) > 10
    assert all(torch.equal(values, watched[name]) for name, values in plain.items())
