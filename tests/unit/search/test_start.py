"""A search begins when all is right, ends with an answer, and goes on where it stopped."""

import pytest

from clicklens.core.errors import ConfigError, DataError, NotFoundError, RequestError
from clicklens.search.collect import collect
from clicklens.search.start import Unwatched, resume_search, start_search
from clicklens.store import open_store
from clicklens.training import start_run
from tests.searches import search_request
from tests.training_runs import small_dataset, small_spec


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def searched(dataset, tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("store"))
    return store, start_search(search_request(dataset, trials=2), store=store, dataset=dataset)


def test_a_wrong_request_makes_no_store(dataset):
    def never():
        raise AssertionError("no store may be opened")

    with pytest.raises(ConfigError):
        start_search(search_request(dataset, split="tset"), store=never, dataset=dataset)


def test_a_search_can_be_given_more_trials(dataset, tmp_path):
    store = open_store(tmp_path / "store")
    run = start_search(search_request(dataset, trials=2), store=store, dataset=dataset)
    before = collect(store, run).trials
    run = resume_search(run.id, store=store, trials=3)
    after = collect(store, run).trials
    assert after[:2] == before
    assert len(after) == 3
    whole = start_search(search_request(dataset, trials=3), store=store, dataset=dataset, run_id="whole")
    assert [trial.settings for trial in collect(store, whole).trials] == [trial.settings for trial in after]


def test_a_complete_search_says_how_to_get_more(searched):
    store, run = searched
    with pytest.raises(RequestError, match="all of its 2 trials are done; more are done with --trials 3"):
        resume_search(run.id, store=store)


def test_a_trial_stands_for_its_search(searched):
    store, run = searched
    with pytest.raises(RequestError, match=f"search '{run.id}' is complete"):
        resume_search(f"{run.id}-002", store=store)


def test_what_is_no_search_cannot_go_on(dataset, tmp_path):
    store = open_store(tmp_path / "store")
    with pytest.raises(NotFoundError):
        resume_search("nope", store=store)
    start_run(small_spec(epochs=1), store=store, dataset=dataset, run_id="plain")
    with pytest.raises(RequestError, match="run 'plain' is no search"):
        resume_search("plain", store=store)


def test_rows_that_changed_are_refused(searched):
    store, run = searched
    store.update_run(run.id, data_digest="0" * 64, state="interrupted")
    with pytest.raises(DataError, match="have changed since search"):
        resume_search(run.id, store=store)


def test_nobody_need_watch():
    assert Unwatched().begin(1, 2, {}) == ()
