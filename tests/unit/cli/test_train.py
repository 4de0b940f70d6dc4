"""Training and resuming from the command line."""

import pytest


def test_a_run_is_trained_and_told_as_json(shell_json, workplace, tmp_path):
    config = str(workplace / "config.yaml")
    told = shell_json("train", config, "--store", str(tmp_path), "--set", "training.epochs=1", "--set", "name=once")
    assert told["run"]["state"] == "succeeded"
    assert told["run"]["spec"]["training"]["epochs"] == 1
    assert {point["split"] for point in told["metrics"]} >= {"train", "test"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("training.epoch=4", "did you mean 'epochs'"),
        ("model.hiden=[4]", "did you mean 'hidden'"),
        ("model.hidden=[0]", "greater than or equal to 1"),
        ("training.optimizer.kind=adagrat", "adagrad"),
        ("data.name=movielens-100k", "either 'name'"),
        ("capture.rows=many", "valid integer"),
    ],
)
def test_a_wrong_setting_names_itself_and_what_is_right(shell, workplace, tmp_path, change, told):
    code, _, err = shell("train", str(workplace / "config.yaml"), "--store", str(tmp_path / "runs"), "--set", change)
    assert code == 2
    assert change.split("=")[0].split(".")[-1] in err
    assert told in err
    assert not (tmp_path / "runs").exists() or not list((tmp_path / "runs").glob("runs/*"))


def test_a_config_that_is_not_yaml_names_the_file(shell, tmp_path):
    (tmp_path / "broken.yaml").write_text("data: {name: x")
    code, _, err = shell("train", str(tmp_path / "broken.yaml"))
    assert code == 2
    assert "broken.yaml" in err


def test_a_run_that_ended_is_not_resumed(shell):
    code, _, err = shell("resume", "small", "--store", "STORE")
    assert code == 2
    assert "nothing left to train" in err
