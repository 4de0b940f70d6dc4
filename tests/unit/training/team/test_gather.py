from pathlib import Path

import pytest

from clicklens.core.errors import FailedError
from clicklens.data.dataset import EncodedDataset
from clicklens.training.team import ALONE
from clicklens.training.team.gather import Others, gathered
from tests.training_runs import small_spec


def test_one_process_needs_no_others(dataset: EncodedDataset) -> None:
    with gathered(small_spec(), dataset) as team:
        assert team is ALONE


def test_a_process_that_cannot_start_is_told_with_its_last_words(
    dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clicklens.training.team.gather.FOLLOWER", "clicklens.not_there")
    told = r"process 2 of 2 of this training ended with exit code 1: .*not_there"
    with pytest.raises(FailedError, match=told), gathered(small_spec(processes=2), dataset):
        pass


def test_processes_that_take_too_long_are_ended(
    dataset: EncodedDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clicklens.training.team.gather.LONGEST_START", 0.0)
    with Others(small_spec(processes=3), dataset, tmp_path) as others:
        with pytest.raises(FailedError, match="the 3 processes of this training were not there in 0 s"):
            others.wait_until_ready()
        running = list(others._processes.values())
    assert all(process.poll() is not None for process in running)
