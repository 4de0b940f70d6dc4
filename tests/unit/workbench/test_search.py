"""A search at hand."""

import pytest

import clicklens as cl
from clicklens.core.errors import RequestError
from clicklens.workbench import OpenSearch, open_run
from tests.searches import search_values
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    return cl.tune(search_values(small_dataset(folder), trials=5), store=folder / "runs", progress=False)


def test_the_best_is_a_run_and_its_request_can_be_trained(search):
    best = search.best
    assert best.record.parent == search.id
    assert search.best_spec.training.optimizer.lr == best.record.spec["training"]["optimizer"]["lr"]
    assert not search.best_spec.capture.is_off


def test_it_shows_itself(search):
    assert len(search.to_frame()) == 5
    assert list(search.importance) == [setting.key for setting in search.result.settings]
    assert search.plot().axes
    assert search.finding.startswith("Trial ")
    assert "<svg" in search._repr_html_()
    assert repr(search) == f"<search {search.id}: succeeded>"


def test_a_trial_is_no_search_and_the_latest_run_is_neither(search):
    with pytest.raises(RequestError, match="is no search"):
        OpenSearch(search.store, search.best.record)
    assert open_run("latest", store=search.store.root).record.search is None


def test_a_search_without_an_ended_trial_has_no_best(search):
    begun = search.record.model_copy(update={"id": "begun"})
    search.store.add_run(begun)
    with pytest.raises(RequestError, match="no trial has been trained to its end yet"):
        _ = OpenSearch(search.store, begun).best
    search.store.delete_run("begun")
