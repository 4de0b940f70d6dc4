"""Asking for jobs on the command line: what is wrong is told in the words of the commands that do it here."""

import pytest


def test_a_training_is_queued_with_changed_settings(shell, shell_json, workplace):
    words = ("jobs", "submit", "train", str(workplace / "config.yaml"), "--store", "STORE")
    job = shell_json(*words, "--set", "training.epochs=9", "--name", "long", "--priority", "4", "--memory", "2GiB")
    assert job["request"]["spec"]["training"]["epochs"] == 9
    assert (job["name"], job["priority"], job["memory"], job["state"]) == ("long", 4, 2**31, "queued")
    code, out, _ = shell(*words)
    assert code == 0
    assert "Queued train-" in out
    assert "No worker lives yet" in out


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("analyze", "small", "saliency", "--set", "split=test"), "analyze"),
        (("refine", "latest", "drop-layer", "2", "--seeds", "2"), "refine"),
        (("report", "small"), "report"),
    ],
)
def test_other_work_is_queued(shell_json, words, kind):
    job = shell_json("jobs", "submit", *words, "--store", "STORE")
    assert job["request"]["kind"] == kind
    assert job["run_id"].startswith("small-")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("train", "CONFIG", "--set", "training.epoch=4"), "did you mean 'epochs'"),
        (("train", "CONFIG", "--memory", "lots"), "such as 8GiB"),
        (("resume", "small"), "is complete"),
        (("analyze", "small", "salience"), "did you mean 'saliency'"),
        (("analyze", "small", "saliency", "--set", "spilt=test"), "did you mean 'split'"),
        (("refine", "small", "drop-layr", "2"), "did you mean 'drop-layer'"),
        (("report", "smal-nowhere"), "there is no run"),
    ],
)
def test_what_is_wrong_is_told_now(shell, workplace, words, told):
    words = [word.replace("CONFIG", str(workplace / "config.yaml")) for word in words]
    code, _, err = shell("jobs", "submit", *words, "--store", "STORE")
    assert code == 2
    assert told in err


def test_a_search_is_queued(shell_json, workplace, tmp_path):
    space = "search={split: test, space: {model.dropout: {choices: [0, 0.1]}}}"
    words = ("jobs", "submit", "tune", str(workplace / "config.yaml"), "--store", str(tmp_path), "--set", space)
    job = shell_json(*words, "--trials", "7")
    assert job["request"]["spec"]["search"]["trials"] == 7
    assert job["run_id"].startswith("small-search-")
