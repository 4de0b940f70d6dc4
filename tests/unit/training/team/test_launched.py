import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training import RunSpec, start_run
from clicklens.training.team.launched import as_launched, follow_launched, follow_resumed
from clicklens.training.team.rendezvous import Place
from tests.training_runs import small_spec

PLACE = "clicklens.training.team.launched.launched_place"


def test_a_request_that_no_launcher_carries_out_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLACE, lambda: None)
    spec = small_spec(processes=3)
    assert as_launched(spec) is spec


def test_the_launcher_says_how_many_processes_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLACE, lambda: Place(0, 4, 0))
    assert as_launched(small_spec()).training.processes == 4
    spec = small_spec(processes=4)
    assert as_launched(spec) is spec


def test_a_request_for_another_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLACE, lambda: Place(0, 4, 0))
    with pytest.raises(ConfigError, match=r"training.processes is 3, and WORLD_SIZE says that 4 were started"):
        as_launched(small_spec(processes=3))


def test_a_run_that_goes_on_is_followed_with_its_own_settings(
    dataset: EncodedDataset, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start_run(small_spec(max_steps=1), store=store, dataset=dataset)
    followed: list[tuple[RunSpec, EncodedDataset]] = []
    monkeypatch.setattr(
        "clicklens.training.team.launched.follow_launched", lambda spec, data: followed.append((spec, data))
    )
    follow_resumed(run)
    assert followed[0][0] == small_spec(max_steps=1)
    assert followed[0][1].path == dataset.path


def test_a_process_without_a_place_follows_no_one(dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLACE, lambda: None)
    with pytest.raises(ConfigError, match="names no RANK"):
        follow_launched(small_spec(), dataset)


def test_a_wrong_request_is_refused_as_the_run_refuses_it(
    dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PLACE, lambda: Place(1, 99, 1))
    with pytest.raises(ConfigError, match=r"training.processes is 99, and a batch has 50 rows"):
        follow_launched(small_spec(), dataset)
