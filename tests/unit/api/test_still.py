"""The page and a run's answers as one document."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from clicklens.analysis.rows import RowTables
from clicklens.api.answers import Answers
from clicklens.api.app import recorded_app
from clicklens.api.still import Bundle, read_bundle, still_pieces
from tests.captured_runs import make_captured

BUNDLE = Bundle("let page = 1", "body { margin: 0 }")
ANSWER = re.compile(r'<script type="application/json" class="clicklens-answer">(.*?)</script>')


def written(captured, bundle: Bundle = BUNDLE) -> str:
    answers = Answers()

    async def pieces() -> list[str]:
        app = recorded_app(captured.store, RowTables(), answers)
        return [piece async for piece in still_pieces(app, captured, bundle)]

    try:
        return "".join(asyncio.run(pieces()))
    finally:
        answers.close()


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory):
    return make_captured(tmp_path_factory.mktemp("run"), rows=30, steps=2)


@pytest.fixture(scope="module")
def text(captured) -> str:
    return written(captured)


def test_its_answers_can_be_read_back(text: str, captured) -> None:
    told = [json.loads(found) for found in ANSWER.findall(text)]
    first = json.loads(gzip.decompress(base64.b64decode(told[0]["gzip"])))
    assert first["run"]["id"] == captured.run.id
    assert json.loads(re.search(r'id="clicklens-report">(.*?)</script>', text)[1])["run"] == captured.run.id


def test_the_policy_allows_this_script_alone_and_no_connection(text: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#x27;", "'")
    script = re.search(r'<script type="module">(.*?)</script>', text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy
    assert "http" not in policy


def test_the_same_run_gives_the_same_file(text: str, captured) -> None:
    assert written(captured) == text


def test_a_name_made_of_markup_is_shown_and_does_nothing(captured) -> None:
    run = captured.run.model_copy(update={"name": "</title><script>alert(1)</script>"})
    captured.store.update_run(run.id, name=run.name)
    text = written(type(captured)(captured.store, run.id))
    assert "&lt;/title&gt;&lt;script&gt;" in text
    assert "<script>" not in text


def test_what_would_end_the_script_is_written_otherwise(tmp_path: Path) -> None:
    (tmp_path / "still.js").write_text('f("</script>", "<!--", /<SCRIPT/u)', encoding="utf-8")
    (tmp_path / "still.css").write_text("a::after { content: '</style>' }", encoding="utf-8")
    bundle = read_bundle(tmp_path)
    assert bundle is not None
    assert bundle.script == r'f("\x3c/script>", "\x3c!--", /\x3cSCRIPT/u)'
    assert "</style" not in bundle.style


def test_without_a_built_page_there_is_no_bundle(tmp_path: Path) -> None:
    assert read_bundle(tmp_path) is None
