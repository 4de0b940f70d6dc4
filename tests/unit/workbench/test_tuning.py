"""Tuning from Python, in the words of the command line."""

import json

import pytest

import clicklens as cl
from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.training import RunSpec
from tests.searches import search_values
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return small_dataset(tmp_path_factory.mktemp("data"))


def test_a_dictionary_a_file_and_a_record_are_searched_alike(dataset, tmp_path):
    values = search_values(dataset, trials=2)
    (tmp_path / "config.yaml").write_text(json.dumps(values))
    base = {key: value for key, value in values.items() if key != "search"}
    asked = [(values, None), (tmp_path / "config.yaml", None), (RunSpec.parse(base, source="test"), values["search"])]
    found = [cl.tune(request, search=search, store=tmp_path / "runs", progress=False) for request, search in asked]
    trials = [[(t.settings, t.value) for t in search.result.trials] for search in found]
    assert trials[0] == trials[1] == trials[2]
    again = cl.open_search(found[0].id, store=tmp_path / "runs")
    assert again.best.id == found[0].best.id
    more = cl.tune(resume=found[0].id, trials=3, store=tmp_path / "runs", progress=False)
    assert len(more.to_frame()) == 3


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "of type NoneType; give a YAML file"),
        ({"request": 3}, "of type int; give a YAML file"),
        ({"request": {"data": {"path": "x"}}}, "holds no 'search'"),
        ({"request": {"data": {"path": "x"}}, "resume": "r"}, "not both"),
    ],
)
def test_what_is_no_request_is_refused_and_no_store_is_made(tmp_path, given, told):
    with pytest.raises(ConfigError, match=told):
        cl.tune(**given, store=tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_a_folder_without_runs_has_no_search_to_go_on_with(tmp_path):
    with pytest.raises(NotFoundError):
        cl.tune(resume="r", store=tmp_path / "runs")
