"""Features: which field took over, and the rows that hold one of its ids."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser import choose


def test_the_field_that_took_over_is_named_and_another_can_be_followed(
    show: Callable[[str], Page], found: Locator
) -> None:
    page = show("features")
    expect(found).to_contain_text("The model now leans on user_id", timeout=120e3)
    for remedy in ("Make user_id a bias", "Pull user_id towards zero"):
        expect(found.get_by_role("button", name=remedy)).to_be_visible()
    expect(
        page.get_by_role("region", name="Share of saliency of user_id by step").locator("canvas").first
    ).to_be_visible()
    choose(page, "Field that is followed", "noise_1")
    expect(page.get_by_role("region", name="Share of saliency of noise_1 by step")).to_be_visible()
    table = page.get_by_role("table", name="All fields at step 360")
    expect(table.get_by_role("row").nth(1)).to_contain_text("user_id")
