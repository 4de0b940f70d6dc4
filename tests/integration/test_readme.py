"""The README's commands and code run, in its order, on a small run in place of the demo's."""

import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

from clicklens.cli.app import run_command
from clicklens.training import load_run_spec
from tests.served import Served

README = (Path(__file__).parents[2] / "README.md").read_text()
CONFIG = """
data: {path: data/first}
model: {kind: gwen, hidden: [8, 8, 4, 4], embedding_dim: 4}
training: {epochs: 1, batch_size: 100}
capture: {every: 4, rows: 200}
"""


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with rows, a config, and a run of four layers, as after the demo."""
    monkeypatch.chdir(tmp_path)
    names = {"user_id": [f"u{i % 30}" for i in range(600)], "item_id": [f"i{i % 11}" for i in range(600)]}
    rows = pd.DataFrame({**names, "timestamp": range(600), "click": [int(i % 3 == 0) for i in range(600)]})
    (tmp_path / "rows").mkdir()
    rows.to_parquet(tmp_path / "rows.parquet")
    rows.to_parquet(tmp_path / "rows" / "all.parquet")
    schema = "name: mine\nfields: [user_id, item_id]\ntasks: [click]\ntime: timestamp\n"
    (tmp_path / "first.yaml").write_text(schema)
    (tmp_path / "config.yaml").write_text(CONFIG)
    assert run_command(["data", "encode", "rows.parquet", "--schema", "first.yaml", "-o", "data/first"]) == 0
    assert run_command(["train", "config.yaml", "-q"]) == 0
    return schema


def test_every_command_of_the_readme_runs(place):
    commands = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("clicklens ")]
    assert len(commands) > 8
    for command in commands:
        words = shlex.split(command, comments=True)[1:]
        if words[0] == "resume":
            continue  # it needs a run that was stopped; the tests of resuming stop one
        if words == ["ui"]:
            with Served(Path("runs")) as service:  # else it would answer for ever
                assert service.address.startswith("http://127.0.0.1:")
            continue
        if words[:2] == ["data", "encode"]:
            Path("schema.yaml").write_text(place)  # what the README tells to correct, corrected
        if words[0] == "train" and "data.path=data/mine" not in words:
            words.append("--quiet")
        assert run_command(words) == 0, command


def test_the_config_of_the_readme_is_a_valid_request(tmp_path):
    (config,) = blocks("yaml")
    (tmp_path / "config.yaml").write_text(config)
    assert load_run_spec(tmp_path / "config.yaml").model.hidden == (256, 128, 64, 32)


def test_the_python_of_the_readme_runs(place, monkeypatch):
    (code,) = blocks("python")
    small = code.replace('"movielens-100k/random"', '"data/first"').replace("seeds=3", "seeds=1")
    names: dict[str, object] = {}
    exec(compile(small, "README.md", "exec"), names)
    assert names["fluctuation"].finding
