import pytest

from clicklens.core.errors import ConfigError
from clicklens.training.optimizer import Adam
from clicklens.training.spec import RunSpec, Training


def parse(**values: object) -> RunSpec:
    return RunSpec.parse({"data": {"name": "toy"}, **values}, source="run.yaml")


def test_data_alone_make_a_whole_request() -> None:
    spec = parse()
    assert spec.model.kind == "gwen"
    assert spec.training == Training()
    assert spec.training.optimizer.kind == "adagrad"


def test_it_survives_being_stored_as_json() -> None:
    spec = parse(
        training={"optimizer": {"kind": "adam", "lr": 0.1}, "schedule": {"kind": "cosine"}, "regularise": {"user": 0.1}}
    )
    assert spec.training.optimizer == Adam(lr=0.1)
    assert RunSpec.parse(spec.model_dump(mode="json"), source="the store") == spec


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"training": {"optimizer": {"kind": "adagrad", "lr": -1}}}, r"training\.optimizer.*lr' is -1"),
        ({"training": {"optimizer": {"kind": "adagard"}}}, "adagard"),
        ({"training": {"optimizer": {"kind": "adam", "beta": 1}}}, "did you mean 'betas'"),
        ({"training": {"epoch": 4}}, r"unknown setting 'training\.epoch'; did you mean 'epochs'"),
        ({"training": {"epochs": 0}}, r"'training\.epochs' is 0"),
        ({"training": {"batch_size": "many"}}, r"'training\.batch_size' is 'many'"),
        ({"training": {"early_stopping": {"metric": "acc"}}}, r"early_stopping\.metric' is 'acc'"),
        ({"training": {"regularise": {"user": -0.1}}}, r"regularise\.user' is -0\.1"),
        ({"training": {"weight_decay": float("nan")}}, "weight_decay"),
        ({"training": {"device": "tpu"}}, "'tpu'"),
        ({"data": {}}, "give either 'name'"),
        ({"data": {"name": "toy", "path": "x"}}, "give either 'name'"),
        ({"modle": {}}, "did you mean 'model'"),
    ],
)
def test_a_wrong_setting_is_named(values: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError, match=said) as raised:
        parse(**values)
    assert str(raised.value).startswith("run.yaml: ")
