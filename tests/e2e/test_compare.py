"""Compare: two runs chosen in the list, side by side."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.story_run import SHORT, Story


def test_two_runs_are_chosen_in_the_list_and_compared_on_the_rows_that_both_kept(
    show: Callable[[str], Page], story: Story, found: Locator
) -> None:
    page = show("/runs")
    for run in (story.short, story.story):
        page.get_by_role("checkbox", name=f"Select {run}").check()
    page.get_by_role("toolbar", name="With the selected runs").get_by_role("button", name="Compare").click()
    expect(found).to_contain_text("On 8,192 rows of test that both kept, AUC goes from", timeout=120e3)
    assert f"before={story.short}" in page.url
    assert f"after={story.story}" in page.url
    expect(page.get_by_role("main")).to_contain_text(SHORT)
