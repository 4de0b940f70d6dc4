"""Runs: the list of all runs, found by words and figures, changed, and taken back from the bin."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import SIZE
from tests.served import Served
from tests.story_run import SHORT, STORY, Story


def test_runs_are_found_by_words_and_figures(show: Callable[[str], Page], story: Story) -> None:
    page = show("/")
    table = page.get_by_role("table", name="Runs")
    expect(table.get_by_role("row")).to_have_count(3)
    height = table.evaluate("(table) => table.parentElement.clientHeight")
    assert 400 < height < SIZE["height"], "it fills the page and scrolls in itself, so it draws what is in sight alone"
    page.get_by_role("textbox", name="Find runs").fill("auc>0.625")
    expect(table.get_by_role("row")).to_have_count(2)
    expect(table.get_by_role("cell", name=STORY, exact=True)).to_be_visible()
    assert "auc" in page.url
    page.keyboard.press("Escape")
    table.get_by_role("cell", name=STORY, exact=True).click()
    expect(page).to_have_title(f"Overview · {STORY} · ClickLens")
    assert story.story in page.url


def test_a_run_is_put_into_the_bin_and_had_back(page: Page, story: Story, tmp_path: Path) -> None:
    store = Path(shutil.copytree(story.store, tmp_path / "runs"))
    with Served(store) as served:
        page.goto(served.address)
        row = page.get_by_role("cell", name=SHORT, exact=True)
        page.get_by_role("button", name=f"More about {SHORT}").click()
        page.get_by_role("menuitem", name="To the bin").click()
        expect(row).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(row).to_be_visible()
        page.goto("about:blank")
