from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import torch

from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.metrics import MetricsAccumulator, summarise
from clicklens.training.evaluate import evaluate_split, metric_points, metric_values
from tests.factories import make_rows, make_schema
from tests.training_runs import THREE_SPLITS, small_model


def figures_by_hand(dataset: EncodedDataset, rows: np.ndarray) -> dict[str, float | None]:
    model = small_model(dataset).eval()
    batch = dataset.split("train").batch(rows)
    with torch.no_grad():
        logits = model(batch)["click"].numpy()
    assert batch.groups is not None
    return summarise(batch.labels["click"].numpy(), logits, groups=batch.groups.numpy()).model_dump()


def close(values: dict[str, float | None], expected: dict[str, float | None]) -> bool:
    return values == {name: pytest.approx(value, abs=1e-6) for name, value in expected.items()}


def test_the_figures_are_those_of_the_rows(dataset: EncodedDataset) -> None:
    split = dataset.split("train")
    points = metric_points(evaluate_split(small_model(dataset), split), step=7, epoch=0.5, split="train")
    assert [(point.step, point.epoch, point.split) for point in points] == [(7, 0.5, "train")] * 3
    assert split.days is not None
    days = np.asarray(split.days)
    assert [point.day for point in points] == [None, *np.unique(days).tolist()]
    assert close(points[0].values, figures_by_hand(dataset, np.arange(len(split))))
    for point in points[1:]:
        assert close(point.values, figures_by_hand(dataset, np.flatnonzero(days == point.day)))


def test_a_split_of_one_day_has_one_point(dataset: EncodedDataset) -> None:
    figures = evaluate_split(small_model(dataset), dataset.split("test"))
    assert len(metric_points(figures, step=1, epoch=1.0, split="test")) == 1


def test_only_the_chosen_rows_are_looked_at(dataset: EncodedDataset) -> None:
    rows = np.arange(0, 100, 3)
    values = metric_values({k: f.result() for k, f in evaluate_split(
        small_model(dataset), dataset.split("train"), rows=rows).items()})  # fmt: skip
    assert close(values, figures_by_hand(dataset, rows))


def test_rows_count_by_the_sampling_weight_that_the_schema_names(tmp_path: Path) -> None:
    table = make_rows(rows=300)
    given = np.random.default_rng(1).choice([1.0, 20.0], size=300)
    rows = table.append_column("kept_one_in", pa.array(given))
    dataset = encode(rows, make_schema(weight="kept_one_in"), tmp_path / "weighted", split=THREE_SPLITS)
    model, split = small_model(dataset).eval(), dataset.split("test")
    batch = split.batch(np.arange(len(split)))
    assert batch.weights is not None
    assert batch.groups is not None
    with torch.no_grad():
        logits = model(batch)["click"].numpy()
    labels, weights = batch.labels["click"].numpy(), batch.weights.numpy()
    found = evaluate_split(model, split)["click"].result().model_dump()
    assert close(found, summarise(labels, logits, groups=batch.groups.numpy(), weights=weights).model_dump())
    assert found["label_rate"] == pytest.approx(float(weights @ labels / weights.sum()))


def test_dropout_is_off_and_the_model_as_before_afterwards(dataset: EncodedDataset) -> None:
    model = small_model(dataset, dropout=0.9).train()
    model.get_submodule("layers.0").eval()
    state = torch.get_rng_state()
    twice = [evaluate_split(model, dataset.split("test"))["click"].result() for _ in range(2)]
    assert twice[0] == twice[1]
    assert torch.equal(torch.get_rng_state(), state)
    assert model.training
    assert not model.get_submodule("layers.0").training
    assert model.get_submodule("layers.1").training


def test_further_tasks_carry_their_name() -> None:
    figure = MetricsAccumulator()
    figure.add(np.array([0.0, 1.0]), np.array([-1.0, 1.0]))
    values = metric_values({"click": figure.result(), "buy": figure.result()})
    assert (values["auc"], values["buy.auc"]) == (1.0, 1.0)
    assert len(values) == 2 * len(figure.result().model_dump())


@pytest.mark.parametrize(("days", "points"), [(1, 1), (3, 4), (62, 63), (63, 1)])
def test_a_split_is_followed_day_by_day_when_its_days_are_few(days, points):
    figures = MetricsAccumulator()
    rows = np.arange(200)
    figures.add((rows % 2).astype(float), rows / 200, days=rows % days)
    assert len(metric_points({"click": figures}, step=1, epoch=0.1, split="test")) == points
