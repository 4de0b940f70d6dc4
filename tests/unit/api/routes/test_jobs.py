"""Jobs over HTTP."""

import pytest

from clicklens.api.routes import jobs as routes
from tests.job_queues import claimed, train_request
from tests.service import Service, make_service
from tests.training_runs import small_dataset

JOBS = "/jobs"


@pytest.fixture
def dataset(tmp_path):
    return small_dataset(tmp_path)


@pytest.fixture
def service(tmp_path, dataset):
    """An empty store, and one training that was queued by who has the folder."""
    service = make_service(tmp_path / "runs")
    service.app.state.queue.submit(train_request(dataset))
    return service


def the_job(service: Service) -> dict:
    return service.get(JOBS).json()[0]


def test_jobs_are_listed_and_shown(service):
    job = the_job(service)
    assert service.get(f"{JOBS}/latest").json() == job
    assert service.get(f"{JOBS}?state=queued&run={job['run_id']}").json() == [job]
    assert service.get(f"{JOBS}?state=failed").json() == []
    assert service.get(f"{JOBS}/nowhere").status_code == 404
    assert service.get("/workers").json() == []


def test_a_job_is_asked_for_and_what_is_wrong_is_told_at_once(service):
    request = {"kind": "train", "spec": {"data": {"name": "movielens-small"}}}
    made = service.ask("POST", JOBS, json={"request": request, "priority": 2})
    assert made.status_code == 201
    assert (made.json()["state"], made.json()["priority"]) == ("queued", 2)
    wrong = service.ask("POST", JOBS, json={"request": {"kind": "train", "spec": {**request["spec"], "traning": {}}}})
    assert (wrong.status_code, wrong.json()["error"]) == (422, "ConfigError")
    assert "did you mean 'training'" in wrong.json()["message"]
    assert service.ask("POST", JOBS, json={"request": {"kind": "report", "run": "none"}}).status_code == 404
    assert service.ask("POST", JOBS, json={"request": {"kind": "dance"}}).status_code == 422
    assert len(service.get(JOBS).json()) == 2


def test_a_client_names_no_folder_that_the_store_does_not_know(service, tmp_path):
    request = train_request(small_dataset(tmp_path, name="another"))
    refused = service.ask("POST", JOBS, json={"request": request})
    assert refused.status_code == 422
    assert "that no run of this store was trained on" in refused.json()["message"]
    search = {"kind": "tune", "spec": {**request["spec"], "search": {"space": {"model.dropout": {"choices": [0]}}}}}
    refused = service.ask("POST", JOBS, json={"request": search})
    assert refused.status_code == 422
    assert "'clicklens jobs submit tune' takes any" in refused.json()["message"]
    cloned = service.ask("POST", f"{JOBS}/latest/clone", json={"changes": {"data": {"path": "/etc"}}})
    assert cloned.status_code == 422


def test_a_job_is_steered_and_what_its_state_forbids_is_a_conflict(service):
    job = the_job(service)["id"]
    assert service.ask("PATCH", f"{JOBS}/{job}", json={"priority": 9}).json()["priority"] == 9
    assert service.ask("POST", f"{JOBS}/{job}/pause").json()["state"] == "paused"
    assert service.ask("POST", f"{JOBS}/{job}/resume").json()["state"] == "queued"
    assert service.ask("POST", f"{JOBS}/{job}/stop").json()["state"] == "cancelled"
    refused = service.ask("POST", f"{JOBS}/{job}/pause")
    assert (refused.status_code, refused.json()["error"]) == (409, "RequestError")
    assert "it has ended" in refused.json()["message"]
    assert service.ask("POST", f"{JOBS}/{job}/retry").json()["origin"] == job
    assert service.ask("POST", f"{JOBS}/{job}/dance").status_code == 422
    assert service.ask("DELETE", f"{JOBS}/{job}?with_runs=true").json()["id"] == job
    assert len(service.get(JOBS).json()) == 1


def test_a_running_job_is_not_deleted(service):
    claimed(service.app.state.queue)
    assert service.ask("DELETE", f"{JOBS}/latest").status_code == 409


def test_log_and_usage_are_read(service):
    queue = service.app.state.queue
    path = queue.log_path(queue.get("latest"))
    path.parent.mkdir()
    path.write_text("step 1")
    assert service.get(f"{JOBS}/latest/log?after=5").json() == {"text": "1", "next": 6, "is_whole": True}
    assert service.get(f"{JOBS}/latest/usage").json() == []
    assert service.get(f"{JOBS}/latest/log?after=-1").status_code == 422


def test_a_worker_is_called_again_where_the_service_may(service, monkeypatch):
    called = []
    monkeypatch.setattr(routes, "ensure_worker", called.append)
    service.ask("POST", f"{JOBS}/latest/clone", json={})
    assert called == []
    service.app.state.keeps_worker = True
    service.ask("POST", f"{JOBS}/latest/clone", json={})
    service.ask("POST", f"{JOBS}/latest/dance")
    assert called == [service.app.state.queue]
