import io

import pandas as pd
import pytest

from clicklens.search import SearchResult
from clicklens.search.start import start_search
from clicklens.store import open_store
from tests.searches import search_request
from tests.service import Service, make_service
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("searched")
    dataset = small_dataset(folder)
    start_search(search_request(dataset), store=open_store(folder / "store"), dataset=dataset, run_id="s")
    return make_service(folder / "store")


def test_a_search_is_told_with_its_trials(searched: Service) -> None:
    found = SearchResult.model_validate_json(searched.get("/runs/s/search").content)
    assert [trial.run_id for trial in found.trials] == ["s-001", "s-002", "s-003", "s-004"]
    assert found.best_trial is not None


def test_its_table_has_a_row_for_each_trial(searched: Service) -> None:
    table = pd.read_csv(io.BytesIO(searched.get("/runs/s/search/table").content))
    assert table["run"].tolist() == ["s-001", "s-002", "s-003", "s-004"]
    assert set(table["model.hidden"]) <= {"[8, 4]", "[8]"}
    parquet = searched.get("/runs/s/search/table?format=parquet")
    assert len(pd.read_parquet(io.BytesIO(parquet.content))) == 4


def test_the_list_tells_searches_from_trainings(searched: Service) -> None:
    rows = {row["id"]: row for row in searched.json("/runs")}
    assert rows["s"]["is_search"]
    assert not rows["s-001"]["is_search"]
    assert rows["s-001"]["parent"] == "s"


def test_a_run_that_is_no_search_says_so(searched: Service) -> None:
    response = searched.get("/runs/s-001/search")
    assert response.status_code == 422
    assert "is no search" in response.json()["message"]
