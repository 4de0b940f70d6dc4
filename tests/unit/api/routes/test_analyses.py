from pathlib import Path

from clicklens.analysis import ANALYSES
from clicklens.store import open_store
from tests.service import Service, make_service
from tests.stored_values import make_run


def test_every_analysis_is_listed_with_its_settings(service: Service) -> None:
    listed = service.json("/analyses")
    assert [entry["kind"] for entry in listed] == list(ANALYSES)
    assert all(entry["params"]["type"] == "object" and entry["question"].endswith("?") for entry in listed)


def test_what_a_run_lacks_is_said_for_each(service: Service, tmp_path: Path) -> None:
    found = {entry["kind"]: entry["lacks"] for entry in service.json("/runs/made-up/available")}
    assert set(found) == set(ANALYSES)
    assert found["scores"] is None
    open_store(tmp_path).add_run(make_run("empty"))
    lacking = make_service(tmp_path).json("/runs/empty/available")
    assert all("kept no snapshots" in entry["lacks"] for entry in lacking if entry["kind"] == "scores")


def test_a_run_that_kept_nothing_is_summed_up_all_the_same(tmp_path: Path) -> None:
    open_store(tmp_path).add_run(make_run("empty", state="failed", message="the disk is full"))
    summary = make_service(tmp_path).json("/runs/empty/summary")
    assert "failed" in summary["lines"][0]["text"]


def test_a_summary_is_made_once(service: Service) -> None:
    first = service.json("/runs/made-up/summary")
    assert "Run made-up" in first["lines"][0]["text"]
    assert {"text", "severity", "remedy"} <= set(first["lines"][0])
    store = service.app.state.store
    service.app.state.answers.asked = None
    assert service.json("/runs/made-up/summary") == first
    assert store.run("made-up")
