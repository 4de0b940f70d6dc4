"""A run with torch's own compiler: the weights of one without, up to the last bits, and snapshots of the raw module."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from clicklens.capture import Capture
from clicklens.core.errors import ConfigError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.models import Din
from clicklens.store import open_store
from clicklens.training import resume_run, start_run
from tests.factories import make_dataset
from tests.training_runs import StopAt, are_equal, small_spec, weights_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


@pytest.fixture
def dataset(tmp_path: Path) -> EncodedDataset:
    return make_dataset(tmp_path, rows=200)


@pytest.mark.skipif(shutil.which("g++") is None, reason="needs a C++ compiler")
def test_a_compiled_run_ends_as_one_that_is_not(dataset: EncodedDataset, store: Store) -> None:
    settings: Any = {"epochs": 2, "batch_size": 60, "capture": Capture(every=2, rows=20)}
    plain = start_run(small_spec(dropout=0.0, **settings), store=store, dataset=dataset)
    compiled = start_run(small_spec(dropout=0.0, compile=True, **settings), store=store, dataset=dataset)
    expected, found = weights_of(store, plain.id), weights_of(store, compiled.id)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        torch.testing.assert_close(found[name], value, rtol=1e-4, atol=1e-5)
    step = store.snapshot_steps(plain.id)[-1]
    ours, theirs = (store.split_states(run.id, step, "test") for run in (compiled, plain))
    assert ours.activations.keys() == theirs.activations.keys()
    assert np.allclose(ours.logits["click"], theirs.logits["click"], atol=1e-4)


@pytest.mark.skipif(shutil.which("g++") is None, reason="needs a C++ compiler")
def test_a_compiled_run_that_is_stopped_goes_on_to_the_same_weights(dataset: EncodedDataset, store: Store) -> None:
    spec = small_spec(dropout=0.3, compile=True, batch_size=60)  # the last batch of a pass has another size
    whole = start_run(spec, store=store, dataset=dataset)
    stopped = start_run(spec, store=store, dataset=dataset, observers=[StopAt(3)])
    store.update_run(stopped.id, state="interrupted")
    torch.compiler.reset()
    assert resume_run(stopped.id, store=store).state == "succeeded"
    assert are_equal(weights_of(store, whole.id), weights_of(store, stopped.id))


def test_a_model_that_cannot_be_compiled_is_refused_before_anything_is_written(
    dataset: EncodedDataset, store: Store
) -> None:
    spec = small_spec(compile=True).model_copy(update={"model": Din()})
    with pytest.raises(
        ConfigError, match=r"training.compile is true, and torch cannot compile the score of this model"
    ):
        start_run(spec, store=store, dataset=dataset)
    assert store.runs() == []
