"""The root: help at once, exit codes, and no traceback for a user's error."""

import errno
import json
import subprocess
import sys

import pytest

from clicklens.cli import app, train


def test_every_command_and_group_tells_what_it_does(shell):
    code, out, _ = shell("--help")
    assert code == 0
    for name in ("train", "resume", "analyze", "compare", "refine", "report", "demo", "data", "runs"):
        assert name in out
        assert shell(name, "--help")[0] == 0


def test_help_loads_neither_torch_nor_pandas():
    probe = "import sys; from clicklens.cli.app import run_command; run_command(['--help']); "
    probe += "print([m for m in ('torch', 'pandas', 'matplotlib', 'sqlalchemy') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert answer.stdout.strip().endswith("[]")


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "clicklens", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("clicklens ")


def test_the_version_is_told(shell):
    assert shell("--version")[1].startswith("clicklens ")


def test_an_unknown_command_is_a_wrong_request(shell):
    code, _, err = shell("trian")
    assert code == 2
    assert "trian" in err


def test_an_unknown_option_is_a_wrong_request(shell):
    code, _, err = shell("runs", "list", "--stor", "x")
    assert code == 2
    assert "--stor" in err


def test_a_users_error_is_one_message_without_a_traceback(shell):
    code, out, err = shell("train", "nowhere.yaml", "--store", "STORE")
    assert code == 2
    assert out == ""
    assert "nowhere.yaml" in err
    assert "Traceback" not in err


def test_with_json_the_message_is_json(shell):
    code, _, err = shell("runs", "show", "no-such-run", "--store", "STORE", "--json")
    assert code == 2
    assert json.loads(err)["error"] == "NotFoundError"
    assert "no-such-run" in json.loads(err)["message"]


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/data"), 1, "No space left on device"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_a_full_disk_and_ctrl_c_are_told_plainly(monkeypatch, shell, raised, code, told):
    def fail(*_arguments, **_settings):
        raise raised

    monkeypatch.setattr("clicklens.training.config.load_run_spec", fail)
    found, _, err = shell("train", "config.yaml")
    assert found == code
    assert told in err


def test_main_ends_the_process_with_the_exit_code():
    with pytest.raises(SystemExit) as ended:
        app.main(["train", "nowhere.yaml"])
    assert ended.value.code == 2
    assert train.train is dict(app.COMMANDS)["train"]
