"""A run that is killed, or asked to stop, goes on to the weights of an unbroken one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from clicklens.core.errors import NotFoundError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.store import open_store
from clicklens.training import resume_run, start_run
from tests.slow_run import RUN, slow_spec
from tests.training_runs import are_equal, small_dataset, weights_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def unbroken(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(tmp_path_factory.mktemp("unbroken") / "store")
    start_run(slow_spec(), store=store, dataset=dataset, run_id=RUN)
    return store


def in_a_process(dataset: EncodedDataset, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.slow_run", str(dataset.path), str(folder)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_a_checkpoint_after(step: int, folder: Path, process: subprocess.Popen[str]) -> None:
    while process.poll() is None:
        try:
            if max(open_store(folder, create=False).checkpoint_steps(RUN), default=-1) > step:
                return
        except NotFoundError:
            pass
        time.sleep(0.02)
    pytest.fail(f"the run ended before it could be stopped: {process.communicate()[1]}")


def assert_as_unbroken(store: Store, unbroken: Store) -> None:
    assert are_equal(weights_of(store, RUN), weights_of(unbroken, RUN))
    assert store.metrics(RUN) == unbroken.metrics(RUN)
    steps = unbroken.snapshot_steps(RUN)
    assert store.snapshot_steps(RUN) == steps
    for step in steps:
        ours, theirs = (kept.split_states(RUN, step, "test") for kept in (store, unbroken))
        assert np.array_equal(ours.logits["click"], theirs.logits["click"])


def test_a_run_that_is_killed_twice_ends_as_an_unbroken_one(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    for after in (-1, 10):
        process = in_a_process(dataset, folder)
        wait_for_a_checkpoint_after(after, folder, process)
        time.sleep(random.uniform(0.0, 0.1))
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    store = open_store(folder)
    assert store.run(RUN).state == "running"
    assert resume_run(RUN, store=store).state == "succeeded"
    assert_as_unbroken(store, unbroken)


def test_a_run_that_is_asked_to_stop_does_so_with_a_checkpoint_and_ends_as_an_unbroken_one(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    process = in_a_process(dataset, folder)
    wait_for_a_checkpoint_after(-1, folder, process)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 0, told
    store = open_store(folder)
    assert store.run(RUN).state == "interrupted"
    stopped = [event.step for event in store.events(RUN) if event.kind == "stopped"]
    assert store.checkpoint_steps(RUN)[-1] == stopped[0] < 40
    assert resume_run(RUN, store=store).state == "succeeded"
    assert_as_unbroken(store, unbroken)
