"""Data: what a run's rows hold, and the sets that can be trained on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import choose
from tests.story_run import Story


def test_a_run_s_rows_are_described_and_sets_are_listed(show: Callable[[str], Page], story: Story) -> None:
    page = show("/data")
    main = page.get_by_role("main")
    expect(main).to_contain_text("user_id")
    expect(main.locator("canvas").first).to_be_visible()
    expect(main).to_contain_text("movielens-100k")
    choose(page, "Rows of the run", "short · simulated-world")
    assert f"run={story.short}" in page.url
    expect(main).to_contain_text("clicklens data describe")
