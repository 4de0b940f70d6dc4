"""One small trained run that the tests of the command line ask, and a way to call it as a shell would."""

import json

import pytest

from clicklens.cli.app import run_command
from clicklens.data.split import TimeSplit
from tests.factories import FIRST_DAY, make_dataset


@pytest.fixture(scope="session")
def workplace(tmp_path_factory):
    """A folder with encoded rows, a config, and a store that holds one trained run."""
    folder = tmp_path_factory.mktemp("workplace")
    dataset = make_dataset(folder, rows=600, split=TimeSplit(test_from=FIRST_DAY + 2))  # two days each
    (folder / "config.yaml").write_text(
        f"name: small\ndata: {{path: {dataset.path}}}\nmodel: {{kind: gwen, hidden: [8, 4], embedding_dim: 4}}\n"
        "training: {epochs: 2, batch_size: 100}\ncapture: {every: 2, rows: 128}\n"
    )
    assert run_command(["train", str(folder / "config.yaml"), "--store", str(folder / "runs"), "--quiet"]) == 0
    return folder


@pytest.fixture
def shell(workplace, capsys):
    """Calls a command: words -> (exit code, output, error output). ``STORE`` stands for the store's folder."""

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command([word.replace("STORE", str(workplace / "runs")) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def shell_json(shell):
    """Calls a command with --json and gives what it printed, as values."""

    def call(*words: str) -> object:
        code, out, err = shell(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    return call
