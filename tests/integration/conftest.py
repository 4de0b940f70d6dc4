"""A shell to call commands with, and a store that holds two small runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from clicklens.cli.app import run_command
from clicklens.data.dataset import EncodedDataset
from tests.command_line import Shell, config
from tests.factories import make_dataset


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Calls a command: words -> (exit code, output, error output). What is raised, a user would see as a traceback."""

    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return make_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def trained(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two runs named 'small'."""
    folder = tmp_path_factory.mktemp("trained")
    for _ in range(2):
        assert run_command(["train", str(config(folder, dataset)), "-q", "--store", str(folder / "runs")]) == 0
    return folder / "runs"
