"""DIN where the truth is known: it must find the past behaviours that the world's formula counts."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, relevant_positions, simulated_dataset
from clicklens.metrics import auc
from clicklens.models import CtrModel, Din, Dnn, ModelSpec, build_model
from clicklens.training import Trainer, Training


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return simulated_dataset(WorldSpec.interest(), tmp_path_factory.mktemp("worlds") / "interest")


def trained(spec: ModelSpec, data: EncodedDataset) -> CtrModel:
    torch.manual_seed(0)
    model = build_model(spec, schema=data.schema, table_sizes=data.table_sizes)
    settings = {"optimizer": {"kind": "adam", "lr": 2e-3}, "batch_size": 500, "epochs": 2}
    Trainer(model, data, Training.parse(settings, source="the test")).fit()
    return model.eval()


@pytest.fixture(scope="module")
def din(world: EncodedDataset) -> CtrModel:
    return trained(Din(embedding_dim=8), world)


def auc_of(model: CtrModel, data: EncodedDataset) -> float:
    split = data.split("test")
    with torch.no_grad():
        logits = torch.cat([model(batch)["click"] for batch in split.batches(5_000)])
    found = auc(split.labels("click"), logits.numpy())
    assert found is not None
    return found


def test_relevant_behaviours_weigh_more_than_others_of_their_row(din: CtrModel, world: EncodedDataset) -> None:
    batch = world.split("test").batch(np.arange(8_000))
    with torch.no_grad(), listening({"weights": din.weighings()["attention_1"].module}) as seen:
        embedded = din.embed(batch)
        din.score(embedded)
    relevant = relevant_positions(batch)
    others = embedded.masks["recent_categories"] & ~relevant
    means = [(seen["weights"] * kind).sum(1) / kind.sum(1) for kind in (relevant, others)]  # nan where there is none
    has_both = relevant.any(1) & others.any(1)
    assert (means[0] > means[1])[has_both].double().mean() > 0.95


def test_it_ranks_better_than_the_same_tower_over_pooled_behaviours(din: CtrModel, world: EncodedDataset) -> None:
    base = trained(Dnn(hidden=(200, 80), activation="prelu", embedding_dim=8), world)
    assert auc_of(din, world) > auc_of(base, world) + 0.02
