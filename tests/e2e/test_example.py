"""Example: why one row got its score, and what if it were another."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def test_the_worst_row_is_explained_and_a_field_can_be_taken_away(show: Callable[[str], Page], found: Locator) -> None:
    page = show("example")
    expect(found).to_contain_text("the one that the model gets most wrong")
    page.get_by_role("button", name="user_id as if it were missing").click()
    expect(page.get_by_role("region", name="what if").get_by_role("row", name="user_id")).to_contain_text("was")
    page.get_by_role("button", name="Row with the next smaller loss").click()
    expect(found).to_contain_text("the model leans on")
    expect(page.get_by_text("number 2 of 100")).to_be_visible()
