"""A request is a training with a part that says what is open."""

import pytest

from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.search import SearchSpec, load_search_request, read_search_request
from clicklens.search.request import in_words
from clicklens.training import DataSpec, RunSpec, load_run_spec

TEXT = (
    "data: {path: rows}\ntraining: {optimizer: {kind: adagrad, lr: 0.02}}\n"
    "search: {trials: 5, space: {training.optimizer.lr: {low: 1e-4, high: 1e-1, log: true}}}\n"
)


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(TEXT)
    return path


def test_a_file_and_what_was_set_make_a_request(config):
    request = load_search_request(config, ["training.epochs=7", "search.sampler=random"], trials=3)
    assert (request.search.trials, request.search.sampler) == (3, "random")
    assert request.search.space["training.optimizer.lr"].low == 0.0001
    assert request.base_spec().training.epochs == 7
    assert request.overrides == ("training.epochs=7",), "what a training does not take is not handed on to one"
    assert request.source == str(config)


def test_the_same_file_is_trained_without_its_search(config):
    assert load_run_spec(config).training.optimizer.lr == 0.02


def test_settings_change_the_training_and_nothing_else(config):
    request = load_search_request(config)
    spec = request.spec_with({"training.optimizer.lr": 0.5, "model.hidden": [7]})
    assert (spec.training.optimizer.lr, spec.model.hidden) == (0.5, (7,))
    assert request.base_spec().training.optimizer.lr == 0.02


def test_an_optimizer_may_be_exchanged_because_defaults_are_not_written_down(config):
    spec = load_search_request(config).spec_with({"training.optimizer.kind": "sgd"})
    assert spec.training.optimizer.kind == "sgd"


def test_a_trial_keeps_no_snapshots_and_has_a_name_of_its_own(config):
    spec = load_search_request(config).trial_spec({"training.optimizer.lr": 0.5}, 7)
    assert spec.capture.is_off
    assert spec.name == "gwen trial 7"


def test_a_wrong_value_names_the_settings(config):
    with pytest.raises(ConfigError, match=r"config.yaml with model.hidden=\[0\]: 'model.gwen.hidden.0'"):
        load_search_request(config).spec_with({"model.hidden": [0]})


def test_a_record_takes_its_search_beside_it():
    spec = RunSpec(data=DataSpec(path="rows"))
    search = SearchSpec.parse({"space": {"model.dropout": {"choices": [0, 0.1]}}}, source="the test")
    request = read_search_request(spec, search=search)
    assert request.base_spec() == spec
    assert request.search == search


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"data": {"path": "x"}}, "holds no 'search'; say what is open"),
        ({"data": {"path": "x"}, "search": 3}, "'search' is 3"),
        ({"data": {"path": "x"}, "search": {"space": {"a": 3}}}, "search.space.a"),
        ({"data": {"pth": "x"}, "search": {"space": {"a": {"choices": [1]}}}}, "did you mean 'path'"),
    ],
)
def test_what_is_no_request_says_what_is_missing(values, told):
    with pytest.raises(ConfigError, match=told):
        read_search_request(values)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NotFoundError, match=r"none\.yaml"):
        load_search_request(tmp_path / "none.yaml")


def test_words_are_short():
    settings = {"a": 0.123456789, "b": [400, 400], "c": "adam", "d": None, "e": 3}
    assert in_words(settings) == "a=0.1235, b=[400, 400], c=adam, d=null, e=3"
