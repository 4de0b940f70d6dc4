from pathlib import Path

import pytest

from clicklens.store import open_store
from tests.factories import make_dataset
from tests.service import Service, make_service
from tests.stored_values import make_run


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("data")
    dataset = make_dataset(folder)
    about = {"features": dataset.schema, "data_path": str(dataset.path), "data_digest": dataset.manifest.digest}
    store = open_store(folder / "store")
    store.add_run(make_run("a", **about))
    store.add_run(make_run("b", **about))
    store.add_run(make_run("other", data_path=str(folder / "none")))
    store.add_run(make_run("changed", **{**about, "data_digest": "1" * 64}))
    return make_service(folder / "store")


def test_ready_sets_and_the_folders_of_runs_are_listed(trained: Service) -> None:
    found = trained.json("/data")
    assert "movielens-small" in {entry["name"] for entry in found["ready"]}
    folders = {Path(entry["path"]).name: (entry["runs"], entry["present"]) for entry in found["folders"]}
    assert folders["none"] == (1, False)
    assert (2, True) in [(entry["runs"], entry["present"]) for entry in found["folders"]]


def test_the_data_of_a_run_are_described_once(trained: Service) -> None:
    found = trained.json("/runs/a/data")
    assert {entry["name"] for entry in found["fields"]} == {"user", "item", "tags", "history", "price"}
    assert trained.json("/runs/a/data") == found


def test_data_that_are_gone_or_changed_say_so(trained: Service) -> None:
    assert trained.get("/runs/other/data").status_code in (404, 422)
    response = trained.get("/runs/changed/data")
    assert response.status_code == 422
    assert "have changed" in response.json()["message"]
