import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from clicklens.core.errors import FailedError
from clicklens.training.team import ALONE, Call, Team

ROOT = Path(__file__).parents[4]


def test_two_processes_hear_one_another(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.team_words"]
    running = [
        subprocess.Popen([*command, str(rank), str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) for rank in (0, 1)
    ]
    first, second = (json.loads(process.communicate(timeout=60)[0]) for process in running)
    assert second.pop("call") == [Call.EVALUATE, 3]
    assert first.pop("call") is None
    assert first.pop("collected") == [[], [0, 1, 2]]
    assert second.pop("collected") == []
    assert (first.pop("nothing"), second.pop("nothing")) == ([[], []], [])
    shared = {
        "told": {"a": [1, "ä"]},
        "copied": [1.5],
        "sum": [2.0, 1.0],
        "gathered": [[0, 7], [1, 7]],
        "listens": ["127.0.0.1"],
    }
    assert first == second == shared


def test_alone_nothing_is_said() -> None:
    tensor = torch.tensor([1.0])
    assert ALONE.is_alone
    assert ALONE.is_first
    ALONE.call(Call.STEP)
    assert ALONE.sum_(tensor) is tensor
    assert ALONE.copy_(tensor) is tensor


def test_a_process_that_is_missed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("Connection closed\n by peer")

    monkeypatch.setattr("torch.distributed.broadcast", fails)
    with pytest.raises(FailedError, match=r"^process 2 of 2 of this training was killed$"):
        Team(size=2, why_gone=lambda: "process 2 of 2 of this training was killed").call(Call.STEP)
    with pytest.raises(FailedError, match="the 2 processes of this training lost touch: Connection closed by peer"):
        Team(size=2).call(Call.STEP)
