"""A run as one file, over HTTP."""

import pytest

from clicklens.api.routes import report as routes
from clicklens.api.still import Bundle
from clicklens.jobs.task import report_path


def test_the_page_is_sent_as_a_file_that_may_do_nothing_but_draw(fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "read_bundle", lambda: Bundle("let page = 1", "body {}"))
    run = fresh.get("/runs").json()[0]["id"]
    answer = fresh.get(f"/runs/{run}/report.html")
    assert answer.status_code == 200
    assert answer.text.endswith("</html>\n")
    held = answer.text.count('class="clicklens-answer"')
    assert held <= int(answer.headers["clicklens-answers"]) <= held + 4
    assert answer.headers["content-disposition"] == f'attachment; filename="{run}.html"'
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-same-origin" not in policy


def test_without_a_built_page_it_says_so(fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "read_bundle", lambda: None)
    run = fresh.get("/runs").json()[0]["id"]
    answer = fresh.get(f"/runs/{run}/report.html")
    assert answer.status_code == 409
    assert "make page" in answer.json()["message"]
    assert fresh.get("/runs/nowhere/report.html").status_code == 404


def test_the_document_for_print_is_asked_for_and_read_with_a_policy_that_lets_it_do_nothing(fresh) -> None:
    run = fresh.get("/runs").json()[0]["id"]
    assert fresh.get(f"/runs/{run}/printed.html").status_code == 404
    job = fresh.ask("POST", f"/runs/{run}/report").json()
    assert (job["request"], job["run_id"]) == ({"kind": "report", "run": run}, run)
    report_path(fresh.app.state.queue.root, run).write_text("<p>report")
    answer = fresh.get(f"/runs/{run}/printed.html")
    assert answer.text == "<p>report"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "allow-scripts" not in answer.headers["content-security-policy"]
