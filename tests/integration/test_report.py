"""A report on a real training: rows, encoded, trained on, written down, asked, drawn."""

from __future__ import annotations

import pytest

from clicklens.analysis import ANALYSES
from clicklens.capture import Capture
from clicklens.models import Gwen
from clicklens.report import summary_lines
from clicklens.report.answer import OF_ONE
from clicklens.training import Training
from clicklens.workbench import OpenRun, open_run, train
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> OpenRun:
    """Two epochs on 200 rows; the run as another process would open it."""
    folder = tmp_path_factory.mktemp("report")
    train(
        small_dataset(folder),
        model=Gwen(hidden=(8, 4), embedding_dim=4),
        training=Training(batch_size=50, epochs=2, threads=1),
        capture=Capture(every=2, rows=100),
        store=folder / "runs",
        name="<b>字段</b>",
        progress=False,
    )
    return open_run("latest", store=folder / "runs")


@pytest.fixture(scope="module")
def page(run: OpenRun, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = run.report(tmp_path_factory.mktemp("out") / "report.html")
    return path.read_text(encoding="utf-8")


def test_the_report_names_the_run_its_request_and_its_data(run: OpenRun, page: str) -> None:
    assert "&lt;b&gt;字段&lt;/b&gt; on made-up" in page
    assert run.id in page
    assert "embedding_dim: 4" in page
    for field in ("user", "item", "tags", "history", "price"):
        assert f"<td>{field}</td>" in page


def test_every_analysis_has_a_picture_or_the_reason_why_not(page: str) -> None:
    for kind in (kind for kind in ANALYSES if kind not in OF_ONE):
        section = page.split(f'<section id="{kind}"')[1].split("</section>")[0]
        assert ("<svg" in section) != ("Not available" in section), kind
    assert page.count("<svg") >= 3


def test_the_report_is_small_and_needs_nothing(page: str) -> None:
    assert len(page.encode()) < 5e6
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_summary_says_the_best_step_and_every_available_finding(run: OpenRun, page: str) -> None:
    lines = summary_lines(run.captured)
    assert lines[0].startswith(f"Run {run.id} on made-up (5 fields): gwen; hidden layers 8, 4")
    assert lines[1].startswith("Best on test at step ")
    assert len(lines) > 3
    assert lines[1] in page


def test_two_steps_of_the_run_can_be_compared(run: OpenRun) -> None:
    steps = run.captured.steps
    result = run.compare(run, step=steps[0], other_step=steps[-1])
    assert result.rows["test"] >= 50
    assert {"auc", "log_loss"} <= {change.name for change in result.metrics}
    assert result.moved[0].fields.keys() >= {"user", "item", "tags", "history", "price"}
