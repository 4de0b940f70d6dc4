import pytest
import torch

from clicklens.core.errors import ConfigError
from clicklens.training import Training
from clicklens.training.device import choose_device, own_threads, own_torch_state


def test_auto_is_the_cpu_where_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device("auto") == torch.device("cpu")


def test_auto_is_the_gpu_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device("auto") == torch.device("cuda")


def test_a_gpu_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ConfigError, match=r"training\.device is 'cuda'.*'auto' or 'cpu'"):
        choose_device("cuda")


def test_threads_and_random_state_of_the_caller_come_back_also_after_an_error() -> None:
    before, threads = torch.get_rng_state(), torch.get_num_threads()

    def fail() -> None:
        with own_torch_state(threads=threads + 1):
            assert torch.get_num_threads() == threads + 1
            torch.manual_seed(5)
            torch.rand(3)
            raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        fail()
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.get_num_threads() == threads


@pytest.mark.parametrize(
    ("settings", "threads"),
    [
        ({}, None),
        ({"threads": 3}, 3),
        ({"processes": 2}, 4),
        ({"processes": 16}, 1),
        ({"processes": 2, "threads": 7}, 7),
    ],
)
def test_processes_share_the_threads_that_torch_would_take(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, int], threads: int | None
) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: 8)
    assert own_threads(Training.parse(settings, source="the test")) == threads
