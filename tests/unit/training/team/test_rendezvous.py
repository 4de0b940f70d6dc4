import pytest

from clicklens.core.errors import ConfigError, RequestError
from clicklens.training.team.rendezvous import Place, is_follower, join, launched_place, refuse_follower

NAMES = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT")


@pytest.fixture(autouse=True)
def no_launcher(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def launched(monkeypatch: pytest.MonkeyPatch, rank: str, size: str, local: str | None = None) -> None:
    for name, value in zip(NAMES, (rank, size, local, "localhost", "29500"), strict=True):
        if value is not None:
            monkeypatch.setenv(name, value)


def test_a_process_that_was_started_by_itself_has_no_place() -> None:
    assert launched_place() is None
    assert not is_follower()
    refuse_follower()


def test_the_place_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    launched(monkeypatch, "5", "8", "1")
    assert launched_place() == Place(5, 8, 1)
    launched(monkeypatch, "0", "8", "0")
    assert not is_follower()


def test_a_process_that_is_not_the_first_is_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    launched(monkeypatch, "1", "2")
    assert is_follower()
    with pytest.raises(RequestError, match="RANK=1: only rank 0 is the run"):
        refuse_follower()


@pytest.mark.parametrize(
    ("rank", "size", "told"),
    [("2", "2", "RANK=2 and WORLD_SIZE=2: ranks run from 0 to 1"), ("x", "2", "RANK='x': a whole number"),
     ("0", "many", "WORLD_SIZE='many': a whole number")],
)  # fmt: skip
def test_an_environment_that_makes_no_sense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, rank: str, size: str, told: str
) -> None:
    launched(monkeypatch, rank, size)
    with pytest.raises(ConfigError, match=told):
        launched_place()


def test_a_process_that_has_a_group_already_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.distributed.is_initialized", lambda: True)
    with (
        pytest.raises(RequestError, match="belongs to a group of torch"),
        join(Place(0, 2, 0), device="cpu", folder=None),
    ):
        pass
