"""A search on the page: its trials folded below it in the list, its best settings, and the way to every trial."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clicklens.search.start import resume_search, start_search
from clicklens.store import open_store
from tests.searches import search_request
from tests.served import Served
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    dataset = small_dataset(folder)
    start_search(search_request(dataset, trials=6), store=open_store(folder / "runs"), dataset=dataset, run_id="tuned")
    return folder / "runs"


@pytest.fixture(scope="module")
def searched(store: Path) -> Iterator[Served]:
    with Served(store) as served:
        yield served


def test_trials_are_folded_below_their_search(searched: Served, page: Page) -> None:
    page.goto(f"{searched.address}/runs")
    table = page.get_by_role("table", name="Runs")
    expect(table.get_by_role("row")).to_have_count(2)
    page.get_by_role("button", name="Trials of small search").click()
    expect(table.get_by_role("row")).to_have_count(8)
    assert "open=tuned" in page.url
    page.reload()
    expect(table.get_by_role("row")).to_have_count(8)


def test_a_search_says_what_is_best_and_leads_to_its_trials(searched: Served, page: Page) -> None:
    page.goto(f"{searched.address}/runs/tuned")
    expect(page).to_have_title("Search · small search · ClickLens")
    expect(page.get_by_text("is the best of 6: AUC")).to_be_visible()
    expect(page.get_by_text("which chose nothing, it is")).to_be_visible()
    expect(page.get_by_role("heading", name="AUC on validation by model.hidden")).to_be_visible()
    expect(page.get_by_label("The command that trains with them")).to_contain_text("clicklens train config.yaml --set")
    page.get_by_role("button", name="Method: What each setting matters for AUC").click()
    expect(page.get_by_role("heading", name="When it misleads")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("table", name="Trials", exact=True).get_by_role("row").nth(1).click()
    page.wait_for_url("**/tuned-00*/overview")
    expect(page.get_by_role("link", name="Generalisation")).to_be_visible()


def test_a_search_that_goes_on_fills_by_itself(searched: Served, store: Path, page: Page) -> None:
    page.goto(f"{searched.address}/runs/tuned/search")
    rows = page.get_by_role("table", name="Trials", exact=True).get_by_role("row")
    expect(rows).to_have_count(7)
    resume_search("tuned", store=open_store(store), trials=8)
    expect(rows).to_have_count(9)


def test_a_training_has_no_search_to_show(searched: Served, page: Page) -> None:
    page.goto(f"{searched.address}/runs/tuned-001/search")
    page.wait_for_url("**/tuned-001/overview")
    expect(page.get_by_role("link", name="Search", exact=True)).to_have_count(0)
