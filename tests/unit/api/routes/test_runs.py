from pathlib import Path

import pytest

from clicklens.store import open_store
from clicklens.training.environment import this_process
from tests.service import Service, make_service
from tests.stored_values import make_run


@pytest.fixture
def two(tmp_path: Path) -> Service:
    store = open_store(tmp_path)
    for run_id in ("a", "b"):
        store.add_run(make_run(run_id, state="succeeded"))
    return make_service(tmp_path)


def test_the_list_has_a_row_a_run(service: Service) -> None:
    (row,) = service.json("/runs")
    assert (row["id"], row["state"], row["best_step"] in (100, 200, 300)) == ("made-up", "succeeded", True)
    assert len(row["spark"]["auc"]) == 3


def test_what_a_person_changes_is_kept_and_the_rest_stays(two: Service) -> None:
    change = {"name": "better", "tags": ["x"], "note": "why", "pinned": True}
    response = two.ask("PATCH", "/runs/a", json=change)
    assert response.status_code == 200
    two.ask("PATCH", "/runs/a", json={"archived": True})
    row = next(row for row in two.json("/runs") if row["id"] == "a")
    assert {name: row[name] for name in (*change, "archived")} == {**change, "archived": True}


def test_an_unknown_setting_is_refused_and_changes_nothing(two: Service) -> None:
    response = two.ask("PATCH", "/runs/a", json={"id": "other", "pinned": True})
    assert response.status_code == 422
    assert not two.json("/runs/a")["run"]["pinned"]


def test_a_deleted_run_is_in_the_bin_and_can_be_had_back(two: Service) -> None:
    assert two.ask("DELETE", "/runs/a").status_code == 200
    assert [row["id"] for row in two.json("/runs")] == ["b"]
    assert [row["id"] for row in two.json("/runs?trashed=true")] == ["a"]
    assert two.json("/store")["runs"] == 1
    assert two.ask("POST", "/runs/a/restore").status_code == 200
    assert len(two.json("/runs")) == 2
    assert two.ask("POST", "/runs/a/restore").status_code == 409


def test_a_run_that_is_being_trained_is_not_deleted(two: Service) -> None:
    two.app.state.store.update_run("a", state="running", environment={"process": this_process()})
    assert two.ask("DELETE", "/runs/a").status_code == 409


def test_a_run_that_is_deleted_while_it_is_looked_at_is_not_found(two: Service) -> None:
    assert two.get("/runs/a").status_code == 200
    open_store(two.app.state.settings.store).delete_run("a")
    for path in ("/runs/a", "/runs/a/metrics", "/runs/a/results/scores", "/runs/a/available", "/runs/a/summary"):
        assert two.get(path).status_code == 404
    assert [row["id"] for row in two.json("/runs")] == ["b"]
