"""What cannot be searched is refused before anything is written, with the nearest right word."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.search.space_check import check_request
from tests.searches import SPACE, search_request
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return small_dataset(tmp_path_factory.mktemp("data"))


def test_a_right_request_gives_the_training_as_it_stands(dataset):
    assert check_request(search_request(dataset), dataset).training.optimizer.lr == 0.05


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ({"space": {"model.hiden": {"choices": [[8]]}}}, "unknown setting 'model.gwen.hiden'; did you mean 'hidden'"),
        ({"space": {"training.optimiser.lr": {"low": 0.1, "high": 1}}}, "did you mean 'optimizer'"),
        ({"space": {"trainng.epochs": {"choices": [1]}}}, "did you mean 'training'"),
        ({"space": {"model.dropout": {"low": 0.0, "high": 1.5}}}, "model.dropout=1.5: .*less than 1"),
        ({"space": {"model.hidden": {"choices": [[8], "wide"]}}}, "model.hidden=wide"),
        ({"space": {"model.bias_field": {"choices": [None, "usr"]}}}, "did you mean 'user'"),
        (
            {"space": {"training.regularise": {"choices": [{"usr": 0.1}]}}},
            "training.regularise: the schema has no embedded field 'usr'; did you mean 'user'",
        ),
        ({"space": {"data.name": {"choices": ["movielens-100k"]}}}, "train on the same rows"),
        ({"space": {"capture.every": {"choices": [1]}}}, "keep no snapshots"),
        ({"space": {"name": {"choices": ["a"]}}}, "nothing that a search could find"),
        ({"space": {"training.epochs.more": {"choices": [1]}}}, "'training.epochs' is 2, which has no settings"),
        ({"split": "validaton"}, "search.split: the data set has no split 'validaton'; did you mean 'validation'"),
    ],
)
def test_a_wrong_key_or_value_is_named(dataset, search, told):
    with pytest.raises(ConfigError, match=told):
        check_request(search_request(dataset, **search), dataset)


def test_a_split_that_no_trial_would_evaluate_cannot_judge(dataset):
    request = search_request(dataset, space={**SPACE, "training.epochs": {"choices": [1]}})
    base = {**request.base, "training": {**request.base["training"], "evaluate_splits": ["train", "test"]}}
    with pytest.raises(ConfigError, match=r"search.split is 'validation', which training.evaluate_splits leaves out"):
        check_request(request.model_copy(update={"base": base}), dataset)
