import signal
import urllib.request
from pathlib import Path

import pytest

from clicklens.cli.app import run_command
from tests.served import Served
from tests.service import TOKEN


def test_it_says_where_it_is_answers_and_ends(tmp_path: Path) -> None:
    with Served(tmp_path / "runs") as served:
        assert f"shows {tmp_path / 'runs'} at http://127.0.0.1:" in served.said
        assert urllib.request.urlopen(f"{served.address}/healthz", timeout=20).status == 200
        served.end(signal.SIGINT)
        assert served.wait(20) == 0


def test_an_address_for_others_without_a_token_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLICKLENS_TOKEN", raising=False)
    assert run_command(["ui", "--store", str(tmp_path / "x"), "--host", "0.0.0.0", "--no-worker"]) == 2
    assert "CLICKLENS_TOKEN" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_short_token_is_refused_and_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["ui", "--store", str(tmp_path / "x"), "--token", "short-one"]) == 2
    told = capsys.readouterr().err
    assert "16 characters" in told
    assert "short-one" not in told
    assert TOKEN not in told
