"""Mini-batch aware regularisation, counted and computed by hand."""

from pathlib import Path

import numpy as np
import pytest
import torch

from clicklens.data.dataset import EncodedDataset
from clicklens.data.ragged import Ragged
from clicklens.data.split import TRAIN
from clicklens.models import embedding_parameters
from clicklens.nn import StackedEmbedding
from clicklens.training.feed import StepRows
from clicklens.training.mini_batch_aware import id_rates
from clicklens.training.step import take_step
from tests.training_runs import forward_of, small_dataset, small_trainer

RATE = 0.01


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    folder: Path = tmp_path_factory.mktemp("rows")
    return small_dataset(folder)


def occurrences(dataset: EncodedDataset, table: str) -> np.ndarray:
    """How often each id stands in the training split, in whichever field of the table."""
    split = dataset.split(TRAIN)
    counts = np.zeros(dataset.table_sizes[table], dtype=np.int64)
    for field in (name for name, its_table in dataset.schema.table_of.items() if its_table == table):
        ids = split.field_ids(field)
        for found in ids.values if isinstance(ids, Ragged) else ids:
            counts[found] += 1
    return counts


@pytest.mark.parametrize("table", ["user", "item", "tags"])
def test_an_ids_rate_is_lambda_by_how_often_training_holds_it(dataset: EncodedDataset, table: str) -> None:
    rates = id_rates(dataset, RATE)
    assert set(rates) == set(dataset.table_sizes)
    counts = occurrences(dataset, table)
    assert (counts[1:] > 0).all()
    np.testing.assert_allclose(rates[table][1:].numpy(), RATE / counts[1:], rtol=1e-6)
    assert rates[table][0] == 0


def test_without_a_rate_nothing_is_counted(dataset: EncodedDataset) -> None:
    assert id_rates(dataset, 0.0) == {}


def test_a_step_takes_off_what_the_paper_says_of_the_ids_of_the_batch_and_of_no_others(dataset: EncodedDataset) -> None:
    """w_j <- w_j - lr (g_j + λ / n_j w_j), in the paper's letters: n_j counted here, g_j from a step without λ."""
    lr, rate = 0.5, 4.0
    plain = small_trainer(dataset, optimizer={"kind": "sgd", "lr": lr})
    pulled = small_trainer(dataset, optimizer={"kind": "sgd", "lr": lr}, mini_batch_aware=rate)
    batch = dataset.split(TRAIN).batch(np.arange(7))
    (before,) = (table.detach().clone() for table in embedding_parameters(plain.model).values())
    for trainer in (plain, pulled):
        take_step(forward_of(trainer.model), trainer.optimizer, StepRows.of(batch), number=1)
    (with_gradient,), (with_both,) = (
        [table.detach() for table in embedding_parameters(trainer.model).values()] for trainer in (plain, pulled)
    )
    (stack,) = (module for module in plain.model.modules() if isinstance(module, StackedEmbedding))
    expected = with_gradient.clone()
    for table in stack.rows:
        counts = occurrences(dataset, table)
        fields = [name for name, its_table in dataset.schema.table_of.items() if its_table == table]
        for found in {int(one) for field in fields for one in batch.ids[field].flatten()} - {0}:
            row = stack.offset[table] + found
            expected[row] -= lr * rate / counts[found] * before[row]
    torch.testing.assert_close(with_both, expected)
    assert not torch.allclose(with_both, with_gradient)
    assert (with_both[0] == 0).all()


def test_the_whole_training_takes_part(dataset: EncodedDataset) -> None:
    lengths = []
    for rate in (0.0, 20.0):
        trainer = small_trainer(dataset, optimizer={"kind": "sgd", "lr": 0.1}, mini_batch_aware=rate)
        trainer.fit()
        (table,) = embedding_parameters(trainer.model).values()
        lengths.append(float(table.detach().norm()))
    assert lengths[1] < 0.9 * lengths[0]
