import numpy as np
import pytest
import torch

from clicklens.data.dataset import EncodedDataset
from clicklens.training import Training
from clicklens.training.feed import step_rows
from clicklens.training.position import Position
from clicklens.training.transfer import fed

CPU = torch.device("cpu")


def test_rows_come_as_they_are_and_in_their_order(dataset: EncodedDataset) -> None:
    batches = list(dataset.split("train").batches(30))
    with fed(batches, CPU) as found:
        assert all(one is other for one, other in zip(found, batches, strict=True))


def test_whoever_stops_early_leaves_nothing_running(dataset: EncodedDataset) -> None:
    closed = []

    def endless():
        try:
            while True:
                yield dataset.split("train").batch(np.arange(3))
        finally:
            closed.append(True)

    with fed(endless(), CPU) as found:
        next(found)
    assert closed == [True]


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_on_a_gpu_the_same_rows_arrive(dataset: EncodedDataset) -> None:
    split, device = dataset.split("train"), torch.device("cuda")
    settings = Training(batch_size=30, accumulate=2)
    with fed(step_rows(split, settings, Position()), device) as found:
        for here, there in zip(step_rows(split, settings, Position()), found, strict=True):
            for one, other in zip(here.batches, there.batches, strict=True):
                assert other.example_ids.device.type == "cuda"
                assert torch.equal(one.example_ids, other.example_ids.cpu())
                assert all(torch.equal(ids, other.ids[name].cpu()) for name, ids in one.ids.items())
