"""Several processes train one model as one process would, and end together, however they end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch

from clicklens.cli.app import run_command
from clicklens.core.errors import NotFoundError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.store import open_store
from clicklens.training import resume_run, start_run
from tests.command_line import config
from tests.slow_run import RUN, slow_spec
from tests.training_runs import are_equal, small_dataset, small_spec, weights_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def unbroken(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A run of two processes, with dropout, that nothing disturbed."""
    store = open_store(tmp_path_factory.mktemp("unbroken") / "store")
    start_run(slow_spec(processes=2), store=store, dataset=dataset, run_id=RUN)
    return store


def in_a_process(dataset: EncodedDataset, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.slow_run", str(dataset.path), str(folder), "2"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def follower_of(process: subprocess.Popen[str], folder: Path) -> psutil.Process:
    """The process that the run started, once the run has a checkpoint."""
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with suppress(NotFoundError):
            if open_store(folder, create=False).checkpoint_steps(RUN):
                (follower,) = psutil.Process(process.pid).children()
                return follower
        time.sleep(0.02)
    pytest.fail(f"the run ended before it could be stopped: {process.communicate()[1]}")


def assert_is_gone(follower: psutil.Process) -> None:
    follower.wait(timeout=20)
    assert not follower.is_running()


def test_two_processes_with_half_the_rows_each_reach_the_loss_of_one(tmp_path: Path) -> None:
    dataset = simulated_dataset(WorldSpec.small(), tmp_path / "data")
    store = open_store(tmp_path / "store")
    settings: Any = {
        "optimizer": {"kind": "sgd"},
        "batch_size": 999,
        "max_steps": 30,
        "evaluate_every": 10,
        "threads": 1,
    }
    one, two = (
        start_run(
            small_spec(dropout=0.0, processes=processes, evaluate_rows=9000, **settings), store=store, dataset=dataset
        )
        for processes in (1, 2)
    )
    alone, together = store.metrics(one.id, by_day=False), store.metrics(two.id, by_day=False)
    assert [(p.step, p.split) for p in together] == [(p.step, p.split) for p in alone]
    for expected, found in zip(alone, together, strict=True):
        assert found.values == {name: pytest.approx(value, abs=1e-5) for name, value in expected.values.items()}
    for name, value in weights_of(store, one.id).items():
        torch.testing.assert_close(weights_of(store, two.id)[name], value, rtol=1e-4, atol=1e-6)


def test_a_run_of_two_processes_that_is_killed_ends_as_an_unbroken_one(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path
) -> None:
    process = in_a_process(dataset, tmp_path / "store")
    follower = follower_of(process, tmp_path / "store")
    process.kill()
    process.communicate()
    assert_is_gone(follower)
    store = open_store(tmp_path / "store")
    assert resume_run(RUN, store=store).state == "succeeded"
    assert are_equal(weights_of(store, RUN), weights_of(unbroken, RUN))
    assert store.metrics(RUN) == unbroken.metrics(RUN)
    assert store.snapshot_steps(RUN) == unbroken.snapshot_steps(RUN)


def test_a_process_that_dies_ends_the_run_by_name_and_the_run_can_go_on(
    dataset: EncodedDataset, unbroken: Store, tmp_path: Path
) -> None:
    process = in_a_process(dataset, tmp_path / "store")
    follower_of(process, tmp_path / "store").kill()
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert "FailedError: process 2 of 2 of this training was killed by SIGKILL" in told
    store = open_store(tmp_path / "store")
    run = store.run(RUN)
    assert (run.state, run.message) == ("failed", "process 2 of 2 of this training was killed by SIGKILL")
    assert resume_run(RUN, store=store).state == "succeeded"
    assert are_equal(weights_of(store, RUN), weights_of(unbroken, RUN))


def test_a_request_to_stop_ends_all_of_them_with_a_checkpoint(dataset: EncodedDataset, tmp_path: Path) -> None:
    process = in_a_process(dataset, tmp_path / "store")
    follower = follower_of(process, tmp_path / "store")
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 0, told
    assert_is_gone(follower)
    store = open_store(tmp_path / "store")
    assert store.run(RUN).state == "interrupted"
    assert store.checkpoint_steps(RUN)[-1] < 40


def test_torchrun_gives_the_weights_that_the_option_gives(dataset: EncodedDataset, tmp_path: Path) -> None:
    request = config(tmp_path, dataset)
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "--no-python"]
    clicklens = [sys.executable, "-c", "from clicklens.cli import main; main()"]
    words = ["train", str(request), "-q", "--set", "training.threads=1", "--store", str(tmp_path / "torchrun")]
    ran = subprocess.run([sys.executable, *launcher, *clicklens, *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("succeeded") == 1
    store = open_store(tmp_path / "torchrun")
    (launched,) = store.runs()
    assert launched.spec["training"]["processes"] == 2
    assert run_command([*words[:-1], str(tmp_path / "option"), "--processes", "2"]) == 0
    other = open_store(tmp_path / "option")
    (started,) = other.runs()
    assert are_equal(weights_of(store, launched.id), weights_of(other, started.id))
